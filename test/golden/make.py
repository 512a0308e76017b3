"""Makes the golden values of test/golden/*.json with PyTorch (1.13) in float64. Run: python3 make.py

Nothing is stored that both sides can compute: inputs, weights and gradients come from the integer hash below, which
hash.ts has too. What PyTorch answers is stored with 12 significant digits; long lists as their length, sum, sum of
squares and about fifty samples. Each case states the Striate layer it is about, in Striate's own words.
"""
import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F

from layers import LAYERS, TORCH, conv, pool

torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))


def hashed(seed, shape):
    """Multiples of 2^-23 in [-1, 1): exact in float32. The same as `hashed` of hash.ts."""
    n = int(np.prod(shape))
    h = (np.arange(n, dtype=np.uint64) * 0x9E3779B9 + seed * 0x85EBCA6B) & 0xFFFFFFFF
    h = ((h ^ (h >> 16)) * 0x21F0AAAD) & 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 0xD35A2D97) & 0xFFFFFFFF
    h = h ^ (h >> 15)
    return torch.from_numpy((h >> 8).astype(np.float64) / 2**23 - 1).reshape(tuple(shape))


def whole(seed, n, below):
    """n whole numbers in [0, below)."""
    return torch.floor((hashed(seed, [n]) + 1) / 2 * below).long()


def digits(x):
    return float(f"{x:.12g}")


def stored(t):
    values = t.detach().reshape(-1).tolist()
    if len(values) <= 120:
        return [digits(v) for v in values]
    every = len(values) // 50
    return {
        "length": len(values),
        "sum": digits(math.fsum(values)),
        "squares": digits(math.fsum(v * v for v in values)),
        "every": every,
        "samples": [digits(v) for v in values[::every]],
    }


def write(name, value):
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), ensure_ascii=False) for case in value)
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as file:
        file.write("[\n" + lines + "\n]\n")


# ---- layers: forward, gradient of the input, gradients of the parameters ----

def layer_case(number, name, layer, shapes, scale, shift, forward, parameters):
    """Seeds: 16·number + 0, 1 … the inputs (times `scale`, plus `shift`), + 8 the gradient of the output, + 9, 10 the parameters."""
    xs = [(hashed(16 * number + i, shape) * scale + shift).requires_grad_() for i, shape in enumerate(shapes)]
    parameters = {key: hashed(16 * number + 9 + i, shape).requires_grad_() for i, (key, shape) in enumerate(parameters.items())}
    y = forward(*xs, *parameters.values())
    y.backward(hashed(16 * number + 8, y.shape))
    case = {"name": name, "layer": layer, "seed": 16 * number, "inputShapes": shapes}
    if scale != 1.0:
        case["scale"] = scale
    if shift != 0.0:
        case["shift"] = shift
    case.update(outputShape=list(y.shape), output=stored(y), dx=[stored(x.grad) for x in xs])
    case["dparameters"] = {key: stored(p.grad) for key, p in parameters.items()}
    return case


# ---- losses ----

def loss_cases():
    """Seeds: the output 2000 + 10·i (times `scale`), labels or target + 1. The count divides the sum of the losses."""
    cases = []
    for i, (smoothing, scale, n, c) in enumerate([(0, 3, 4, 10), (0.1, 3, 4, 10), (0.25, 40, 3, 5)]):
        x = (hashed(2000 + 10 * i, [n, c]) * scale).requires_grad_()
        labels = whole(2001 + 10 * i, n, c)
        losses = F.cross_entropy(x, labels, reduction="none", label_smoothing=smoothing)
        (losses.sum() / (n + 1)).backward()
        loss = {"kind": "softmaxCrossEntropy", **({"smoothing": smoothing} if smoothing else {})}
        case = {"loss": loss, "seed": 2000 + 10 * i, "scale": scale, "outputShape": [n, c], "labels": labels.tolist(), "count": n + 1}
        cases.append({**case, "losses": stored(losses), "mean": digits(losses.sum().item() / (n + 1)), "doutput": stored(x.grad)})
    for i, shape in enumerate([[3, 5], [2, 2, 3, 3]]):
        seed = 2100 + 10 * i
        x = hashed(seed, shape).requires_grad_()
        losses = F.mse_loss(x, hashed(seed + 1, shape), reduction="none").flatten(1).mean(1)
        (losses.sum() / shape[0]).backward()
        case = {"loss": {"kind": "meanSquaredError"}, "seed": seed, "scale": 1, "outputShape": shape, "count": shape[0]}
        cases.append({**case, "losses": stored(losses), "mean": digits(losses.mean().item()), "doutput": stored(x.grad)})
    return cases


