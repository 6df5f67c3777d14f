"""Times PyTorch on a list of layers: images ready as one tensor, an epoch is a permutation and slices of it.

Prints one line of JSON, as the browser's pages post it. `--device cuda` needs a GPU; the data then lie on it.
"""

import argparse
import gzip
import json
import math
import os
import time

import numpy as np
import torch
from torch import nn

WARM_UP_SECS = 1.0
EVALUATED_AT_ONCE = 1000


def module(layer):
    """The PyTorch module of one layer of a spec."""
    kind, numbers = layer["layer"], {}
    if isinstance(kind, dict):
        [(kind, numbers)] = kind.items()
    inputs = layer["input_shape"][0]
    if kind == "Flatten":
        return nn.Flatten()
    if kind == "Relu":
        return nn.ReLU()
    if kind == "Linear":
        return nn.Linear(inputs, numbers["outputs"])
    if kind == "Conv2d":
        return nn.Conv2d(inputs, numbers["channels"], numbers["kernel"], numbers["stride"], numbers["padding"])
    if kind == "MaxPool2d":
        return nn.MaxPool2d(numbers["kernel"])
    raise ValueError(f"PyTorch is not taught the layer {kind}")


def idx(folder, name, header_bytes):
    with gzip.open(os.path.join(folder, f"{name}-ubyte.gz")) as file:
        return torch.from_numpy(np.frombuffer(file.read(), np.uint8, offset=header_bytes).copy())


def split(folder, name, device):
    images = idx(folder, f"{name}-images-idx3", 16).reshape(-1, 1, 28, 28).float().div_(255)
    labels = idx(folder, f"{name}-labels-idx1", 8).long()
    return images.to(device), labels.to(device)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", required=True, help="the folder of the four gz files")
    options.add_argument("--spec", type=json.loads, required=True, help="layers and settings, as JSON")
    options.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    options.add_argument("--mode", choices=["eager", "compile"], default="eager")
    options.add_argument("--secs", type=float, default=2.0, help="how long each timed part lasts")
    options = options.parse_args()
    if options.device == "cuda" and not torch.cuda.is_available():
        print(json.dumps({"note": "PyTorch sees no CUDA GPU"}))
        return
    if options.device == "cpu":
        torch.set_num_threads(1)
    device = torch.device(options.device)
    wait = torch.cuda.synchronize if options.device == "cuda" else lambda: None

    settings = options.spec["settings"]
    batch_size = settings["batch_size"]
    torch.manual_seed(settings["seed"])
    model = nn.Sequential(*map(module, options.spec["layers"])).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=settings["learning_rate"])
    loss_fn = nn.CrossEntropyLoss()
    images, labels = split(options.data, "train", device)
    test_images, _ = split(options.data, "t10k", device)

    def loss_of(batch, targets):
        return loss_fn(model(batch), targets)

    if options.mode == "compile":
        loss_of = torch.compile(loss_of)

    def batches():
        while True:
            order = torch.randperm(len(images), device=device)
            for first in range(0, len(order) - batch_size + 1, batch_size):
                yield order[first : first + batch_size]

    shuffled = batches()

    def train(n_steps):
        """Loss of the last of these steps, left on the device as the notebook leaves it."""
        for _ in range(n_steps):
            batch = next(shuffled)
            loss = loss_of(images[batch], labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        wait()
        return loss.detach()

    def timed(work, secs):
        """Calls a second, at least two calls."""
        start, n = time.perf_counter(), 0
        while n < 2 or time.perf_counter() - start < secs:
            work()
            n += 1
        return n / (time.perf_counter() - start)

    @torch.inference_mode()
    def evaluate():
        for first in range(0, len(test_images), EVALUATED_AT_ONCE):
            model(test_images[first : first + EVALUATED_AT_ONCE]).argmax(1).tolist()

    train(1)
    timed(lambda: train(1), WARM_UP_SECS)
    n_at_once = 25
    steps_per_s = n_at_once * timed(lambda: train(n_at_once), options.secs)
    loss = float(train(1))
    evaluate()
    images_per_s = len(test_images) * timed(evaluate, options.secs)
    answer = {
        "adapter": torch.cuda.get_device_name() if options.device == "cuda" else None,
        "workers": 1,
        "mode": options.mode,
        "train_steps_per_s": steps_per_s,
        "eval_images_per_s": images_per_s,
        "is_slow": False,
    }
    if not math.isfinite(loss):
        answer = {"note": f"it learns nothing: the loss is {loss}"}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
