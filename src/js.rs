//! JavaScript's objects by the names of their properties, where web-sys has no type for them or takes for granted what a
//! browser may lack, and the messages of exceptions.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The property of this name; none if it is missing, null or undefined.
pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}

/// Whether the property of this name is true, or counts as such.
pub fn has(object: &JsValue, name: &str) -> bool {
    get(object, name).is_some_and(|value| value.is_truthy())
}

/// Sets a property; without effect on an object that cannot be extended.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    drop(Reflect::set(object, &name.into(), value));
}

/// What a method returns or throws; none if the object has no such method.
pub fn call(
    object: &JsValue,
    name: &str,
    arguments: &[&JsValue],
) -> Option<Result<JsValue, JsValue>> {
    let method: Function = get(object, name)?.dyn_into().ok()?;
    Some(method.apply(object, &arguments.iter().copied().collect::<Array>()))
}

/// A new object of a global class; none if the browser lacks the class, or its constructor throws.
pub fn construct<T: JsCast>(class: &str, argument: &JsValue) -> Option<T> {
    let class: Function = get(&js_sys::global(), class)?.dyn_into().ok()?;
    let object = Reflect::construct(&class, &Array::of1(argument));
    object.ok()?.dyn_into().ok()
}

/// Waits for a promise; any other value is there at once.
///
/// # Errors
/// What the promise is rejected with.
pub async fn settled(promise: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(promise)).await
}

/// The message of a thrown value.
pub fn describe(thrown: &JsValue) -> String {
    thrown.dyn_ref::<js_sys::Error>().map_or_else(
        || format!("{thrown:?}"),
        |error| String::from(error.message()),
    )
}
