//! Stands in for the crate of that name, which tract uses to enumerate its model transformations, runtimes and
//! kernels for matrices: each registers itself when the program starts, so that all of them are linked, needed or not,
//! and with them every operator that they may create. None of that is used here, and it is most of what a browser
//! would have to download. With this crate nothing is registered; the interface is the same.

use std::convert::Infallible;
use std::iter::Empty;
use std::marker::PhantomData;
use std::ops::Deref;

pub use self::Iter::iter;

/// A type whose values may be submitted.
pub trait Collect: Sync + Sized + 'static {}

/// `iter::<T>()`, or `iter::<T>` where an iterator is wanted: what has been submitted, which is nothing.
#[allow(non_camel_case_types, reason = "it is used like a function")]
#[derive(Debug)]
pub enum Iter<T> {
    #[doc(hidden)]
    Never(Infallible, PhantomData<T>),
    /// The one value.
    iter,
}

impl<T: Collect> IntoIterator for Iter<T> {
    type Item = &'static T;
    type IntoIter = Empty<&'static T>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl<T: Collect> Deref for Iter<T> {
    type Target = fn() -> Empty<&'static T>;

    fn deref(&self) -> &Self::Target {
        &(std::iter::empty::<&'static T> as fn() -> Empty<&'static T>)
    }
}

/// Declares that values of a type may be submitted.
#[macro_export]
macro_rules! collect {
    ($type:ty) => {
        impl $crate::Collect for $type {}
    };
}

/// Takes a value, and drops it at compile time.
#[macro_export]
macro_rules! submit {
    ($($value:tt)*) => {};
}

#[cfg(test)]
mod tests {
    struct Number;

    crate::collect!(Number);
    crate::submit! { Number }

    #[test]
    fn nothing_is_registered() {
        assert_eq!(crate::iter::<Number>().count(), 0);
        assert_eq!(crate::iter::<Number>.into_iter().count(), 0);
    }
}
