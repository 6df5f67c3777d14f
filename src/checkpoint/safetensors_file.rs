//! Reads and writes `.safetensors` files.

use safetensors::tensor::{self, SafeTensorError, SafeTensors, TensorView};

use super::error::shortened;
use super::metadata::{self, Metadata};
use super::torch_file::accuracy_of_texts;
use super::{CheckpointError, Dtype, FileTensor, Group, TensorFile, values};
use super::{MAX_FILE_TENSORS, MAX_HEADER_BYTES};
use crate::models::StateDict;
use crate::protocol::{LoadNote, NumberType};
use crate::texts::text;

/// A parsed header, and the bytes of the tensors behind it.
pub struct SafetensorsFile<'file> {
    tensors: SafeTensors<'file>,
    /// Of the tensors, sorted: the header keeps no order of layers.
    names: Vec<String>,
    metadata: Metadata,
}

impl<'file> SafetensorsFile<'file> {
    /// Checks the header and the length of the file.
    ///
    /// # Errors
    /// When the file has another format, is cut short or is damaged.
    pub fn open(file: &'file [u8]) -> Result<Self, CheckpointError> {
        let length_bytes = file.first_chunk().ok_or(CheckpointError::UnknownFormat)?;
        let n_bytes = u64::from_le_bytes(*length_bytes);
        // A header starts with a JSON object; a file without one has another format and is not a damaged one.
        if file.get(8).is_some_and(|&byte| byte != b'{') {
            return Err(CheckpointError::UnknownFormat);
        }
        if n_bytes > MAX_HEADER_BYTES {
            return Err(CheckpointError::HeaderTooLong { n_bytes });
        }
        let explain = |error| match error {
            SafeTensorError::HeaderTooSmall => CheckpointError::UnknownFormat,
            SafeTensorError::InvalidHeaderLength => {
                damaged(text!("checkpoint-header-cut", bytes = n_bytes))
            }
            SafeTensorError::MetadataIncompleteBuffer => {
                damaged(text!("checkpoint-not-filled").to_owned())
            }
            SafeTensorError::InvalidOffset(tensor) => {
                damaged(text!("checkpoint-misplaced", tensor = shortened(&tensor)))
            }
            other => damaged(shortened(&other.to_string())),
        };
        let (_, header) = SafeTensors::read_metadata(file).map_err(explain)?;
        if header.offset_keys().len() > MAX_FILE_TENSORS {
            return Err(CheckpointError::TooManyTensors);
        }
        let metadata = header.metadata().iter().flatten();
        let tensors = SafeTensors::deserialize(file).map_err(explain)?;
        let mut names: Vec<String> = tensors.names().into_iter().map(String::from).collect();
        names.sort_unstable();
        Ok(Self {
            metadata: metadata.map(|(k, v)| (k.clone(), v.clone())).collect(),
            tensors,
            names,
        })
    }
}

fn damaged(cause: String) -> CheckpointError {
    CheckpointError::DamagedSafetensors { cause }
}

impl TensorFile for SafetensorsFile<'_> {
    fn groups(&self) -> Vec<Group> {
        let described = |name: &String| {
            let tensor = self.tensors.tensor(name).ok()?;
            Some(FileTensor {
                name: name.clone(),
                shape: tensor.shape().to_vec(),
                dtype: dtype(tensor.dtype()),
            })
        };
        vec![Group {
            place: String::new(),
            module: None,
            is_in_order: false,
            is_joined: false,
            other_layers: Vec::new(),
            tensors: self.names.iter().filter_map(described).collect(),
        }]
    }

    fn values(&mut self, _: usize, position: usize) -> Result<Vec<f32>, CheckpointError> {
        let name = &self.names[position];
        let tensor = self
            .tensors
            .tensor(name)
            .map_err(|error| damaged(shortened(&error.to_string())))?;
        match dtype(tensor.dtype()) {
            Dtype::Number(number) => {
                let words = tensor.data().chunks_exact(number.n_bytes());
                Ok(words
                    .filter_map(|word| values::decode(number, false, word))
                    .collect())
            }
            Dtype::Other(dtype) => Err(CheckpointError::WrongDtype {
                tensor: shortened(name),
                dtype,
            }),
        }
    }

    fn metadata(&mut self) -> Metadata {
        self.metadata.clone()
    }

    fn notes(&self) -> Vec<LoadNote> {
        // With a loss beside it, it is part of a score.
        if metadata::score(&self.metadata).is_some() {
            return Vec::new();
        }
        let accuracy = accuracy_of_texts(self.metadata.iter());
        let note = accuracy.map(|(key, accuracy)| LoadNote::RecordedAccuracy { key, accuracy });
        note.into_iter().collect()
    }
}

/// The type by PyTorch's name, where it has one.
fn dtype(dtype: tensor::Dtype) -> Dtype {
    match dtype {
        tensor::Dtype::F16 => Dtype::Number(NumberType::Float16),
        tensor::Dtype::BF16 => Dtype::Number(NumberType::Bfloat16),
        tensor::Dtype::F32 => Dtype::Number(NumberType::Float32),
        tensor::Dtype::F64 => Dtype::Number(NumberType::Float64),
        tensor::Dtype::I8 => Dtype::Number(NumberType::Int8),
        tensor::Dtype::I16 => Dtype::Number(NumberType::Int16),
        tensor::Dtype::I32 => Dtype::Number(NumberType::Int32),
        tensor::Dtype::I64 => Dtype::Number(NumberType::Int64),
        tensor::Dtype::U8 => Dtype::Number(NumberType::Uint8),
        tensor::Dtype::BOOL => Dtype::Number(NumberType::Bool),
        tensor::Dtype::F8_E4M3 => Dtype::Number(NumberType::Float8E4m3),
        tensor::Dtype::F8_E5M2 => Dtype::Number(NumberType::Float8E5m2),
        tensor::Dtype::U16 => Dtype::Number(NumberType::Uint16),
        tensor::Dtype::U32 => Dtype::Number(NumberType::Uint32),
        tensor::Dtype::U64 => Dtype::Number(NumberType::Uint64),
        tensor::Dtype::C64 => Dtype::Other("complex64".to_owned()),
        tensor::Dtype::F8_E8M0 => Dtype::Other("float8_e8m0fnu".to_owned()),
        tensor::Dtype::F8_E4M3FNUZ => Dtype::Other("float8_e4m3fnuz".to_owned()),
        tensor::Dtype::F8_E5M2FNUZ => Dtype::Other("float8_e5m2fnuz".to_owned()),
        rare => Dtype::Other(format!("{rare:?}")),
    }
}

/// Encodes a state dict as a `.safetensors` file.
// lesson: begin checkpoint
/// Writes a `.safetensors` file of these tensors, which are float32.
pub fn write(state: &StateDict, metadata: Metadata) -> Vec<u8> {
    let data: Vec<Vec<u8>> = state
        .tensors
        .iter()
        .map(|tensor| tensor.values.iter().flat_map(|v| v.to_le_bytes()).collect())
        .collect();
    let views = state.tensors.iter().zip(&data).map(|(tensor, data)| {
        let view = TensorView::new(tensor::Dtype::F32, tensor.shape.clone(), data)
            .expect("a tensor has as many values as its shape says");
        (&tensor.name, view)
    });
    safetensors::serialize(views, Some(metadata.into_iter().collect()))
        .expect("sound tensors and plain text can be written")
}
// lesson: end
