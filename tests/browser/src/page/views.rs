//! The page in other sizes and colours, and pictures of it.

use super::Page;
use serde_json::json;
use std::fs;
use std::path::Path;

/// What the browser shows of the page.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    pub const DESKTOP: Self = Self {
        width: 1280,
        height: 900,
    };
    pub const PHONE: Self = Self {
        width: 360,
        height: 740,
    };
}

/// What the learner's system prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Page {
    pub async fn resize(&self, size: Size) {
        let metrics = json!({
            "width": size.width,
            "height": size.height,
            "deviceScaleFactor": 1,
            "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    pub async fn prefer(&self, theme: Theme) {
        let preference = json!({ "name": "prefers-color-scheme", "value": theme.word() });
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": [preference] }),
        )
        .await;
    }

    /// A picture of the whole page, also of what has to be scrolled to.
    pub async fn picture(&self, file: &Path) {
        let [width, height]: [f64; 2] = self
            .js(
                "const page = document.documentElement; return [page.clientWidth, page.scrollHeight]",
                Vec::new(),
            )
            .await;
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let answer = self
            .devtools(
                "Page.captureScreenshot",
                json!({ "format": "png", "captureBeyondViewport": true, "clip": clip }),
            )
            .await;
        let png = answer["data"].as_str().expect("a picture is base64 text");
        let png = decode_base64(png);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).expect("the folder of pictures can be made");
        }
        fs::write(file, png).expect("the folder of pictures can be written to");
    }
}

/// Plain base64 as DevTools sends it.
fn decode_base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0_u32, 0);
    for c in text.bytes() {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits & 0xff) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_and_without_padding() {
        assert_eq!(decode_base64("Rml0dGluZw=="), b"Fitting");
        assert_eq!(decode_base64("cm9vbQ"), b"room");
        assert_eq!(decode_base64("/+8A"), [0xff, 0xef, 0]);
    }
}
