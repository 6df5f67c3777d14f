//! Requests a WebGPU adapter from the browser, without a device.
//!
//! By reflection, because web-sys binds WebGPU only behind an unstable cfg.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::js::describe;
use crate::protocol::{AdapterReport, WebGpuProblem};

/// The adapter that WebGPU runs on.
///
/// # Errors
/// The reason why there is none.
pub async fn request_adapter() -> Result<AdapterReport, WebGpuProblem> {
    let window = web_sys::window().ok_or(WebGpuProblem::NoApi)?;
    if !window.is_secure_context() {
        return Err(WebGpuProblem::InsecureContext);
    }
    let gpu = get(&window.navigator(), "gpu").ok_or(WebGpuProblem::NoApi)?;
    let failed = |error: JsValue| WebGpuProblem::DeviceFailed {
        message: describe(&error),
    };
    let request: Function = get(&gpu, "requestAdapter")
        .and_then(|request| request.dyn_into().ok())
        .ok_or(WebGpuProblem::NoApi)?;
    let options = Object::new();
    Reflect::set(
        &options,
        &"powerPreference".into(),
        &"high-performance".into(),
    )
    .map_err(failed)?;
    let promise: Promise = request
        .call1(&gpu, &options)
        .map_err(failed)?
        .unchecked_into();
    let adapter = JsFuture::from(promise).await.map_err(failed)?;
    if adapter.is_null() || adapter.is_undefined() {
        return Err(WebGpuProblem::NoAdapter);
    }
    Ok(report(&adapter))
}

fn report(adapter: &JsValue) -> AdapterReport {
    let info = get(adapter, "info").unwrap_or_else(|| Object::new().into());
    let word = |name| {
        get(&info, name)
            .and_then(|value| value.as_string())
            .unwrap_or_default()
    };
    let (vendor, architecture, description) =
        (word("vendor"), word("architecture"), word("description"));
    // Older browsers have the flag on the adapter; some software adapters do not set it.
    let is_fallback = [&info, adapter]
        .into_iter()
        .any(|object| get(object, "isFallbackAdapter").is_some_and(|flag| flag.is_truthy()));
    let is_software =
        is_fallback || is_software_name(&architecture) || is_software_name(&description);
    AdapterReport {
        vendor,
        architecture,
        description,
        is_software,
        has_timestamp_query: has_feature(adapter, "timestamp-query"),
    }
}

fn is_software_name(name: &str) -> bool {
    let name = name.to_lowercase();
    ["swiftshader", "llvmpipe", "lavapipe", "basic render"]
        .into_iter()
        .any(|software| name.contains(software))
}

fn has_feature(adapter: &JsValue, feature: &str) -> bool {
    get(adapter, "features")
        .and_then(|features| {
            let has: Function = get(&features, "has")?.dyn_into().ok()?;
            has.call1(&features, &feature.into()).ok()
        })
        .is_some_and(|answer| answer.is_truthy())
}

/// The property, unless it is missing, null or undefined.
fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}