# ---- optimizers: given gradients, the parameters after each step ----

def optimizer_cases():
    """Parameters: seed 3000, 13 numbers. The gradient of step t = 1, 2 … : seed 3000 + t."""
    o = torch.optim
    cases = []
    for kind, make, options in [
        ("sgd", lambda p: o.SGD(p, lr=0.1), {"learningRate": 0.1}),
        ("sgd", lambda p: o.SGD(p, lr=0.1, weight_decay=0.02), {"learningRate": 0.1, "weightDecay": 0.02}),
        ("sgd", lambda p: o.SGD(p, lr=0.05, momentum=0.9), {"learningRate": 0.05, "momentum": 0.9}),
        ("sgd", lambda p: o.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.02), {"learningRate": 0.05, "momentum": 0.9, "weightDecay": 0.02}),
        ("sgd", lambda p: o.SGD(p, lr=0.05, momentum=0.8, nesterov=True), {"learningRate": 0.05, "momentum": 0.8, "nesterov": True}),
        ("sgd", lambda p: o.SGD(p, lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.02), {"learningRate": 0.05, "momentum": 0.8, "nesterov": True, "weightDecay": 0.02}),
        ("adam", lambda p: o.Adam(p, lr=0.01), {"learningRate": 0.01}),
        ("adam", lambda p: o.Adam(p, lr=0.01, weight_decay=0.05), {"learningRate": 0.01, "weightDecay": 0.05}),
        ("adam", lambda p: o.Adam(p, lr=0.02, betas=(0.7, 0.95), eps=1e-3), {"learningRate": 0.02, "beta1": 0.7, "beta2": 0.95, "epsilon": 1e-3}),
        ("adamW", lambda p: o.AdamW(p, lr=0.01), {"learningRate": 0.01}),
        ("adamW", lambda p: o.AdamW(p, lr=0.01, weight_decay=0.2), {"learningRate": 0.01, "weightDecay": 0.2}),
    ]:
        w = hashed(3000, [13]).requires_grad_()
        optimizer = make([w])
        after = []
        for t in range(1, 9):
            w.grad = hashed(3000 + t, [13])
            optimizer.step()
            after.append(stored(w))
        cases.append({"optimizer": {"kind": kind, **options}, "seed": 3000, "parameters": 13, "after": after})
    return cases


# ---- networks: a few steps of training ----

def run_layers(layers, weights, x):
    for layer in layers:
        parameters = {key.split(".")[1]: w for key, w in weights.items() if key.split(".")[0] == layer.get("name")}
        x = TORCH[layer["kind"]](layer, x, **parameters)
    return x


def residual(weights, x):
    """conv A → relu → (conv B → tanh → conv C) added to itself → concatenated with A's output → global average → dense D."""
    def part(name, layer, x):
        return TORCH[layer["kind"]](layer, x, **{key[2:]: w for key, w in weights.items() if key[0] == name})
    a = F.relu(part("A", conv(4, 3, padding=1), x))
    inner = part("C", conv(4, 3, padding=1), torch.tanh(part("B", conv(6, 1), a)))
    joined = torch.cat([inner + a, a], 1)
    return part("D", {"kind": "dense"}, torch.flatten(F.adaptive_avg_pool2d(joined, 1), 1))


