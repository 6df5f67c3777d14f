//! Writes a state dict as `torch.save` does, so that `torch.load(weights_only=True)` reads it.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::METADATA_RECORD;
use crate::checkpoint::metadata::{self, Metadata};
use crate::models::{NamedTensor, StateDict};

/// Bytes to which PyTorch aligns storages, so that they can be mapped into memory.
const STORAGE_ALIGNMENT: u16 = 64;

/// The version of the archive's layout since PyTorch 1.6.
const LAYOUT_VERSION: &[u8] = b"3\n";

/// Encodes a state dict as a `.pth` file; the metadata are a record that PyTorch ignores.
pub fn write(state: &StateDict, metadata: &Metadata) -> Vec<u8> {
    let mut records = vec![
        ("data.pkl".to_owned(), pickle(state)),
        ("byteorder".to_owned(), b"little".to_vec()),
    ];
    for (position, tensor) in state.tensors.iter().enumerate() {
        let bytes = tensor.values.iter().flat_map(|v| v.to_le_bytes()).collect();
        records.push((format!("data/{position}"), bytes));
    }
    records.push(("version".to_owned(), LAYOUT_VERSION.to_vec()));
    let lines = metadata::to_lines(metadata);
    records.push((METADATA_RECORD.to_owned(), lines.into_bytes()));
    archive(&records).expect("a few records fit into memory and into a zip archive")
}

/// An uncompressed zip archive with the one folder `archive`.
pub(super) fn archive(records: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .with_alignment(STORAGE_ALIGNMENT);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in records {
        writer.start_file(format!("archive/{name}"), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// `OrderedDict([(name, _rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())), …])`, protocol 2.
fn pickle(state: &StateDict) -> Vec<u8> {
    let mut pickle = Pickler { bytes: Vec::new() };
    pickle.raw(b"\x80\x02");
    pickle.ordered_dict();
    pickle.raw(b"(");
    for (position, tensor) in state.tensors.iter().enumerate() {
        pickle.text(&tensor.name);
        pickle.tensor(tensor, position);
    }
    pickle.raw(b"u.");
    pickle.bytes
}

struct Pickler {
    bytes: Vec<u8>,
}

impl Pickler {
    fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.raw(b"X");
        self.raw(&(text.len() as u32).to_le_bytes());
        self.raw(text.as_bytes());
    }

    fn number(&mut self, number: usize) {
        let number = i32::try_from(number).expect("no tensor here has two thousand million values");
        self.raw(b"J");
        self.raw(&number.to_le_bytes());
    }

    fn numbers(&mut self, numbers: &[usize]) {
        self.raw(b"(");
        for &number in numbers {
            self.number(number);
        }
        self.raw(b"t");
    }

    fn ordered_dict(&mut self) {
        self.raw(b"ccollections\nOrderedDict\n)R");
    }

    fn tensor(&mut self, tensor: &NamedTensor, position: usize) {
        self.raw(b"ctorch._utils\n_rebuild_tensor_v2\n((");
        self.text("storage");
        self.raw(b"ctorch\nFloatStorage\n");
        self.text(&position.to_string());
        self.text("cpu");
        self.number(tensor.values.len());
        self.raw(b"tQ");
        self.number(0);
        self.numbers(&tensor.shape);
        self.numbers(&row_major_strides(&tensor.shape));
        // requires_grad and the backward hooks.
        self.raw(b"\x89");
        self.ordered_dict();
        self.raw(b"tR");
    }
}

fn row_major_strides(shape: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; shape.len()];
    for dimension in (1..shape.len()).rev() {
        strides[dimension - 1] = strides[dimension] * shape[dimension];
    }
    strides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strides_count_the_values_of_a_step() {
        assert_eq!(row_major_strides(&[10, 1, 3, 3]), [9, 9, 3, 1]);
        assert_eq!(row_major_strides(&[10]), [1]);
    }
}
