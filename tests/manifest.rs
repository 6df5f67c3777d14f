//! What a browser installs the page by: the manifest is linked, and its icons are there in the sizes that it states.

use std::path::Path;

use serde_json::Value;

#[test]
fn the_manifest_is_linked_and_names_icons_of_the_stated_sizes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let public = root.join("public");
    let page = std::fs::read_to_string(root.join("index.html")).expect("it is text");
    for line in [
        r#"<link rel="manifest" href="manifest.webmanifest" />"#,
        r#"<link data-trunk rel="copy-file" href="public/manifest.webmanifest" />"#,
        r#"<link data-trunk rel="copy-dir" href="public/icons" />"#,
    ] {
        assert!(page.contains(line), "index.html lacks {line}");
    }
    let manifest = std::fs::read(public.join("manifest.webmanifest")).expect("it is there");
    let manifest: Value = serde_json::from_slice(&manifest).expect("it is JSON");
    assert_eq!(manifest["display"], "standalone");
    let icons = manifest["icons"].as_array().expect("a list of icons");
    let mut sides = Vec::new();
    for icon in icons {
        let src = icon["src"].as_str().expect("an address");
        let bytes = std::fs::read(public.join(src)).expect(src);
        if icon["type"] == "image/svg+xml" {
            assert_eq!(icon["sizes"], "any", "{src}");
            assert!(bytes.starts_with(b"<svg"), "{src}");
        } else {
            let [width, height] = png_size(&bytes).expect(src);
            assert_eq!(icon["sizes"], format!("{width}x{height}"), "{src}");
            sides.push(width);
        }
    }
    // Browsers offer to install a page that has both.
    assert!(sides.contains(&192) && sides.contains(&512), "{sides:?}");
}

/// Columns and rows, by the header.
fn png_size(bytes: &[u8]) -> Option<[u32; 2]> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR")?;
    let side = |at: usize| Some(u32::from_be_bytes(*header.get(at..)?.first_chunk()?));
    Some([side(0)?, side(4)?])
}