LENET = [
    conv(4, 3, name="C1"), {"kind": "tanh"}, pool("avgPool2d", 2),
    conv(6, 2, name="C3"), {"kind": "relu"}, pool("maxPool2d", 2),
    {"kind": "flatten"}, {"kind": "dense", "name": "F5", "units": 12}, {"kind": "tanh", "scaled": True},
    {"kind": "dense", "name": "output", "units": 10},
]
LENET_SHAPES = {
    "C1.weight": [4, 1, 3, 3], "C1.bias": [4], "C3.weight": [6, 4, 2, 2], "C3.bias": [6],
    "F5.weight": [12, 24], "F5.bias": [12], "output.weight": [10, 12], "output.bias": [10],
}
RESIDUAL_SHAPES = {
    "A.weight": [4, 2, 3, 3], "A.bias": [4], "B.weight": [6, 4, 1, 1], "B.bias": [6],
    "C.weight": [4, 6, 3, 3], "C.bias": [4], "D.weight": [3, 8], "D.bias": [3],
}


def network_case(name, forward, shapes, input_shape, classes, optimizer, make, seed, n, batch, steps, raw=None, smoothing=0.0, layers=None):
    """Seeds: weight i (times `scale`) seed + i, images seed + 50, labels seed + 51. Images in their own order, a short
    last batch where n is no multiple of the batch. `raw`: images are bytes, whole numbers below 256, with mean and std."""
    scale = 0.5
    weights = {key: (hashed(seed + i, shape) * scale).requires_grad_() for i, (key, shape) in enumerate(shapes.items())}
    if raw:
        bytes_ = whole(seed + 50, n * int(np.prod(input_shape)), 256).reshape(n, *input_shape)
        x = (bytes_ / 255 - raw["mean"]) / raw["std"]
    else:
        x = hashed(seed + 50, [n, *input_shape])
    labels = whole(seed + 51, n, classes)
    solver = make(list(weights.values()))
    case = {"name": name, **({"layers": layers} if layers else {}), "inputShape": input_shape, "classes": classes, "seed": seed, "scale": scale}
    case.update(images=n, batch=batch, steps=steps, optimizer=optimizer, smoothing=smoothing, **({"raw": raw} if raw else {}))
    case.update(parameterShapes=shapes, scores=stored(forward(weights, x)), losses=[])
    at = 0
    for _ in range(steps):
        part = slice(at, min(n, at + batch))
        loss = F.cross_entropy(forward(weights, x[part]), labels[part], label_smoothing=smoothing)
        solver.zero_grad()
        loss.backward()
        solver.step()
        case["losses"].append(digits(loss.item()))
        at = part.stop % n
    case["weights"] = {key: stored(w) for key, w in weights.items()}
    return case


def network_cases():
    lenet = lambda weights, x: run_layers(LENET, weights, x)
    momentum = lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)
    return [
        network_case("LeNet-like, momentum", lenet, LENET_SHAPES, [1, 12, 12], 10, {"kind": "sgd", "learningRate": 0.05, "momentum": 0.9},
                     momentum, 4000, 8, 8, 5, layers=LENET),
        network_case("LeNet-like, bytes, short batches, smoothing, AdamW", lenet, LENET_SHAPES, [1, 12, 12], 10,
                     {"kind": "adamW", "learningRate": 0.01}, lambda p: torch.optim.AdamW(p, lr=0.01), 4100, 11, 4, 6,
                     raw={"mean": 0.4, "std": 0.25}, smoothing=0.1, layers=LENET),
        network_case("residual", residual, RESIDUAL_SHAPES, [2, 6, 6], 3, {"kind": "sgd", "learningRate": 0.05, "momentum": 0.9},
                     momentum, 4200, 16, 8, 5),
    ]


# ---- warp: the op against grid_sample, with Striate's own random numbers ----

def uniform(seed, stream, step, index):
    """src/math/random.ts."""
    mask, phi = 0xFFFFFFFF, 0x9E3779B9

    def mix(h):
        h ^= h >> 17
        h = h * 0xED5AD4BB & mask
        h ^= h >> 11
        h = h * 0xAC4C1B51 & mask
        h ^= h >> 15
        h = h * 0x31848BAB & mask
        return h ^ (h >> 14)

    key = mix(mix(mix(seed + phi & mask) ^ stream) ^ step)
    second = mix(key ^ phi)
    return (mix(mix(index * phi + key & mask) ^ second) >> 8) / 2**24


