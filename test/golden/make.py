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

def pads(layer, h, w):
    """[top, left, bottom, right] of a layer."""
    p = layer.get("padding", 0)
    if p == "same":
        out = []
        for i, n in enumerate((h, w)):
            k, s, d = (pair(layer.get(key, 1))[i] for key in ("kernelSize", "stride", "dilation"))
            out.append(max(0, (-(-n // s) - 1) * s + (k - 1) * d + 1 - n))
        return [out[0] // 2, out[1] // 2, -(-out[0] // 2), -(-out[1] // 2)]
    return p if isinstance(p, list) else [p] * 4


def pair(v):
    return v if isinstance(v, list) else [v, v]


def padded(x, layer, value):
    top, left, bottom, right = pads(layer, x.shape[2], x.shape[3])
    return F.pad(x, (left, right, top, bottom), value=value)


def conv2d(layer, x, weight, bias=None):
    stride, dilation = pair(layer.get("stride", 1)), pair(layer.get("dilation", 1))
    if layer.get("padding") == "same" and stride == [1, 1]:
        return F.conv2d(x, weight, bias, padding="same", dilation=dilation)
    return F.conv2d(padded(x, layer, layer.get("paddingValue", 0.0)), weight, bias, stride, 0, dilation, layer.get("groups", 1))


def max_pool(layer, x):
    k, d = pair(layer["kernelSize"]), pair(layer.get("dilation", 1))
    s = pair(layer.get("stride", k))
    p = layer.get("padding", 0)
    if isinstance(p, int):
        return F.max_pool2d(x, k, s, p, d, ceil_mode=layer.get("rounding") == "ceil")
    return F.max_pool2d(padded(x, layer, -math.inf), k, s, 0, d)


def avg_pool(layer, x):
    k = pair(layer["kernelSize"])
    s = pair(layer.get("stride", k))
    p = layer.get("padding", 0)
    ceil, count = layer.get("rounding") == "ceil", layer.get("countPadding", True)
    if isinstance(p, int):
        return F.avg_pool2d(x, k, s, p, ceil, count)
    y = F.avg_pool2d(padded(x, layer, 0.0), k, s)
    return y if count else y / F.avg_pool2d(padded(torch.ones_like(x), layer, 0.0), k, s)


FORWARD = {
    "conv2d": conv2d,
    "dense": lambda layer, x, weight, bias=None: F.linear(x, weight, bias),
    "maxPool2d": max_pool,
    "avgPool2d": avg_pool,
    "globalAvgPool2d": lambda layer, x: F.adaptive_avg_pool2d(x, 1),
    "flatten": lambda layer, x: torch.flatten(x, 1),
    "relu": lambda layer, x: F.relu(x),
    "leakyRelu": lambda layer, x: F.leaky_relu(x, layer.get("slope", 0.01)),
    "tanh": lambda layer, x: 1.7159 * torch.tanh(2 / 3 * x) if layer.get("scaled") else torch.tanh(x),
    "sigmoid": lambda layer, x: torch.sigmoid(x),
    "softmax": lambda layer, x: torch.softmax(x, 1),
    "add": lambda layer, *xs: sum(xs[1:], xs[0]),
    "concat": lambda layer, *xs: torch.cat(xs, 1),
}


def parameter_shapes(layer, shapes):
    if layer["kind"] == "conv2d":
        weight = [layer["filters"], shapes[0][1] // layer.get("groups", 1), *pair(layer["kernelSize"])]
    elif layer["kind"] == "dense":
        weight = [layer["units"], shapes[0][1]]
    else:
        return {}
    return {"weight": weight, "bias": weight[:1]} if layer.get("bias", True) else {"weight": weight}


def layer_case(number, name, layer, shapes, scale=1.0):
    """Seeds: 16·number + 0, 1 … the inputs (times `scale`), + 8 the gradient of the output, + 9, 10 the parameters."""
    xs = [(hashed(16 * number + i, shape) * scale).requires_grad_() for i, shape in enumerate(shapes)]
    shapes_of = parameter_shapes(layer, shapes)
    parameters = {key: hashed(16 * number + 9 + i, shape).requires_grad_() for i, (key, shape) in enumerate(shapes_of.items())}
    y = FORWARD[layer["kind"]](layer, *xs, **parameters)
    y.backward(hashed(16 * number + 8, y.shape))
    case = {"name": name, "layer": layer, "seed": 16 * number, "inputShapes": shapes}
    if scale != 1.0:
        case["scale"] = scale
    case.update(outputShape=list(y.shape), output=stored(y), dx=[stored(x.grad) for x in xs])
    case["dparameters"] = {key: stored(p.grad) for key, p in parameters.items()}
    return case


def conv(filters, kernel, **options):
    return {"kind": "conv2d", "filters": filters, "kernelSize": kernel, **options}


def pool(kind, kernel, stride=None, **options):
    return {"kind": kind, "kernelSize": kernel, **({} if stride is None else {"stride": stride}), **options}


LAYERS = [
    ("conv2d plain", conv(3, 3), [[2, 2, 5, 6]]),
    ("conv2d without bias", conv(3, 3, bias=False), [[2, 2, 5, 5]]),
    ("conv2d 1×1", conv(4, 1), [[2, 3, 4, 5]]),
    ("conv2d of the whole picture (C5 of LeNet-5)", conv(12, 5), [[2, 4, 5, 5]]),
    ("conv2d as C1 of LeNet-5", conv(6, 5), [[2, 1, 32, 32]]),
    ("conv2d as C3 of LeNet-5", conv(16, 5), [[2, 6, 14, 14]]),
    ("conv2d stride 2", conv(3, 3, stride=2), [[2, 2, 7, 9]]),
    ("conv2d kernel [3, 2], stride [2, 1]", conv(2, [3, 2], stride=[2, 1]), [[2, 3, 7, 5]]),
    ("conv2d stride 2, rounded down", conv(3, 3, stride=2, rounding="floor"), [[2, 2, 8, 6]]),
    ("conv2d stride above the kernel", conv(2, 2, stride=3), [[2, 2, 8, 8]]),
    ("conv2d as conv1 of AlexNet", conv(8, 11, stride=4), [[2, 3, 35, 35]]),
    ("conv2d dilation 2", conv(3, 3, dilation=2), [[2, 2, 7, 6]]),
    ("conv2d dilation [1, 3], padding 2", conv(2, 2, dilation=[1, 3], padding=2), [[2, 2, 4, 5]]),
    ("conv2d groups 2", conv(4, 3, groups=2), [[2, 4, 5, 5]]),
    ("conv2d groups 2 as conv2 of AlexNet", conv(8, 5, groups=2, padding=2), [[2, 6, 9, 9]]),
    ("conv2d depthwise", conv(3, 3, groups=3, padding=1), [[2, 3, 5, 5]]),
    ("conv2d depthwise, two filters a channel", conv(6, 3, groups=3, stride=2, padding=1), [[2, 3, 5, 5]]),
    ("conv2d padding 1", conv(3, 3, padding=1), [[2, 2, 5, 4]]),
    ("conv2d padding on one side only", conv(3, 3, padding=[1, 0, 2, 3]), [[2, 2, 4, 5]]),
    ("conv2d padding above the kernel", conv(2, 2, padding=3), [[2, 2, 3, 3]]),
    ("conv2d padding value 0.5", conv(3, 3, padding=1, paddingValue=0.5), [[2, 2, 5, 5]]),
    ("conv2d padding value −1 on one side, stride 2, groups", conv(4, 3, padding=[0, 2, 1, 1], paddingValue=-1.0, stride=2, groups=2), [[2, 4, 6, 6]]),
    ("conv2d same, 3×3", conv(3, 3, padding="same"), [[2, 2, 5, 6]]),
    ("conv2d same, 4×2", conv(3, [4, 2], padding="same"), [[2, 2, 5, 6]]),
    ("conv2d same, stride 2", conv(3, 3, padding="same", stride=2), [[2, 2, 6, 7]]),
    ("conv2d many channels, 3×3", conv(24, 3, padding=1), [[2, 16, 13, 11]]),
    ("conv2d many filters, 1×1", conv(70, 1), [[2, 33, 5, 7]]),
    ("conv2d batch of 8", conv(5, 3, padding=1), [[8, 3, 6, 7]]),
    ("maxPool2d 2/2", pool("maxPool2d", 2), [[2, 2, 6, 4]]),
    ("maxPool2d 3/2, overlapping", pool("maxPool2d", 3, 2), [[2, 2, 7, 9]]),
    ("maxPool2d 3/2, padding 1", pool("maxPool2d", 3, 2, padding=1), [[2, 2, 5, 7]]),
    ("maxPool2d 3/2, rounded up", pool("maxPool2d", 3, 2, rounding="ceil"), [[2, 2, 6, 8]]),
    ("maxPool2d 3/2, padding 1, rounded up", pool("maxPool2d", 3, 2, padding=1, rounding="ceil"), [[2, 2, 6, 5]]),
    ("maxPool2d 2/2, padding 1, rounded up: the last window is dropped", pool("maxPool2d", 2, 2, padding=1, rounding="ceil"), [[2, 1, 5, 5]]),
    ("maxPool2d dilation 2", pool("maxPool2d", 2, 1, dilation=2), [[2, 2, 5, 6]]),
    ("maxPool2d same, 3/2", pool("maxPool2d", 3, 2, padding=[0, 0, 1, 1]), [[2, 2, 6, 6]]),
    ("avgPool2d 2/2", pool("avgPool2d", 2), [[2, 2, 6, 4]]),
    ("avgPool2d [2, 3]/[1, 2]", pool("avgPool2d", [2, 3], [1, 2]), [[2, 2, 5, 7]]),
    ("avgPool2d 3/2, padding 1", pool("avgPool2d", 3, 2, padding=1), [[2, 2, 5, 7]]),
    ("avgPool2d 3/2, padding 1, pixels only", pool("avgPool2d", 3, 2, padding=1, countPadding=False), [[2, 2, 5, 7]]),
    ("avgPool2d 3/2, rounded up", pool("avgPool2d", 3, 2, rounding="ceil"), [[2, 2, 6, 8]]),
    ("avgPool2d 3/2, padding 1, rounded up", pool("avgPool2d", 3, 2, padding=1, rounding="ceil"), [[2, 2, 6, 5]]),
    ("avgPool2d 3/2, padding 1, rounded up, pixels only", pool("avgPool2d", 3, 2, padding=1, rounding="ceil", countPadding=False), [[2, 2, 6, 5]]),
    ("avgPool2d padding on one side only, pixels only", pool("avgPool2d", 2, 2, padding=[1, 0, 0, 1], countPadding=False), [[2, 2, 5, 5]]),
    ("globalAvgPool2d", {"kind": "globalAvgPool2d"}, [[2, 3, 5, 4]]),
    ("dense", {"kind": "dense", "units": 5}, [[3, 7]]),
    ("dense without bias", {"kind": "dense", "units": 4, "bias": False}, [[2, 6]]),
    ("dense, large", {"kind": "dense", "units": 37}, [[5, 130]]),
    ("flatten", {"kind": "flatten"}, [[2, 2, 3, 4]]),
    ("relu", {"kind": "relu"}, [[2, 2, 3, 4]]),
    ("leakyRelu", {"kind": "leakyRelu"}, [[2, 2, 3, 4]]),
    ("leakyRelu, slope 0.3", {"kind": "leakyRelu", "slope": 0.3}, [[2, 20]]),
    ("tanh", {"kind": "tanh"}, [[2, 2, 4, 5]], 6.0),
    ("tanh, scaled", {"kind": "tanh", "scaled": True}, [[2, 2, 4, 5]], 6.0),
    ("sigmoid", {"kind": "sigmoid"}, [[2, 2, 4, 5]], 12.0),
    ("softmax of features", {"kind": "softmax"}, [[3, 10]], 8.0),
    ("softmax over the channels", {"kind": "softmax"}, [[2, 4, 3, 3]], 4.0),
    ("add", {"kind": "add"}, [[2, 3, 2, 3], [2, 3, 2, 3]]),
    ("concat", {"kind": "concat"}, [[2, 1, 2, 3], [2, 3, 2, 3], [2, 2, 2, 3]]),
]


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
        x = FORWARD[layer["kind"]](layer, x, **parameters)
    return x


def residual(weights, x):
    """conv A → relu → (conv B → tanh → conv C) added to itself → concatenated with A's output → global average → dense D."""
    def part(name, layer, x):
        return FORWARD[layer["kind"]](layer, x, **{key[2:]: w for key, w in weights.items() if key[0] == name})
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
    """Seeds: weight i (times `scale`) seed + i, pictures seed + 50, labels seed + 51. Pictures in their own order, a short
    last batch where n is no multiple of the batch. `raw`: pictures are bytes, whole numbers below 256, with mean and std."""
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
    case.update(pictures=n, batch=batch, steps=steps, optimizer=optimizer, smoothing=smoothing, **({"raw": raw} if raw else {}))
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
    """Pictures: seed 5000 + i. Counters: seed 7, epoch 3."""
    cases = []
    for i, (shape, pictures, attributes) in enumerate([
        ([2, 1, 7, 9], [0, 41], {"shift": 2, "rotate": 0.3, "scale": 0.2, "shear": 0.15, "border": [-0.5]}),
        ([2, 2, 8, 8], [3, 59999], {"shift": 0, "rotate": 3.0, "scale": 0, "shear": 0, "border": [0.25, -1]}),
        ([3, 1, 6, 5], [1, 2, 3], {"shift": 4, "rotate": 0, "scale": 0.5, "shear": 0.5, "border": [0]}),
        ([1, 1, 5, 5], [9], {"shift": 0, "rotate": 0, "scale": 0, "shear": 0, "border": [1]}),
    ]):
        n, c, h, w = shape
        x = hashed(5000 + i, shape)
        border = torch.tensor(attributes["border"]).reshape(1, -1, 1, 1)
        grids = []
        for picture in pictures:
            u = [2 * uniform(7, 4, 3, 8 * picture + j) - 1 for j in range(7)]
            angle = attributes["rotate"] * u[0]
            sx, sy = 1 + attributes["scale"] * u[1], 1 + attributes["scale"] * u[2]
            hx, hy = attributes["shear"] * u[3], attributes["shear"] * u[4]
            tx, ty = attributes["shift"] * u[5], attributes["shift"] * u[6]
            Y, X = torch.meshgrid(torch.arange(h) - (h - 1) / 2, torch.arange(w) - (w - 1) / 2, indexing="ij")
            xs = (math.cos(angle) * X + math.sin(angle) * Y) * sx + hx * Y + tx
            ys = (-math.sin(angle) * X + math.cos(angle) * Y) * sy + hy * X + ty
            grids.append(torch.stack([xs / ((w - 1) / 2), ys / ((h - 1) / 2)], -1))
        y = F.grid_sample(x - border, torch.stack(grids), "bilinear", "zeros", align_corners=True) + border
        cases.append({"attributes": attributes, "seed": 5000 + i, "shape": shape, "pictures": pictures, "output": stored(y)})
    return cases


if __name__ == "__main__":
    write("layers.json", [layer_case(i + 1, *case) for i, case in enumerate(LAYERS)])
    write("losses.json", loss_cases())
    write("optimizers.json", optimizer_cases())
    write("networks.json", network_cases())
    write("warp.json", warp_cases())
