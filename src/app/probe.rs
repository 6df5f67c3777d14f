//! Requests a WebGPU adapter from the browser, without a device.
//!
//! By reflection, because web-sys binds WebGPU only behind an unstable cfg.

use js_sys::Object;
use wasm_bindgen::JsValue;

use crate::js::{self, describe, get};
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
    let options = Object::new();
    js::set(&options, "powerPreference", &"high-performance".into());
    let promise = js::call(&gpu, "requestAdapter", &[&options])
        .ok_or(WebGpuProblem::NoApi)?
        .map_err(failed)?;
    let adapter = js::settled(&promise).await.map_err(failed)?;
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
        .any(|object| js::has(object, "isFallbackAdapter"));
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
    let answer = get(adapter, "features")
        .and_then(|features| js::call(&features, "has", &[&feature.into()])?.ok());
    answer.is_some_and(|answer| answer.is_truthy())
}
