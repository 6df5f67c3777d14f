//! What the first bytes of a picture's file say that the browser does not: formats that it cannot decode, and a WebP's orientation.

use crate::texts;

/// A format that browsers do not decode, by its name, and the way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undecodable {
    /// Its name.
    pub format: &'static str,
    /// What to do instead.
    pub way_out: &'static str,
}

// Keys of texts.
const AS_JPEG: &str = "photo-as-jpeg";
const FROM_PHONE: &str = "photo-from-phone";

/// Brands of HEIC and HEIF in an `ftyp` box.
const HEIF_BRANDS: [&[u8]; 8] = [
    b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1",
];

/// Recognises a picture that most browsers cannot decode; none for all other files.
pub fn undecodable(bytes: &[u8], file_name: &str) -> Option<Undecodable> {
    let found = |format, way_out| {
        Some(Undecodable {
            format: texts::get(format),
            way_out: texts::get(way_out),
        })
    };
    let starts_with =
        |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    let extension = file_name
        .rsplit_once('.')
        .map(|(_, it)| it.to_ascii_lowercase());
    let extension = extension.as_deref().unwrap_or_default();
    if starts_with(4, b"ftyp") {
        let box_size = bytes
            .first_chunk()
            .map_or(0, |&size| u32::from_be_bytes(size) as usize);
        let brands = bytes
            .get(8..box_size.clamp(8, 128).min(bytes.len()))
            .unwrap_or_default();
        let is_avif = brands
            .chunks(4)
            .any(|brand| brand == b"avif" || brand == b"avis");
        if starts_with(8, b"crx ") {
            return found("photo-format-cr3", AS_JPEG);
        }
        if !is_avif && brands.chunks(4).any(|brand| HEIF_BRANDS.contains(&brand)) {
            return found("photo-format-heic", FROM_PHONE);
        }
        return None;
    }
    let is_tiff = starts_with(0, b"II*\0") || starts_with(0, b"MM\0*") || starts_with(0, b"II+\0");
    if is_tiff {
        // Raw photos of most cameras are TIFF files by another name.
        const RAW: [&str; 10] = [
            "dng", "cr2", "nef", "nrw", "arw", "sr2", "pef", "raw", "3fr", "srw",
        ];
        return if RAW.contains(&extension) {
            found("photo-format-raw", AS_JPEG)
        } else {
            found("photo-format-tiff", AS_JPEG)
        };
    }
    for (mark, format) in [
        (b"FUJIFILMCCD-RAW".as_slice(), "photo-format-raf"),
        (b"IIRO", "photo-format-orf"),
        (b"IIU\0", "photo-format-rw2"),
        (b"8BPS", "photo-format-psd"),
        (b"%PDF", "photo-format-pdf"),
        (b"\xff\x0a", "photo-format-jxl"),
        (b"\0\0\0\x0cJXL ", "photo-format-jxl"),
        (b"\0\0\0\x0cjP  ", "photo-format-jp2"),
    ] {
        if starts_with(0, mark) {
            return found(format, AS_JPEG);
        }
    }
    None
}

/// A WebP image whose EXIF chunk turns its two pixels from beside each other to above each other.
///
/// A browser that decodes it to two rows applies such chunks by itself; Chromium does not.
pub const WEBP_ON_ITS_SIDE: &[u8] = b"RIFFR\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\x01\0\0\0\0\0\
    VP8L\x11\0\0\0/\x01\0\0\0\x07\xd0\xff\xfe\xf7\xbf\xff\x81\x88\xe8\x7f\0\0\
    EXIF\x1a\0\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";

/// How a WebP image is stored, by its EXIF chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebpOrientation {
    /// 2 to 8, as EXIF numbers them.
    pub orientation: u16,
}

impl WebpOrientation {
    /// Whether columns become rows.
    pub fn is_sideways(self) -> bool {
        self.orientation >= 5
    }

    /// The canvas transformation (a, b, c, d, e, f) that puts an image of this size, as stored, upright.
    pub fn transform(self, width: f64, height: f64) -> [f64; 6] {
        match self.orientation {
            2 => [-1.0, 0.0, 0.0, 1.0, width, 0.0],
            3 => [-1.0, 0.0, 0.0, -1.0, width, height],
            4 => [1.0, 0.0, 0.0, -1.0, 0.0, height],
            5 => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
            6 => [0.0, 1.0, -1.0, 0.0, height, 0.0],
            7 => [0.0, -1.0, -1.0, 0.0, height, width],
            8 => [0.0, -1.0, 1.0, 0.0, 0.0, width],
            _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        }
    }
}

