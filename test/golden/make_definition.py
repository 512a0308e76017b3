"""Makes definition.json with PyTorch (1.13) and NumPy in float64. Run: python3 make_definition.py

The layers of `striate/reference` at the lecture's sizes, forward and backward (their small cases are those of layers.json),
and `filterImage` of `striate/image` with every border. Inputs are computed by both sides, as in make.py.
"""
import numpy as np
import torch
import torch.nn.functional as F

from make import HERE, hashed, stored, write  # noqa: F401 (HERE is where write puts it)


def conv_case(seed, shape, filters, kernel, stride):
    """Seeds: the images, + 1 the weights, + 2 the biases, + 3 the gradient of the output. Sizes are rounded down."""
    x = hashed(seed, shape).requires_grad_()
    weight = hashed(seed + 1, [filters, shape[1], kernel, kernel]).requires_grad_()
    bias = hashed(seed + 2, [filters]).requires_grad_()
    y = F.conv2d(x, weight, bias, stride)
    y.backward(hashed(seed + 3, y.shape))
    return {"layer": "Conv2D", "seed": seed, "shape": shape, "filters": filters, "kernelSize": kernel, "stride": stride,
            "outputShape": list(y.shape), "output": stored(y), "dx": stored(x.grad), "dW": stored(weight.grad), "db": stored(bias.grad)}


def pool_case(seed, shape, kind):
    """2×2, stride 2, rounded down. Seeds: the images, + 3 the gradient of the output."""
    x = hashed(seed, shape).requires_grad_()
    y = {"max": lambda: F.max_pool2d(x, 2, 2), "average": lambda: F.avg_pool2d(x, 2, 2), "globalAverage": lambda: F.adaptive_avg_pool2d(x, 1)}[kind]()
    y.backward(hashed(seed + 3, y.shape))
    return {"layer": "Pooling2D", "seed": seed, "shape": shape, "kind": kind, "outputShape": list(y.shape), "output": stored(y), "dx": stored(x.grad)}


MODES = {"zero": "constant", "replicate": "edge", "reflect": "reflect", "symmetric": "symmetric", "wrap": "wrap"}


def filter_case(seed, shape, kernel, border, padding, stride):
    """`kernel`: a shape, whose numbers are hashed with seed + 1; a bias a filter, seed + 2. Two sizes: each channel alone."""
    top, left, bottom, right = padding
    x = torch.from_numpy(np.pad(hashed(seed, shape).numpy(), ((0, 0), (top, bottom), (left, right)), mode=MODES[border]))
    weight = hashed(seed + 1, kernel)
    bias = hashed(seed + 2, kernel[:1])
    if len(kernel) == 2:
        y = F.conv2d(x[:, None], weight[None, None], None, stride)[:, 0]
    else:
        y = F.conv2d(x[None], weight, bias, stride)[0]
    return {"layer": "filterImage", "seed": seed, "shape": shape, "kernel": kernel, "border": border, "padding": padding,
            "stride": stride, "outputShape": list(y.shape), "output": stored(y)}


CASES = [
    conv_case(9000, [1, 1, 440, 440], 1, 3, 1),
    conv_case(9010, [1, 1, 440, 440], 1, 3, 2),
    conv_case(9020, [1, 3, 440, 440], 2, 3, 1),
    conv_case(9030, [1, 3, 440, 440], 8, 3, 3),
    conv_case(9040, [1, 3, 440, 440], 1, 5, 1),
    conv_case(9050, [1, 2, 219, 219], 3, 3, 1),
    pool_case(9060, [1, 2, 438, 438], "max"),
    pool_case(9070, [1, 3, 217, 217], "max"),
    pool_case(9080, [1, 3, 217, 217], "average"),
    pool_case(9090, [2, 3, 108, 108], "globalAverage"),
    *[filter_case(9100 + 10 * i, [3, 9, 11], [3, 3], border, [1, 1, 1, 1], 1) for i, border in enumerate(MODES)],
    *[filter_case(9200 + 10 * i, [3, 7, 6], [2, 3, 4, 5], border, [2, 3, 4, 1], [3, 1]) for i, border in enumerate(MODES)],
    *[filter_case(9300 + 10 * i, [1, 4, 5], [7, 7], border, [9, 12, 8, 13], 2) for i, border in enumerate(MODES)],
    filter_case(9400, [3, 440, 440], [5, 3, 3, 3], "zero", [0, 0, 0, 0], 1),
]

write("definition.json", CASES)