def warp_cases():
    """Images: seed 5000 + i. Counters: seed 7, epoch 3."""
    cases = []
    for i, (shape, indices, attributes) in enumerate([
        ([2, 1, 7, 9], [0, 41], {"shift": 2, "rotate": 0.3, "scale": 0.2, "shear": 0.15, "border": [-0.5]}),
        ([2, 2, 8, 8], [3, 59999], {"shift": 0, "rotate": 3.0, "scale": 0, "shear": 0, "border": [0.25, -1]}),
        ([3, 1, 6, 5], [1, 2, 3], {"shift": 4, "rotate": 0, "scale": 0.5, "shear": 0.5, "border": [0]}),
        ([1, 1, 5, 5], [9], {"shift": 0, "rotate": 0, "scale": 0, "shear": 0, "border": [1]}),
        ([4, 1, 6, 9], [2, 3, 4, 5], {"shift": 0, "rotate": 0, "scale": 0, "shear": 0, "flip": 0.5, "border": [0]}),
        ([3, 2, 9, 7], [6, 7, 60], {"shift": 0, "rotate": 0, "scale": 0, "shear": 0, "crop": 0.2, "border": [0.5, -0.5]}),
        ([4, 1, 8, 8], [11, 12, 13, 14], {"shift": 1, "rotate": 0.3, "scale": 0.2, "shear": 0.1, "flip": 0.6, "crop": 0.4, "border": [1]}),
    ]):
        n, c, h, w = shape
        x = hashed(5000 + i, shape)
        border = torch.tensor(attributes["border"]).reshape(1, -1, 1, 1)
        grids = []
        for index in indices:
            u = [2 * uniform(7, 4, 3, 8 * index + j) - 1 for j in range(7)]
            angle = attributes["rotate"] * u[0]
            sx, sy = 1 + attributes["scale"] * u[1], 1 + attributes["scale"] * u[2]
            hx, hy = attributes["shear"] * u[3], attributes["shear"] * u[4]
            tx, ty = attributes["shift"] * u[5], attributes["shift"] * u[6]
            Y, X = torch.meshgrid(torch.arange(h) - (h - 1) / 2, torch.arange(w) - (w - 1) / 2, indexing="ij")
            if uniform(7, 4, 3, 8 * index + 7) < attributes.get("flip", 0):
                X = -X
            xs = (math.cos(angle) * X + math.sin(angle) * Y) * sx + hx * Y + tx
            ys = (-math.sin(angle) * X + math.cos(angle) * Y) * sy + hy * X + ty
            if "crop" in attributes:
                v = [uniform(7, 5, 3, 4 * index + j) for j in range(4)]
                area = w * h * (attributes["crop"] + (1 - attributes["crop"]) * v[0])
                ratio = (4 / 3) ** (2 * v[1] - 1)
                wide, high = min(w, math.sqrt(area * ratio)), min(h, math.sqrt(area / ratio))
                # From the centre of the image to a pixel's place in the part, whose edges are those of pixels.
                xs = (xs + w / 2) / w * wide + (w - wide) * v[2] - w / 2
                ys = (ys + h / 2) / h * high + (h - high) * v[3] - h / 2
            grids.append(torch.stack([xs / ((w - 1) / 2), ys / ((h - 1) / 2)], -1))
        y = F.grid_sample(x - border, torch.stack(grids), "bilinear", "zeros", align_corners=True) + border
        cases.append({"attributes": attributes, "seed": 5000 + i, "shape": shape, "indices": indices, "output": stored(y)})
    return cases


# ---- colourJitter: torchvision's functions on images in 0 … 1, with Striate's own random numbers ----

def rgb_to_hsv(image):
    """torchvision.transforms.functional_tensor._rgb2hsv, [3, H, W]."""
    r, g, b = image
    most, least = image.max(0).values, image.min(0).values
    range_ = most - least
    same = most == least
    ones = torch.ones_like(most)
    s = range_ / torch.where(same, ones, most)
    divisor = torch.where(same, ones, range_)
    rc, gc, bc = (most - r) / divisor, (most - g) / divisor, (most - b) / divisor
    hr = (most == r) * (bc - gc)
    hg = ((most == g) & (most != r)) * (2 + rc - bc)
    hb = ((most != g) & (most != r)) * (4 + gc - rc)
    return torch.fmod((hr + hg + hb) / 6 + 1, 1), s, most


