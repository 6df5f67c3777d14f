#!/usr/bin/env python3
"""Writes small photos of test images in the formats that people upload, each as awkward as a real file may be.

    python3 -m venv venv && venv/bin/pip install pillow pillow-heif
    cargo run --bin lesson photos --save scenes
    venv/bin/python tests/photos/make_photos.py --data public/data --scenes scenes

`tests/browser/scenarios/picture_formats.rs` uploads them and knows what is right. The files that are stored turned are answered
wrongly as they lie. The scenes are encoded into `scenes/`, each in the next of the formats, some stored turned;
`tests/browser/scenarios/photos.rs` scores the answers to them.
"""

import argparse
import gzip
import io
import pathlib
import struct

import pillow_heif
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent
SIDE = 28
IMAGES_HEADER = 16
PAPER = 255
# EXIF's tag, and two of its values: to be turned by a quarter clockwise, or anticlockwise, before it is looked at.
ORIENTATION = 0x0112
CLOCKWISE = 6
ANTICLOCKWISE = 8
# Positions of test images that all three models recognise.
BOOT, TROUSERS, BAG = 0, 2, 18
# A BMP file's header, and the two headers of an image that may follow it: of OS/2, and of Windows.
BMP_HEADER = "<2sIHHI"
OS2_HEADER = "<IHHHH"
WINDOWS_HEADER = "<IiiHHIIiiII"
BITS = 8
N_COLOURS = 256


def photo(images, index, factor):
    """The garment dark on light, with a margin."""
    start = IMAGES_HEADER + index * SIDE * SIDE
    image = Image.frombytes("L", (SIDE, SIDE), images[start : start + SIDE * SIDE])
    image = ImageOps.invert(image.resize((SIDE * factor, SIDE * factor), Image.Resampling.BICUBIC))
    return ImageOps.expand(image, SIDE * factor // 4, PAPER)


def stored_turned(image, orientation):
    """The image as it lies in a file of this orientation, and the EXIF block that says so."""
    turn = {
        CLOCKWISE: Image.Transpose.ROTATE_90,
        ANTICLOCKWISE: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return image.transpose(turn[orientation]), exif


def encoded(image, format, **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def with_fill_bytes(jpeg):
    """Before each marker any number of bytes 0xFF may stand, as some scanners write them."""
    file = bytearray(jpeg[:2])
    place = 2
    while True:
        size = struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
        is_scan = jpeg[place + 1] == 0xDA
        file += b"\xff" * 3 + jpeg[place : place + 2 + size]
        place += 2 + size
        if is_scan:
            return bytes(file + jpeg[place:])


def to_end_of_file(avif):
    """The last box without its size: it runs to the end of the file."""
    file = bytearray(avif)
    place = 0
    while True:
        size, name = struct.unpack(">I4s", file[place : place + 8])
        if place + size == len(file):
            assert name == b"mdat", name
            file[place : place + 4] = bytes(4)
            return bytes(file)
        place += size


def bmp(image, header, palette, rows):
    """A file of 8 bits a pixel."""
    start = struct.calcsize(BMP_HEADER) + len(header) + len(palette)
    # Each row fills whole words.
    pixels = b"".join(row + bytes(-len(row) % 4) for row in rows)
    return struct.pack(BMP_HEADER, b"BM", start + len(pixels), 0, 0, start) + header + palette + pixels


def rows_of(image):
    pixels = image.tobytes()
    return [pixels[start : start + image.width] for start in range(0, len(pixels), image.width)]


def top_down_bmp(image):
    """A negative height: the first row is the uppermost one."""
    size = struct.calcsize(WINDOWS_HEADER)
    header = struct.pack(
        WINDOWS_HEADER, size, image.width, -image.height, 1, BITS, 0, 0, 0, 0, N_COLOURS, 0
    )
    palette = b"".join(bytes([grey, grey, grey, 0]) for grey in range(N_COLOURS))
    return bmp(image, header, palette, rows_of(image))


def os2_bmp(image):
    """The header of OS/2, which has 12 bytes, and colours of three bytes."""
    size = struct.calcsize(OS2_HEADER)
    header = struct.pack(OS2_HEADER, size, image.width, image.height, 1, BITS)
    palette = b"".join(bytes([grey] * 3) for grey in range(N_COLOURS))
    return bmp(image, header, palette, reversed(rows_of(image)))


def svg():
    """Trousers, drawn."""
    outline = "M90 30 H190 L210 260 H160 L140 100 L120 260 H70 Z"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 280 280" width="280" height="280">'
        f'<path fill="#223" d="{outline}"/></svg>\n'
    ).encode()


def scene(path, position):
    """The photo of a scene as a file of the next format, and the end of its name."""
    image = Image.open(path).convert("RGB")
    turned, exif = stored_turned(image, CLOCKWISE if position % 2 else ANTICLOCKWISE)
    few_colours = image.quantize(64, dither=Image.Dither.NONE)
    files = [
        (".jpg", lambda: encoded(image, "JPEG", quality=85)),
        (".webp", lambda: encoded(image, "WEBP", quality=80)),
        (".png", lambda: encoded(few_colours, "PNG", optimize=True)),
        (".avif", lambda: encoded(image, "AVIF", quality=70)),
        ("_turned.jpg", lambda: encoded(turned, "JPEG", quality=85, exif=exif)),
        (".gif", lambda: encoded(few_colours, "GIF")),
        ("_progressive.jpg", lambda: encoded(image, "JPEG", quality=70, progressive=True)),
        ("_turned.webp", lambda: encoded(turned, "WEBP", quality=80, exif=exif)),
    ]
    end, make = files[position % len(files)]
    return end, make()


def write_scenes(folder):
    made = HERE / "scenes"
    made.mkdir(exist_ok=True)
    for old in made.iterdir():
        old.unlink()
    for position, path in enumerate(sorted(folder.glob("*.ppm"))):
        end, content = scene(path, position)
        (made / (path.stem + end)).write_bytes(content)
    print(f"{len(list(made.iterdir()))} scenes")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=pathlib.Path, required=True, help="folder of the four published files")
    arguments.add_argument("--scenes", type=pathlib.Path, required=True, help="folder of the photos to encode")
    options = arguments.parse_args()
    data = options.data
    images = gzip.decompress((data / "t10k-images-idx3-ubyte.gz").read_bytes())
    pillow_heif.register_heif_opener()
    boot, trousers, bag = (photo(images, index, 4) for index in (BOOT, TROUSERS, BAG))
    turned_trousers, for_jpeg = stored_turned(trousers, CLOCKWISE)
    turned_boot, for_webp = stored_turned(boot, ANTICLOCKWISE)
    files = {
        "turned.jpg": encoded(turned_trousers, "JPEG", exif=for_jpeg),
        "fill_bytes.jpg": with_fill_bytes(encoded(bag, "JPEG")),
        "turned.webp": encoded(turned_boot, "WEBP", exif=for_webp),
        "top_down.bmp": top_down_bmp(photo(images, BOOT, 2)),
        "os2.bmp": os2_bmp(photo(images, TROUSERS, 2)),
        "to_end_of_file.avif": to_end_of_file(encoded(bag, "AVIF")),
        "drawing.svg": svg(),
        "phone.heic": encoded(bag, "HEIF"),
        "scan.tiff": encoded(bag, "TIFF", compression="tiff_deflate"),
    }
    for name, content in files.items():
        (HERE / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    write_scenes(options.scenes)


if __name__ == "__main__":
    main()
