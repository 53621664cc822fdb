//! Parts of the lab's pages.

mod nav;

pub(crate) use nav::LabNav;
