"""A model.json computed by PyTorch, layer by layer, against what bench/zoo.js left in a folder. Prints one JSON object.

The error of a layer's output (or of a parameter's gradient) is its largest difference from PyTorch's over the largest value of
that. With `layers`, it compares nothing, but leaves what each layer read, the gradient of what it gave, and the gradients that its
own backward pass makes of them: `layers.json` says in which order they lie in `layers`.
"""
import json
import math
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

folder = sys.argv[1]
# In double precision the difference is that of Striate alone.
precision = torch.float64 if sys.argv[2] == "double" else torch.float32


def read(name):
    return np.fromfile(os.path.join(folder, name), dtype=np.float32)


with open(os.path.join(folder, "model.json"), encoding="utf-8") as file:
    model = json.load(file)
with open(os.path.join(folder, "shapes.json"), encoding="utf-8") as file:
    shapes = json.load(file)

raw, at, weights = read("weights"), 0, {}
for name, shape in shapes.items():
    size = math.prod(shape)
    weights[name] = torch.from_numpy(raw[at : at + size]).reshape(shape).to(precision)
    at += size


def pair(value):
    return value if isinstance(value, list) else [value, value]


def padded(layer, x, value=0.0):
    p = layer.get("padding", 0)
    top, left, bottom, right = p if isinstance(p, list) else [p] * 4
    return F.pad(x, (left, right, top, bottom), value=value) if any((top, left, bottom, right)) else x


def pool(layer, x, compute, value):
    # Rounded up, the last window may reach beyond the image; PyTorch does so itself where there is no padding.
    return compute(padded(layer, x, value), pair(layer["kernelSize"]), pair(layer["stride"]), ceil_mode=layer.get("rounding") == "ceil")


def lrn(layer, x):
    n = layer["size"]
    alpha = layer["alpha"] * (n if layer["alphaOver"] == "one" else 1)
    return F.local_response_norm(x, n, alpha, layer["beta"], layer["k"])


def conv(layer, x, weight, bias=None):
    return F.conv2d(padded(layer, x), weight, bias, pair(layer["stride"]), 0, pair(layer["dilation"]), layer["groups"])


def norm(layer, x, weight, bias, mean, variance):
    if gradients:
        return F.batch_norm(x, None, None, weight, bias, True, 0.0, layer["epsilon"])
    return F.batch_norm(x, mean, variance, weight, bias, False, 0.0, layer["epsilon"])


COMPUTE = {
    "conv2d": conv,
    "dense": lambda layer, x, weight, bias=None: F.linear(x, weight, bias),
    "batchNorm2d": norm,
    "maxPool2d": lambda layer, x: pool(layer, x, F.max_pool2d, -math.inf),
    "avgPool2d": lambda layer, x: pool(layer, x, F.avg_pool2d, 0.0),
    "globalAvgPool2d": lambda layer, x: F.adaptive_avg_pool2d(x, 1),
    "adaptiveAvgPool2d": lambda layer, x: F.adaptive_avg_pool2d(x, pair(layer["size"])),
    "localResponseNorm": lrn,
    "relu": lambda layer, x: F.relu(x),
    "clip": lambda layer, x: torch.clamp(x, layer["min"], layer["max"]),
    "tanh": lambda layer, x: 1.7159 * torch.tanh(2 / 3 * x) if layer.get("scaled") else torch.tanh(x),
    "flatten": lambda layer, x: torch.flatten(x, 1),
    "dropout": lambda layer, x: x,
    "add": lambda layer, *xs: sum(xs),
    "concat": lambda layer, *xs: torch.cat(xs, 1),
    "gather": lambda layer, x: x.index_select(1 + layer["axis"], torch.tensor(layer["indices"])),
    "rbf": lambda layer, x, centres: -((x[:, None] - centres) ** 2).sum(2),
}

layerwise = sys.argv[3] == "layers"
gradients = sys.argv[3] == "gradients" or layerwise
parameters = [name for name in weights if not name.endswith(("running_mean", "running_var", "centres"))]
if gradients:
    for name in parameters:
        weights[name].requires_grad_(True)

images = torch.from_numpy(read("images")).reshape(-1, *model["input"]).to(precision)
values, before, made = {"input": images}, "input", {}
with torch.set_grad_enabled(gradients):
    for layer in model["layers"]:
        name = layer["name"]
        own = [weights[key] for key in weights if key.rpartition(".")[0] == name]
        y = COMPUTE[layer["kind"]](layer, *[values[key] for key in layer.get("inputs", [before])], *own)
        values[name], before, made[name] = y, name, y
    if layerwise:
        for value in made.values():
            value.retain_grad()
    if gradients:
        F.cross_entropy(y, torch.arange(len(images))).backward()
    if gradients and not layerwise:
        made = {name: weights[name].grad for name in parameters}

if layerwise:
    index, before = [], "input"
    with open(os.path.join(folder, "layers"), "wb") as file:
        for layer in model["layers"]:
            name = layer["name"]
            read_from = layer.get("inputs", [before])
            before = name
            xs = [values[key].detach().clone().requires_grad_() for key in read_from]
            keys = [key for key in weights if key.rpartition(".")[0] == name]
            own = [weights[key].detach().clone() for key in keys]
            learned = [value.requires_grad_() for key, value in zip(keys, own) if key in parameters]
            dy = values[name].grad
            COMPUTE[layer["kind"]](layer, *xs, *own).backward(dy)
            entry = {"name": name, "inputs": [list(x.shape) for x in xs], "output": list(dy.shape)}
            for tensor in [*xs, dy, *[x.grad for x in xs], *[value.grad for value in learned]]:
                tensor.detach().to(torch.float32).contiguous().numpy().tofile(file)
            index.append(entry)
    with open(os.path.join(folder, "layers.json"), "w", encoding="utf-8") as file:
        json.dump(index, file)
    sys.exit()

outputs, at = read("outputs"), 0
# A gradient that is 0 but for roundings (a bias before a normalization) is held to the others' size.
largest = max(float(value.abs().max()) for value in made.values())
worst, where, agree, count = 0.0, "", 0, 0
for name, value in made.items():
    theirs = value.reshape(-1).numpy()
    ours = outputs[at : at + theirs.size]
    at += theirs.size
    error = np.abs(ours - theirs) / max(float(np.abs(theirs).max()), 1e-3 * largest if gradients else 0.0, 1e-30)
    agree += int((error <= 1e-4).sum())
    count += theirs.size
    if not np.isfinite(ours).all() or error.max() > worst:
        worst, where = float(error.max()), name
assert at == outputs.size
print(json.dumps({"worst": worst, "place": where, "agree": agree / count, "count": len(made)}))
