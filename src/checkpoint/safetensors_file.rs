//! Reads and writes `.safetensors` files.

use safetensors::tensor::{Dtype, SafeTensorError, SafeTensors, TensorView};

use super::error::shortened;
use super::metadata::Metadata;
use super::{CheckpointError, TensorFile};
use crate::models::StateDict;

/// A parsed header, and the bytes of the tensors behind it.
pub struct SafetensorsFile<'file> {
    tensors: SafeTensors<'file>,
    metadata: Metadata,
}

impl<'file> SafetensorsFile<'file> {
    /// Checks the header and the length of the file.
    pub fn open(file: &'file [u8]) -> Result<Self, CheckpointError> {
        let length_bytes = file.first_chunk().ok_or(CheckpointError::UnknownFormat)?;
        let n_bytes = u64::from_le_bytes(*length_bytes);
        // A header starts with a JSON object; a file without one has another format and is not a damaged one.
        if file.get(8).is_some_and(|&byte| byte != b'{') {
            return Err(CheckpointError::UnknownFormat);
        }
        let explain = |error| match error {
            SafeTensorError::HeaderTooLarge => CheckpointError::HeaderTooLong { n_bytes },
            SafeTensorError::HeaderTooSmall => CheckpointError::UnknownFormat,
            SafeTensorError::InvalidHeaderLength => damaged(format!(
                "it ends before the {n_bytes} bytes of its header do"
            )),
            SafeTensorError::MetadataIncompleteBuffer => {
                damaged("its tensors do not fill it to the end".to_owned())
            }
            SafeTensorError::InvalidOffset(tensor) => damaged(format!(
                "the tensor {} is not where its header says",
                shortened(&tensor)
            )),
            other => damaged(shortened(&other.to_string())),
        };
        let (_, header) = SafeTensors::read_metadata(file).map_err(explain)?;
        let metadata = header.metadata().iter().flatten();
        Ok(Self {
            metadata: metadata.map(|(k, v)| (k.clone(), v.clone())).collect(),
            tensors: SafeTensors::deserialize(file).map_err(explain)?,
        })
    }
}

fn damaged(cause: String) -> CheckpointError {
    CheckpointError::DamagedSafetensors { cause }
}

impl TensorFile for SafetensorsFile<'_> {
    fn shapes(&self) -> Vec<(String, Vec<usize>)> {
        self.tensors
            .iter()
            .map(|(name, tensor)| (name.to_owned(), tensor.shape().to_vec()))
            .collect()
    }

    fn values(&mut self, name: &str) -> Result<Vec<f32>, CheckpointError> {
        let tensor = self
            .tensors
            .tensor(name)
            .map_err(|error| damaged(shortened(&error.to_string())))?;
        if tensor.dtype() != Dtype::F32 {
            return Err(CheckpointError::WrongDtype {
                tensor: name.to_owned(),
                dtype: dtype_name(tensor.dtype()),
            });
        }
        let (words, _) = tensor.data().as_chunks();
        Ok(words.iter().copied().map(f32::from_le_bytes).collect())
    }

    fn metadata(&mut self) -> Metadata {
        self.metadata.clone()
    }
}

/// PyTorch's name of the type, where it has one.
fn dtype_name(dtype: Dtype) -> String {
    match dtype {
        Dtype::F64 => "float64".to_owned(),
        Dtype::F16 => "float16".to_owned(),
        Dtype::BF16 => "bfloat16".to_owned(),
        Dtype::I64 => "int64".to_owned(),
        Dtype::I32 => "int32".to_owned(),
        Dtype::U8 => "uint8".to_owned(),
        Dtype::BOOL => "bool".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Encodes a state dict as a `.safetensors` file.
// lesson: begin checkpoint
pub fn write(state: &StateDict, metadata: Metadata) -> Vec<u8> {
    let data: Vec<Vec<u8>> = state
        .tensors
        .iter()
        .map(|tensor| tensor.values.iter().flat_map(|v| v.to_le_bytes()).collect())
        .collect();
    let views = state.tensors.iter().zip(&data).map(|(tensor, data)| {
        let view = TensorView::new(Dtype::F32, tensor.shape.clone(), data)
            .expect("a tensor has as many values as its shape says");
        (&tensor.name, view)
    });
    safetensors::serialize(views, Some(metadata.into_iter().collect()))
        .expect("sound tensors and plain text can be written")
}
// lesson: end