def hsv_to_rgb(h, s, v):
    """torchvision.transforms.functional_tensor._hsv2rgb"""
    i = torch.floor(h * 6)
    f = h * 6 - i
    i = i.to(torch.int64) % 6
    p = torch.clamp(v * (1 - s), 0, 1)
    q = torch.clamp(v * (1 - s * f), 0, 1)
    t = torch.clamp(v * (1 - s * (1 - f)), 0, 1)
    choices = torch.stack([torch.stack(c) for c in [(v, q, p, p, t, v), (t, v, v, q, p, p), (p, p, t, v, v, q)]])
    return torch.gather(choices, 1, i.expand(3, 1, *i.shape)).squeeze(1)


def jitter_cases():
    """Images: (seed 5100 + i, + 1) / 2, in 0 … 1, read as v · scale + offset. Counters: seed 7, epoch 3."""
    cases = []
    none = {"brightness": 0, "contrast": 0, "saturation": 0, "hue": 0, "bgr": False}
    rgb, grey = {"scale": [4, 4.5, 5], "offset": [-2, -1.5, -2.5]}, {"scale": [3], "offset": [-0.5]}
    for i, (shape, indices, attributes) in enumerate([
        ([2, 3, 5, 7], [0, 41], {**none, "brightness": 0.6, **rgb}),
        ([2, 3, 5, 7], [3, 59999], {**none, "contrast": 0.7, **rgb}),
        ([2, 3, 5, 7], [5, 6], {**none, "saturation": 0.8, **rgb}),
        ([3, 3, 5, 7], [7, 8, 9], {**none, "hue": 0.5, **rgb}),
        ([3, 3, 8, 8], [10, 11, 12], {"brightness": 0.4, "contrast": 0.4, "saturation": 0.4, "hue": 0.1, "bgr": False, **rgb}),
        ([2, 3, 4, 6], [13, 14], {"brightness": 0.4, "contrast": 0.4, "saturation": 0.4, "hue": 0.1, "bgr": True, **rgb}),
        ([2, 1, 6, 5], [15, 16], {**none, "brightness": 0.5, "contrast": 0.5, **grey}),
    ]):
        v = (hashed(5100 + i, shape) + 1) / 2
        made = []
        for image, index in zip(v, indices):
            u = [2 * uniform(7, 6, 3, 4 * index + j) - 1 for j in range(4)]
            image = image.flip(0) if attributes["bgr"] else image
            blend = lambda a, b, ratio: (ratio * a + (1 - ratio) * b).clamp(0, 1)
            weights = torch.tensor([0.2989, 0.587, 0.114]).reshape(3, 1, 1)
            to_grey = lambda x: x if len(x) == 1 else (x * weights).sum(0, keepdim=True)
            image = blend(image, torch.zeros_like(image), 1 + attributes["brightness"] * u[0])
            image = blend(image, to_grey(image).mean(), 1 + attributes["contrast"] * u[1])
            image = blend(image, to_grey(image), 1 + attributes["saturation"] * u[2])
            if len(image) == 3:
                h, s, value = rgb_to_hsv(image)
                image = hsv_to_rgb((h + attributes["hue"] * u[3]) % 1, s, value)
            made.append(image.flip(0) if attributes["bgr"] else image)
        scale, offset = (torch.tensor(attributes[key], dtype=torch.float64).reshape(1, -1, 1, 1) for key in ["scale", "offset"])
        y = torch.stack(made) * scale + offset
        cases.append({"attributes": attributes, "seed": 5100 + i, "shape": shape, "indices": indices, "output": stored(y)})
    return cases


if __name__ == "__main__":
    write("layers.json", [layer_case(i + 1, **case) for i, case in enumerate(LAYERS)])
    write("losses.json", loss_cases())
    write("optimizers.json", optimizer_cases())
    write("networks.json", network_cases())
    write("warp.json", warp_cases())
    write("colourJitter.json", jitter_cases())
