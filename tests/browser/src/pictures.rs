//! Pictures to upload: test images as a shop would show them, and files that are no good.

use crate::places;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::ZlibEncoder;
use std::fs::{self, File};
use std::io::{Read, Write};

const SIZE: usize = 28;
const IMAGES_HEADER: usize = 16;
const LABELS_HEADER: usize = 8;

/// One grey picture.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// The test image at this position, with its label.
pub fn test_image(index: usize) -> (Picture, u8) {
    image("t10k", index)
}

/// The training image at this position, with its label.
pub fn train_image(index: usize) -> (Picture, u8) {
    image("train", index)
}

fn image(split: &str, index: usize) -> (Picture, u8) {
    let start = IMAGES_HEADER + index * SIZE * SIZE;
    let images = unpacked(
        &format!("{split}-images-idx3-ubyte.gz"),
        start + SIZE * SIZE,
    );
    let label = LABELS_HEADER + index;
    let labels = unpacked(&format!("{split}-labels-idx1-ubyte.gz"), label + 1);
    let picture = Picture {
        width: SIZE,
        height: SIZE,
        pixels: images[start..].to_vec(),
    };
    (picture, labels[label])
}

impl Picture {
    /// Each pixel becomes a square of this width.
    pub fn enlarged(&self, factor: usize) -> Self {
        let (width, height) = (self.width * factor, self.height * factor);
        let pixel = |at: usize| self.pixels[at / width / factor * self.width + at % width / factor];
        Self {
            width,
            height,
            pixels: (0..width * height).map(pixel).collect(),
        }
    }

    /// With a black margin.
    pub fn padded(&self, margin: usize) -> Self {
        let (width, height) = (self.width + 2 * margin, self.height + 2 * margin);
        let mut pixels = vec![0; width * height];
        for (row, line) in self.pixels.chunks(self.width).enumerate() {
            let start = (row + margin) * width + margin;
            pixels[start..start + self.width].copy_from_slice(line);
        }
        Self {
            width,
            height,
            pixels,
        }
    }

    /// Dark on light, as photos of clothes are.
    pub fn inverted(&self) -> Self {
        Self {
            pixels: self.pixels.iter().map(|value| 255 - value).collect(),
            ..*self
        }
    }

    pub fn png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let size = |n: usize| u32::try_from(n).expect("pictures here are small");
        let mut encoder = png::Encoder::new(&mut file, size(self.width), size(self.height));
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().expect("memory takes every byte");
        writer
            .write_image_data(&self.pixels)
            .expect("there are as many pixels as announced");
        writer.finish().expect("memory takes every byte");
        file
    }
}

/// A real and complete grey PNG of this size, all black: small as a file, huge once decoded.
pub fn huge_png(width: u32, height: u32) -> Vec<u8> {
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::fast());
    // One byte a row names its filter.
    let row = vec![0; width as usize + 1];
    for _ in 0..height {
        pixels.write_all(&row).expect("memory takes every byte");
    }
    let pixels = pixels.finish().expect("memory takes every byte");

    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    // Eight bits a pixel, grey, and the only compression, filtering and order there are.
    header.extend([8, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, body) in [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", Vec::new())] {
        let mut checksum = flate2::Crc::new();
        checksum.update(kind);
        checksum.update(&body);
        let length = u32::try_from(body.len()).expect("a chunk is shorter than 4 GB");
        file.extend(length.to_be_bytes());
        file.extend(kind);
        file.extend(body);
        file.extend(checksum.sum().to_be_bytes());
    }
    file
}

/// The first `n_bytes` of one of the page's data files, decompressed.
fn unpacked(name: &str, n_bytes: usize) -> Vec<u8> {
    let path = places::dist().join("data").join(name);
    let file =
        File::open(&path).unwrap_or_else(|error| panic!("cannot open {}: {error}", path.display()));
    let mut bytes = vec![0; n_bytes];
    GzDecoder::new(file)
        .read_exact(&mut bytes)
        .unwrap_or_else(|error| panic!("cannot unpack {}: {error}", path.display()));
    bytes
}

/// Files for uploads, gone with the folder.
pub struct Files(tempfile::TempDir);

impl Files {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("there is room for a few files"))
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).expect("there is room for a few files");
        path
    }
}

impl Default for Files {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(file: &[u8]) -> Picture {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        Picture {
            width: info.width as usize,
            height: info.height as usize,
            pixels,
        }
    }

    #[test]
    fn a_picture_is_enlarged_padded_and_inverted() {
        let picture = Picture {
            width: 2,
            height: 1,
            pixels: vec![10, 255],
        };
        let picture = picture.enlarged(2).padded(1).inverted();
        assert_eq!((picture.width, picture.height), (6, 4));
        let row = [255, 245, 245, 0, 0, 255];
        assert_eq!(picture.pixels[6..12], row);
        assert_eq!(picture.pixels[12..18], row);
        assert!(picture.pixels[..6].iter().all(|&value| value == 255));
        assert_eq!(decoded(&picture.png()).pixels, picture.pixels);
    }

    #[test]
    fn a_huge_picture_is_a_real_one() {
        let picture = decoded(&huge_png(300, 200));
        assert_eq!((picture.width, picture.height), (300, 200));
        assert!(picture.pixels.iter().all(|&value| value == 0));
    }
}
