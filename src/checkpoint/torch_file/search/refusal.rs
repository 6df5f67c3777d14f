//! Why a pickle has no tensors that could be a model's.

use super::accuracy;
use crate::checkpoint::CheckpointError;
use crate::checkpoint::error::shortened;
use crate::checkpoint::torch_file::pickle::{Pickle, Value};
use crate::checkpoint::torch_file::tensors::{REBUILD_PLAIN, tensor};
use crate::texts::text;

/// Says what a pickle without tensors by name holds instead.
pub fn no_tensors(pickle: &Pickle) -> CheckpointError {
    let root = pickle.root();
    if let Value::Object(object) = root
        && !matches!(tensor(pickle, root), Ok(Some(_)))
    {
        let name = shortened(pickle.class(object));
        return if object.is_call {
            CheckpointError::ForbiddenCall { function: name }
        } else {
            CheckpointError::WholeModule { class: name }
        };
    }
    let functions = pickle.values().iter();
    let functions = functions.filter_map(|value| super::class_of(pickle, value));
    let mut rebuilding = functions.filter(|name| name.starts_with("torch._utils._rebuild_"));
    if let Some(function) = rebuilding.find(|name| !REBUILD_PLAIN.contains(name)) {
        return CheckpointError::OtherTensors {
            function: shortened(function),
        };
    }
    let is_of_optimizer = |id| accuracy::is_of_optimizer(pickle, id);
    let found = if (0..pickle.values().len()).any(is_of_optimizer) {
        text!("checkpoint-holds-optimizer")
    } else {
        described(root)
    };
    CheckpointError::NotAStateDict {
        found: found.to_owned(),
    }
}

fn described(value: &Value) -> &'static str {
    match value {
        Value::None => "None",
        Value::Bool(_) => text!("checkpoint-holds-bool"),
        Value::Int(_) | Value::LongInt | Value::Float(_) => text!("checkpoint-holds-number"),
        Value::Text(_) => text!("checkpoint-holds-text"),
        Value::Bytes(_) => text!("checkpoint-holds-bytes"),
        Value::Set => text!("checkpoint-holds-set"),
        Value::Tuple(_) | Value::List(_) => text!("checkpoint-holds-list"),
        Value::Dict(_) => text!("checkpoint-holds-dict"),
        Value::Global(_) => text!("checkpoint-holds-global"),
        Value::PersistentId(_) => text!("checkpoint-holds-bare"),
        Value::Object(_) => text!("checkpoint-holds-tensor"),
    }
}
