"""Writes the first inputs of each fuzz target: the smallest files of each kind from tests/fixtures/, and some by hand.

Inputs that broke a promise are added to the same folders by hand, under a name that says what broke.
"""

import gzip
import hashlib
import struct
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "tests/fixtures"
LEGACY_MAGIC = 15


def write(target: str, name: str, data: bytes) -> None:
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def checkpoints() -> None:
    for path in sorted(FIXTURES.glob("pickles/*.pth")):
        data = path.read_bytes()
        if data[:4] == b"PK\x03\x04":
            write("zip", path.stem, data[4:])
    write("zip", "deflated", (FIXTURES / "checkpoints/file_deflated.pth").read_bytes()[4:])
    for path in sorted(FIXTURES.glob("*/*.pth")):
        if path.stem in ("file_without_checksums", "file_deflated"):
            continue  # zipfile insists on checksums, and the pickle is that of the others
        if not zipfile.is_zipfile(path):
            data = path.read_bytes()
            if len(data) < 9_000:
                write("legacy", path.stem, data[LEGACY_MAGIC:])
            continue
        with zipfile.ZipFile(path) as archive:
            name = next(name for name in archive.namelist() if name.endswith("data.pkl"))
            pickle = archive.read(name)
        if len(pickle) < 1_800 or path.stem.startswith("beside_everything"):
            write("pickle", path.stem, pickle)
    for path in sorted(FIXTURES.glob("checkpoints/values_*.safetensors")):
        data = path.read_bytes()
        (n_bytes,) = struct.unpack("<Q", data[:8])
        write("safetensors", f"{path.stem}_header", data[8 : 8 + n_bytes])
        if len(data) < 5_000:
            write("safetensors", path.stem, data)


def idx() -> None:
    image = bytes(range(196)) * 4
    images = struct.pack(">IIII", 0x803, 2, 28, 28) + image + image[::-1]
    labels = struct.pack(">II", 0x801, 10) + bytes(range(10))
    inputs = {
        "images": images,
        "labels": labels,
        "images_cut": images[:900],
        "many": struct.pack(">IIII", 0x803, 2**32 - 1, 28, 28),
        "large": struct.pack(">IIII", 0x803, 60_000, 2**31, 2**31),
        "page": b"<!doctype html><title>404</title>",
    }
    for name, data in inputs.items():
        write("idx", name, data)
        # Without the time, so that the corpus is the same on every day.
        write("gzip", name, gzip.compress(data, mtime=0))
    write("gzip", "bomb", gzip.compress(bytes(3_000_000), mtime=0))


def addresses() -> None:
    for name, text in {
        "lesson": "#tab=lesson&section=7",
        "train": "#tab=train&model=2&device=webgpu&epochs=5&batch-size=64&learning-rate=5e-2&hidden-units=16&seed=7&workers=2",
        "odd": "#tab=moon&model=9&device=abacus&epochs=%zz&x=1&&=&seed=%C3&final-relu=false",
        "hidden": "?hide=compare,models,about,moon&other=1",
    }.items():
        write("address", name, text.encode())


def messages() -> None:
    config = (
        '{"model":"Baseline","hidden_units":10,"final_relu":true,"n_epochs":3,"batch_size":32,"learning_rate":0.1,'
        '"seed":42,"path":"Fused","max_workers":8}'
    )
    texts = {
        "command": {
            "load": '"LoadData"',
            "stop": '{"StopRun":{"run":3}}',
            "start": '{"StartRun":{"run":1,"config":%s}}' % config,
            "ask": '{"Ask":{"id":4,"request":{"Images":{"ShowImages":{"split":"Test","selection":{"Indices":[0,9999]}}}}}}',
        },
        "event": {
            "started": '"LoadStarted"',
            "steps": '{"StepsCompleted":{"run":1,"epoch":0,"step":64,"losses":[2.3,2.2],"accuracies":[0.1,0.2]}}',
            "failed": '{"Failed":{"scope":{"Run":1},"message":"no"}}',
            "panicked": '{"Panicked":{"message":"no"}}',
        },
    }
    for target, inputs in texts.items():
        for name, text in inputs.items():
            write(target, name, text.encode())
        for seed in range(12):
            blocks = [hashlib.sha256(f"{target} {seed} {n}".encode()).digest() for n in range(seed + 1)]
            write(target, f"bytes_{seed:02}", b"".join(blocks))


checkpoints()
idx()
addresses()
messages()
