"""Trains LeNet-5 on MNIST with PyTorch: what Striate's `train` is compared with. Prints one line of JSON.

    OMP_NUM_THREADS=2 python3 torch_lenet5.py DATA [--activation tanh|relu] [--pool avg|max] [--batch 64]
        [--optimizer sgd|adam] [--learning-rate 0.01] [--momentum 0.9] [--epochs 1] [--threads N] [--seed 1] [--limit N]

DATA is the folder with the four IDX files. The same layers, initial weights (normal, 1/fan-in), order of work and
batches as Striate's `lenet5()`: images are normalised, padded to 32 × 32 and kept as one float tensor before the
clock starts; a timed epoch is all 60,000 images, with the new order, the gathering of batches and the last short one.
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
from torch.nn import functional as F


def idx(folder, name):
    for path, opened in ((f"{folder}/{name}", open), (f"{folder}/{name}.gz", gzip.open)):
        if os.path.exists(path):
            with opened(path, "rb") as file:
                data = file.read()
            rank = data[3]
            shape = [int.from_bytes(data[4 + 4 * d : 8 + 4 * d], "big") for d in range(rank)]
            return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)
    raise SystemExit(f"there is no {name} in {folder}")


def load(folder, part):
    images = torch.from_numpy(idx(folder, f"{part}-images-idx3-ubyte").astype(np.float32)).unsqueeze(1)
    images = F.pad((images / 255 - 0.1307) / 0.3081, (2, 2, 2, 2), value=-0.1307 / 0.3081)
    return images, torch.from_numpy(idx(folder, f"{part}-labels-idx1-ubyte").astype(np.int64))


def lenet5(activation, pool):
    act = {"tanh": nn.Tanh, "relu": nn.ReLU}[activation]
    sub = {"avg": nn.AvgPool2d, "max": nn.MaxPool2d}[pool]
    net = nn.Sequential(
        nn.Conv2d(1, 6, 5), act(), sub(2),
        nn.Conv2d(6, 16, 5), act(), sub(2),
        nn.Conv2d(16, 120, 5), act(),
        nn.Flatten(), nn.Linear(120, 84), act(), nn.Linear(84, 10),
    )
    for layer in net:
        if hasattr(layer, "weight"):
            nn.init.normal_(layer.weight, 0, 1 / math.sqrt(layer.weight[0].numel()))
            nn.init.zeros_(layer.bias)
    return net


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--activation", choices=["tanh", "relu"], default="tanh")
    parser.add_argument("--pool", choices=["avg", "max"], default="avg")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--optimizer", choices=["sgd", "adam"], default="sgd")
    parser.add_argument("--learning-rate", type=float, default=0.01)
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="train on the first N images; times are scaled to 60,000")
    args = parser.parse_args()

    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    images, labels = load(args.data, "train")
    images, labels = images[: args.limit], labels[: args.limit]
    net = lenet5(args.activation, args.pool)
    if args.optimizer == "sgd":
        optimizer = torch.optim.SGD(net.parameters(), args.learning_rate, args.momentum)
    else:
        optimizer = torch.optim.Adam(net.parameters(), args.learning_rate)

    def step(batch):
        loss = F.cross_entropy(net(images[batch]), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    warm = [p.detach().clone() for p in net.parameters()]  # a few untimed steps, taken back
    for _ in range(5):
        step(torch.arange(args.batch))
    with torch.no_grad():
        for p, w in zip(net.parameters(), warm):
            p.copy_(w)
    optimizer.state.clear()

    n = len(images)
    seconds, losses = [], []
    for _ in range(args.epochs):
        start = time.perf_counter()
        order = torch.randperm(n)
        total = 0.0
        for at in range(0, n, args.batch):
            batch = order[at : at + args.batch]
            total += step(batch).item() * len(batch)
        seconds.append((time.perf_counter() - start) * 60_000 / n)
        losses.append(total / n)

    net.eval()
    tests, answers = load(args.data, "t10k")
    with torch.no_grad():
        right = sum((net(tests[i : i + 1000]).argmax(1) == answers[i : i + 1000]).sum().item() for i in range(0, len(tests), 1000))
    best = min(seconds)
    print(json.dumps({
        "peer": f"PyTorch {torch.__version__}", "threads": torch.get_num_threads(), "mkldnn": torch.backends.mkldnn.is_available(),
        "activation": args.activation, "pool": args.pool, "batch": args.batch, "optimizer": args.optimizer,
        "learningRate": args.learning_rate, "epochs": args.epochs, "images": n,
        "secondsPerEpoch": round(best, 3), "allSeconds": [round(s, 3) for s in seconds], "imagesPerSecond": round(60_000 / best),
        "losses": [round(loss, 4) for loss in losses], "testError": round(1 - right / len(tests), 4),
    }))


main()
