//! What follows signals within a view, each sort of it as one type: Leptos makes code of its own for every type of closure that a
//! view holds. Words alone are `Words::say`.

use leptos::prelude::*;

/// Something that is computed anew whenever what it reads changes.
pub(crate) type Live<T> = Box<dyn Fn() -> T + Send>;

/// A part of a view: a child.
pub(crate) fn part<V: IntoView + 'static>(draw: impl Fn() -> V + Send + 'static) -> Live<AnyView> {
    Box::new(move || draw().into_any())
}

/// A text: the value of an attribute.
pub(crate) fn text(write: impl Fn() -> String + Send + 'static) -> Live<String> {
    Box::new(write)
}

/// The value of an attribute that is not always there.
pub(crate) fn optional(write: impl Fn() -> Option<String> + Send + 'static) -> Live<Option<String>> {
    Box::new(write)
}

/// Whether something is so: a class, a property, an attribute without a value.
pub(crate) fn flag(is: impl Fn() -> bool + Send + 'static) -> Live<bool> {
    Box::new(is)
}