/// The orientation of a WebP image; none for other files, and where it is upright.
pub fn webp_orientation(bytes: &[u8]) -> Option<WebpOrientation> {
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..16)? != b"WEBPVP8X" {
        return None;
    }
    let mut at = 12;
    loop {
        let name = bytes.get(at..at + 4)?;
        let size = u32_le(bytes, at + 4)? as usize;
        let content = at.checked_add(8)?;
        if name == b"EXIF" {
            let exif = bytes.get(content..content.checked_add(size)?)?;
            let orientation = exif_orientation(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))?;
            return (2..=8)
                .contains(&orientation)
                .then_some(WebpOrientation { orientation });
        }
        at = content.checked_add(size)?.checked_add(size % 2)?;
    }
}

/// The orientation in the first directory of a TIFF structure.
fn exif_orientation(tiff: &[u8]) -> Option<u16> {
    const ORIENTATION: u16 = 0x0112;
    let is_little = tiff.get(..2)? == b"II";
    let u16_at = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk()?;
        Some(if is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let bytes = *tiff.get(4..)?.first_chunk()?;
    let directory = if is_little {
        u32::from_le_bytes(bytes)
    } else {
        u32::from_be_bytes(bytes)
    } as usize;
    let n_entries = usize::from(u16_at(directory)?);
    (0..n_entries).find_map(|entry| {
        let at = directory.checked_add(2 + 12 * entry)?;
        (u16_at(at)? == ORIENTATION).then(|| u16_at(at + 8))?
    })
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_of(bytes: &[u8], name: &str) -> Option<&'static str> {
        undecodable(bytes, name).map(|it| it.format)
    }

    #[test]
    fn formats_that_browsers_cannot_decode_are_named() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        assert_eq!(format_of(heic, "IMG_1.HEIC"), Some("a HEIC photo"));
        let avif = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miafMA1B";
        assert_eq!(format_of(avif, "a.avif"), None);
        assert_eq!(format_of(b"II*\0....", "scan.tif"), Some("a TIFF image"));
        assert_eq!(format_of(b"MM\0*....", "a.NEF"), Some("a raw photo"));
        assert_eq!(format_of(b"%PDF-1.7", "a.jpg"), Some("a PDF document"));
        for other in [
            &b"\x89PNG\r\n\x1a\n"[..],
            b"\xff\xd8\xff\xe0",
            b"",
            b"GIF89a",
        ] {
            assert_eq!(format_of(other, "a.heic"), None);
        }
        assert_eq!(format_of(b"\xff\xff\xff\xffftyp", "short"), None);
    }

    /// A WebP of 400×500 pixels whose EXIF chunk, after another one, has this orientation.
    fn webp(orientation: u16, is_little: bool) -> Vec<u8> {
        let mut tiff = Vec::new();
        let u16 = |n: u16| {
            if is_little {
                n.to_le_bytes()
            } else {
                n.to_be_bytes()
            }
        };
        let u32 = |n: u32| {
            if is_little {
                n.to_le_bytes()
            } else {
                n.to_be_bytes()
            }
        };
        tiff.extend(if is_little { b"II" } else { b"MM" });
        tiff.extend(u16(42));
        tiff.extend(u32(8));
        tiff.extend(u16(1));
        tiff.extend([u16(0x0112), u16(3)].as_flattened());
        tiff.extend(u32(1));
        tiff.extend([u16(orientation), u16(0)].as_flattened());
        let mut bytes = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0".to_vec();
        bytes.extend([&399_u32.to_le_bytes()[..3], &499_u32.to_le_bytes()[..3]].concat());
        bytes.extend(b"VP8 \x03\0\0\0abc\0EXIF");
        bytes.extend((tiff.len() as u32).to_le_bytes());
        bytes.extend(tiff);
        bytes
    }

    #[test]
    fn a_webps_orientation_is_read_in_either_byte_order() {
        for is_little in [true, false] {
            let found = webp_orientation(&webp(6, is_little)).expect("it has one");
            assert_eq!(found.orientation, 6);
            assert!(found.is_sideways());
        }
        let probe = webp_orientation(WEBP_ON_ITS_SIDE).expect("it has one");
        assert!(probe.is_sideways());
        assert_eq!(webp_orientation(&webp(1, true)), None);
        assert_eq!(webp_orientation(&webp(99, true)), None);
        let whole = webp(6, true);
        for n in 0..whole.len() - 4 {
            assert_eq!(webp_orientation(&whole[..n]), None, "cut to {n} bytes");
        }
    }

    #[test]
    fn each_transformation_keeps_the_image_on_the_canvas() {
        for orientation in 2..=8 {
            let it = WebpOrientation { orientation };
            let [a, b, c, d, e, f] = it.transform(4.0, 3.0);
            let (width, height) = if it.is_sideways() {
                (3.0, 4.0)
            } else {
                (4.0, 3.0)
            };
            for (x, y) in [(0.0, 0.0), (4.0, 0.0), (0.0, 3.0), (4.0, 3.0)] {
                let at = (a * x + c * y + e, b * x + d * y + f);
                assert!((0.0..=width).contains(&at.0), "{orientation}: {at:?}");
                assert!((0.0..=height).contains(&at.1), "{orientation}: {at:?}");
            }
        }
    }
}
