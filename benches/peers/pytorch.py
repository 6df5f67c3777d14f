"""Times PyTorch on one of the lesson's models: images ready as one tensor, an epoch is a permutation and slices of it.

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

BATCH_SIZE = 32
WARM_UP_SECS = 1.0
JUDGED_AT_ONCE = 1000


def linear_model(final_relu):
    layers = [nn.Flatten(), nn.Linear(784, 10), nn.ReLU(), nn.Linear(10, 10), nn.ReLU()]
    return nn.Sequential(*layers) if final_relu else nn.Sequential(layers[0], layers[1], layers[3])


def tiny_vgg():
    def block(inputs):
        return [
            nn.Conv2d(inputs, 10, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(10, 10, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
        ]

    return nn.Sequential(*block(1), *block(10), nn.Flatten(), nn.Linear(490, 10))


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
    options.add_argument("--model", type=int, choices=[0, 1, 2], required=True)
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

    torch.manual_seed(42)
    model = (tiny_vgg() if options.model == 2 else linear_model(options.model == 1)).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
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
            for first in range(0, len(order) - BATCH_SIZE + 1, BATCH_SIZE):
                yield order[first : first + BATCH_SIZE]

    dealt = batches()

    def train(n_steps):
        """Loss of the last of these steps, left on the device as the lesson leaves it."""
        for _ in range(n_steps):
            batch = next(dealt)
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
    def judge():
        for first in range(0, len(test_images), JUDGED_AT_ONCE):
            model(test_images[first : first + JUDGED_AT_ONCE]).argmax(1).tolist()

    train(1)
    timed(lambda: train(1), WARM_UP_SECS)
    n_at_once = 25
    steps_per_s = n_at_once * timed(lambda: train(n_at_once), options.secs)
    loss = float(train(1))
    judge()
    images_per_s = len(test_images) * timed(judge, options.secs)
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
