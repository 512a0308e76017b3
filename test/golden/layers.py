"""The cases of layers.json: a line is a layer held to PyTorch, forward and backward. make.py computes them, layers.test.ts checks them.

    case("multiply of features", {"kind": "multiply"}, [[3, 7], [3, 7]], lambda a, b: a * b),
          name of the test       the layer as JSON      shapes of inputs   what PyTorch computes of the inputs and parameters

then the shapes of the parameters in their order, {"weight": [3, 4, 3, 3], "bias": [4]}, and `scale` and `shift` of the inputs, which
lie between shift − scale and shift + scale. New lines go to the end: a line's place gives the seed of its numbers. Layers of one's own are defined in ownLayers.ts.
"""
import math

import torch
import torch.nn.functional as F


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


def norm(epsilon):
    """Batch normalisation in training, without running statistics."""
    return lambda x, weight=None, bias=None: F.batch_norm(x, None, None, weight, bias, training=True, eps=epsilon)


def avg_pool(layer, x):
    k = pair(layer["kernelSize"])
    s = pair(layer.get("stride", k))
    p = layer.get("padding", 0)
    ceil, count = layer.get("rounding") == "ceil", layer.get("countPadding", True)
    if isinstance(p, int):
        return F.avg_pool2d(x, k, s, p, ceil, count)
    y = F.avg_pool2d(padded(x, layer, 0.0), k, s)
    return y if count else y / F.avg_pool2d(padded(torch.ones_like(x), layer, 0.0), k, s)


# What PyTorch computes for a kind, where its lines do not say it: kinds of many lines, and those of networks.
TORCH = {
    "conv2d": conv2d,
    "dense": lambda layer, x, weight, bias=None: F.linear(x, weight, bias),
    "maxPool2d": max_pool,
    "avgPool2d": avg_pool,
    "flatten": lambda layer, x: torch.flatten(x, 1),
    "relu": lambda layer, x: F.relu(x),
    "tanh": lambda layer, x: 1.7159 * torch.tanh(2 / 3 * x) if layer.get("scaled") else torch.tanh(x),
}


def parameters_of(layer, shapes):
    """Shapes of the parameters of the kinds that have some in TORCH; others say them in their lines."""
    if layer["kind"] == "conv2d":
        weight = [layer["filters"], shapes[0][1] // layer.get("groups", 1), *pair(layer["kernelSize"])]
    elif layer["kind"] == "dense":
        weight = [layer["units"], shapes[0][1]]
    else:
        return {}
    return {"weight": weight, "bias": weight[:1]} if layer.get("bias", True) else {"weight": weight}


def conv(filters, kernel, **options):
    return {"kind": "conv2d", "filters": filters, "kernelSize": kernel, **options}


def pool(kind, kernel, stride=None, **options):
    return {"kind": kind, "kernelSize": kernel, **({} if stride is None else {"stride": stride}), **options}


def up(filters, kernel, stride=1, padding=0, groups=1):
    return {"kind": "convTranspose2d", "filters": filters, "kernelSize": kernel, "stride": stride, "padding": padding, "groups": groups}


def lrn(**options):
    return {"kind": "localResponseNorm", **options}


def case(name, layer, shapes, forward=None, parameters=None, scale=1.0, shift=0.0):
    return {"name": name, "layer": layer, "shapes": shapes, "scale": scale, "shift": shift,
            "forward": forward or (lambda *tensors: TORCH[layer["kind"]](layer, *tensors)),
            "parameters": parameters_of(layer, shapes) if parameters is None else parameters}


LAYERS = [
    case("conv2d plain", conv(3, 3), [[2, 2, 5, 6]]),
    case("conv2d without bias", conv(3, 3, bias=False), [[2, 2, 5, 5]]),
    case("conv2d 1×1", conv(4, 1), [[2, 3, 4, 5]]),
    case("conv2d of the whole image (C5 of LeNet-5)", conv(12, 5), [[2, 4, 5, 5]]),
    case("conv2d as C1 of LeNet-5", conv(6, 5), [[2, 1, 32, 32]]),
    case("conv2d as C3 of LeNet-5", conv(16, 5), [[2, 6, 14, 14]]),
    case("conv2d stride 2", conv(3, 3, stride=2), [[2, 2, 7, 9]]),
    case("conv2d kernel [3, 2], stride [2, 1]", conv(2, [3, 2], stride=[2, 1]), [[2, 3, 7, 5]]),
    case("conv2d stride 2, rounded down", conv(3, 3, stride=2, rounding="floor"), [[2, 2, 8, 6]]),
    case("conv2d stride above the kernel", conv(2, 2, stride=3), [[2, 2, 8, 8]]),
    case("conv2d as conv1 of AlexNet", conv(8, 11, stride=4), [[2, 3, 35, 35]]),
    case("conv2d dilation 2", conv(3, 3, dilation=2), [[2, 2, 7, 6]]),
    case("conv2d dilation [1, 3], padding 2", conv(2, 2, dilation=[1, 3], padding=2), [[2, 2, 4, 5]]),
    case("conv2d groups 2", conv(4, 3, groups=2), [[2, 4, 5, 5]]),
    case("conv2d groups 2 as conv2 of AlexNet", conv(8, 5, groups=2, padding=2), [[2, 6, 9, 9]]),
    case("conv2d depthwise", conv(3, 3, groups=3, padding=1), [[2, 3, 5, 5]]),
    case("conv2d depthwise, two filters a channel", conv(6, 3, groups=3, stride=2, padding=1), [[2, 3, 5, 5]]),
    case("conv2d padding 1", conv(3, 3, padding=1), [[2, 2, 5, 4]]),
    case("conv2d padding on one side only", conv(3, 3, padding=[1, 0, 2, 3]), [[2, 2, 4, 5]]),
    case("conv2d padding above the kernel", conv(2, 2, padding=3), [[2, 2, 3, 3]]),
    case("conv2d padding value 0.5", conv(3, 3, padding=1, paddingValue=0.5), [[2, 2, 5, 5]]),
    case("conv2d padding value −1 on one side, stride 2, groups", conv(4, 3, padding=[0, 2, 1, 1], paddingValue=-1.0, stride=2, groups=2), [[2, 4, 6, 6]]),
    case("conv2d same, 3×3", conv(3, 3, padding="same"), [[2, 2, 5, 6]]),
    case("conv2d same, 4×2", conv(3, [4, 2], padding="same"), [[2, 2, 5, 6]]),
    case("conv2d same, stride 2", conv(3, 3, padding="same", stride=2), [[2, 2, 6, 7]]),
    case("conv2d many channels, 3×3", conv(24, 3, padding=1), [[2, 16, 13, 11]]),
    case("conv2d many filters, 1×1", conv(70, 1), [[2, 33, 5, 7]]),
    case("conv2d batch of 8", conv(5, 3, padding=1), [[8, 3, 6, 7]]),
    case("maxPool2d 2/2", pool("maxPool2d", 2), [[2, 2, 6, 4]]),
    case("maxPool2d 3/2, overlapping", pool("maxPool2d", 3, 2), [[2, 2, 7, 9]]),
    case("maxPool2d 3/2, padding 1", pool("maxPool2d", 3, 2, padding=1), [[2, 2, 5, 7]]),
    case("maxPool2d 3/2, rounded up", pool("maxPool2d", 3, 2, rounding="ceil"), [[2, 2, 6, 8]]),
    case("maxPool2d 3/2, padding 1, rounded up", pool("maxPool2d", 3, 2, padding=1, rounding="ceil"), [[2, 2, 6, 5]]),
    case("maxPool2d 2/2, padding 1, rounded up: the last window is dropped", pool("maxPool2d", 2, 2, padding=1, rounding="ceil"), [[2, 1, 5, 5]]),
    case("maxPool2d dilation 2", pool("maxPool2d", 2, 1, dilation=2), [[2, 2, 5, 6]]),
    case("maxPool2d same, 3/2", pool("maxPool2d", 3, 2, padding=[0, 0, 1, 1]), [[2, 2, 6, 6]]),
    case("avgPool2d 2/2", pool("avgPool2d", 2), [[2, 2, 6, 4]]),
    case("avgPool2d [2, 3]/[1, 2]", pool("avgPool2d", [2, 3], [1, 2]), [[2, 2, 5, 7]]),
    case("avgPool2d 3/2, padding 1", pool("avgPool2d", 3, 2, padding=1), [[2, 2, 5, 7]]),
    case("avgPool2d 3/2, padding 1, pixels only", pool("avgPool2d", 3, 2, padding=1, countPadding=False), [[2, 2, 5, 7]]),
    case("avgPool2d 3/2, rounded up", pool("avgPool2d", 3, 2, rounding="ceil"), [[2, 2, 6, 8]]),
    case("avgPool2d 3/2, padding 1, rounded up", pool("avgPool2d", 3, 2, padding=1, rounding="ceil"), [[2, 2, 6, 5]]),
    case("avgPool2d 3/2, padding 1, rounded up, pixels only", pool("avgPool2d", 3, 2, padding=1, rounding="ceil", countPadding=False), [[2, 2, 6, 5]]),
    case("avgPool2d padding on one side only, pixels only", pool("avgPool2d", 2, 2, padding=[1, 0, 0, 1], countPadding=False), [[2, 2, 5, 5]]),
    case("globalAvgPool2d", {"kind": "globalAvgPool2d"}, [[2, 3, 5, 4]], lambda x: F.adaptive_avg_pool2d(x, 1)),
    case("dense", {"kind": "dense", "units": 5}, [[3, 7]]),
    case("dense without bias", {"kind": "dense", "units": 4, "bias": False}, [[2, 6]]),
    case("dense, large", {"kind": "dense", "units": 37}, [[5, 130]]),
    case("flatten", {"kind": "flatten"}, [[2, 2, 3, 4]]),
    case("relu", {"kind": "relu"}, [[2, 2, 3, 4]]),
    case("leakyRelu", {"kind": "leakyRelu"}, [[2, 2, 3, 4]], F.leaky_relu),
    case("leakyRelu, slope 0.3", {"kind": "leakyRelu", "slope": 0.3}, [[2, 20]], lambda x: F.leaky_relu(x, 0.3)),
    case("tanh", {"kind": "tanh"}, [[2, 2, 4, 5]], scale=6.0),
    case("tanh, scaled", {"kind": "tanh", "scaled": True}, [[2, 2, 4, 5]], scale=6.0),
    case("sigmoid", {"kind": "sigmoid"}, [[2, 2, 4, 5]], torch.sigmoid, scale=12.0),
    case("softmax of features", {"kind": "softmax"}, [[3, 10]], lambda x: torch.softmax(x, 1), scale=8.0),
    case("softmax over the channels", {"kind": "softmax"}, [[2, 4, 3, 3]], lambda x: torch.softmax(x, 1), scale=4.0),
    case("add", {"kind": "add"}, [[2, 3, 2, 3], [2, 3, 2, 3]], lambda a, b: a + b),
    case("concat", {"kind": "concat"}, [[2, 1, 2, 3], [2, 3, 2, 3], [2, 2, 2, 3]], lambda *xs: torch.cat(xs, 1)),
    case("multiply", {"kind": "multiply"}, [[2, 3, 2, 3], [2, 3, 2, 3]], lambda a, b: a * b),
    case("multiply, one number a channel", {"kind": "multiply"}, [[2, 3, 4, 5], [2, 3, 1, 1]], lambda a, b: a * b),
    case("multiply, the gate first", {"kind": "multiply"}, [[2, 3, 1, 1], [2, 3, 4, 5]], lambda a, b: a * b),
    case("multiply of features", {"kind": "multiply"}, [[3, 7], [3, 7]], lambda a, b: a * b),
    case("swish", {"kind": "swish"}, [[2, 2, 4, 5]], F.silu, scale=6.0),
    case("convTranspose2d 3/2, padding 1", up(4, 3, stride=2, padding=1), [[2, 3, 4, 5]], lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1), {"weight": [3, 4, 3, 3], "bias": [4]}),
    case("convTranspose2d 2/2", up(5, 2, stride=2), [[2, 3, 3, 4]], lambda x, w, b: F.conv_transpose2d(x, w, b, 2), {"weight": [3, 5, 2, 2], "bias": [5]}),
    case("convTranspose2d 4/1, groups", up(6, 4, groups=2), [[2, 4, 3, 5]], lambda x, w, b: F.conv_transpose2d(x, w, b, groups=2), {"weight": [4, 3, 4, 4], "bias": [6]}),
    case("elu", {"kind": "elu"}, [[2, 2, 4, 5]], F.elu, scale=6.0),
    case("elu, alpha 0.5", {"kind": "elu", "alpha": 0.5}, [[2, 20]], lambda x: F.elu(x, 0.5), scale=3.0),
    case("softplus", {"kind": "softplus"}, [[2, 2, 4, 5]], F.softplus, scale=12.0),
    # F.hardsigmoid of PyTorch 1.13 has 1/6 in single precision in its gradient.
    case("hardSigmoid", {"kind": "hardSigmoid"}, [[2, 2, 4, 5]], lambda x: F.relu6(x + 3) / 6, scale=6.0),
    case("hardSwish", {"kind": "hardSwish"}, [[2, 2, 4, 5]], F.hardswish, scale=6.0),
    case("silu", {"kind": "silu"}, [[2, 2, 4, 5]], F.silu, scale=12.0),
    case("gelu", {"kind": "gelu"}, [[2, 2, 4, 5]], F.gelu, scale=6.0),
    case("mish", {"kind": "mish"}, [[2, 2, 4, 5]], F.mish, scale=12.0),
    case("clip (ReLU6)", {"kind": "clip"}, [[2, 2, 4, 5]], F.relu6, scale=12.0),
    case("clip, −1 to 0.5", {"kind": "clip", "min": -1, "max": 0.5}, [[2, 20]], lambda x: F.hardtanh(x, -1, 0.5), scale=3.0),
    case("batchNorm2d", {"kind": "batchNorm2d"}, [[3, 4, 5, 3]], norm(1e-5), {"weight": [4], "bias": [4]}, scale=3.0),
    case("batchNorm2d, not affine, epsilon 0.01", {"kind": "batchNorm2d", "affine": False, "epsilon": 0.01}, [[2, 3, 4, 4]], norm(0.01)),
    case("batchNorm2d of features", {"kind": "batchNorm2d"}, [[7, 5]], norm(1e-5), {"weight": [5], "bias": [5]}),
    case("groupNorm", {"kind": "groupNorm", "groups": 2}, [[2, 6, 4, 5]], lambda x, w, b: F.group_norm(x, 2, w, b), {"weight": [6], "bias": [6]}, scale=3.0),
    case("groupNorm, not affine, epsilon 0.1", {"kind": "groupNorm", "groups": 3, "epsilon": 0.1, "affine": False}, [[3, 6, 3, 5]], lambda x: F.group_norm(x, 3, eps=0.1)),
    case("groupNorm of features", {"kind": "groupNorm", "groups": 3}, [[5, 12]], lambda x, w, b: F.group_norm(x, 3, w, b), {"weight": [12], "bias": [12]}),
    case("instanceNorm", {"kind": "instanceNorm"}, [[2, 3, 5, 4]], F.instance_norm, scale=3.0),
    case("instanceNorm, affine", {"kind": "instanceNorm", "affine": True}, [[2, 3, 4, 4]], lambda x, w, b: F.instance_norm(x, weight=w, bias=b), {"weight": [3], "bias": [3]}),
    case("layerNorm", {"kind": "layerNorm"}, [[2, 3, 4, 5]], lambda x, w, b: F.layer_norm(x, [3, 4, 5], w, b), {"weight": [3, 4, 5], "bias": [3, 4, 5]}, scale=3.0),
    case("layerNorm of features", {"kind": "layerNorm"}, [[5, 17]], lambda x, w, b: F.layer_norm(x, [17], w, b), {"weight": [17], "bias": [17]}),
    case("layerNorm, not affine", {"kind": "layerNorm", "affine": False}, [[2, 2, 3, 3]], lambda x: F.layer_norm(x, [2, 3, 3])),
    case("prelu", {"kind": "prelu"}, [[2, 3, 4, 5]], F.prelu, {"weight": [3]}),
    case("prelu, one slope", {"kind": "prelu", "perChannel": False}, [[2, 3, 4, 5]], F.prelu, {"weight": [1]}),
    case("prelu of features", {"kind": "prelu"}, [[3, 19]], F.prelu, {"weight": [19]}),
    case("localResponseNorm", lrn(), [[2, 7, 3, 4]], lambda x: F.local_response_norm(x, 5, 1e-4, 0.75, 2.0), scale=60.0),
    case("localResponseNorm, alpha of each square", lrn(size=3, alpha=0.1, k=1, alphaOver="one"), [[2, 5, 3, 3]], lambda x: F.local_response_norm(x, 3, 0.3, 0.75, 1.0), scale=3.0),
    case("localResponseNorm, an even size", lrn(size=4, alpha=0.7, beta=0.6, k=1.5), [[2, 9, 3, 3]], lambda x: F.local_response_norm(x, 4, 0.7, 0.6, 1.5), scale=3.0),
    case("localResponseNorm, wider than there are channels", lrn(size=9, alpha=2), [[2, 3, 2, 5]], lambda x: F.local_response_norm(x, 9, 2.0, 0.75, 2.0), scale=3.0),
    case("globalMaxPool2d", {"kind": "globalMaxPool2d"}, [[2, 3, 5, 4]], lambda x: F.adaptive_max_pool2d(x, 1)),
    case("lpPool2d 2/2", pool("lpPool2d", 2), [[2, 2, 6, 4]], lambda x: F.lp_pool2d(x, 2, 2)),
    case("lpPool2d 3/2, p 4, overlapping", pool("lpPool2d", 3, 2, p=4), [[2, 2, 7, 9]], lambda x: F.lp_pool2d(x, 4, 3, 2)),
    # Of an odd p PyTorch leaves out the absolute value, and ONNX has it.
    case("lpPool2d [2, 3]/1, p 1", pool("lpPool2d", [2, 3], 1, p=1), [[2, 2, 5, 6]], lambda x: F.lp_pool2d(x.abs(), 1, [2, 3], 1)),
    case("lpPool2d 3/2, p 3, padding 1", pool("lpPool2d", 3, 2, p=3, padding=1), [[2, 2, 5, 7]], lambda x: F.lp_pool2d(F.pad(x.abs(), [1] * 4), 3, 3, 2)),
    case("adaptiveAvgPool2d [4, 3]", {"kind": "adaptiveAvgPool2d", "size": [4, 3]}, [[2, 2, 7, 10]], lambda x: F.adaptive_avg_pool2d(x, [4, 3])),
    case("adaptiveAvgPool2d 2, which divides the image", {"kind": "adaptiveAvgPool2d", "size": 2}, [[2, 3, 6, 4]], lambda x: F.adaptive_avg_pool2d(x, 2)),
    case("adaptiveAvgPool2d [7, 5], larger than the image", {"kind": "adaptiveAvgPool2d", "size": [7, 5]}, [[2, 3, 3, 4]], lambda x: F.adaptive_avg_pool2d(x, [7, 5])),
    case("adaptiveAvgPool2d 6 as in AlexNet", {"kind": "adaptiveAvgPool2d", "size": 6}, [[2, 4, 13, 13]], lambda x: F.adaptive_avg_pool2d(x, 6)),
    case("convTranspose2d 3/2, padding 1, one row and column more", {**up(4, 3, stride=2, padding=1), "outputPadding": 1}, [[2, 3, 4, 5]], lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1, 1), {"weight": [3, 4, 3, 3], "bias": [4]}),
    case("convTranspose2d [2, 3]/[3, 1], dilation [1, 2], without bias", {**up(2, [2, 3], stride=[3, 1]), "dilation": [1, 2], "bias": False}, [[3, 2, 4, 3]], lambda x, w: F.conv_transpose2d(x, w, None, [3, 1], dilation=[1, 2]), {"weight": [2, 2, 2, 3]}),
    case("convTranspose2d 4/2, groups, uneven padding, dilation 3, two rows more", {**up(6, 4, stride=2, padding=[2, 0, 1, 3], groups=3), "dilation": 3, "outputPadding": [2, 1]}, [[2, 3, 4, 4]], lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 0, [2, 1], 3, 3)[:, :, 2:-1, :-3], {"weight": [3, 2, 4, 4], "bias": [6]}),
    case("convTranspose2d of one pixel", up(3, 4), [[2, 5, 1, 1]], lambda x, w, b: F.conv_transpose2d(x, w, b), {"weight": [5, 3, 4, 4], "bias": [3]}),
    case("upConv2d 3/2, padding 1, groups", {**up(4, 3, stride=2, padding=1, groups=2), "kind": "upConv2d"}, [[2, 2, 4, 5]], lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1, 0, 2), {"weight": [2, 2, 3, 3], "bias": [4]}),
    case("pad2d, a value", {"kind": "pad2d", "padding": [1, 2, 0, 3], "value": -0.5}, [[2, 2, 3, 4]], lambda x: F.pad(x, (2, 3, 1, 0), value=-0.5)),
    case("pad2d, reflect", {"kind": "pad2d", "padding": [2, 4, 3, 1], "mode": "reflect"}, [[2, 3, 4, 5]], lambda x: F.pad(x, (4, 1, 2, 3), mode="reflect")),
    case("pad2d, edge", {"kind": "pad2d", "padding": [2, 0, 5, 3], "mode": "edge"}, [[2, 3, 4, 2]], lambda x: F.pad(x, (0, 3, 2, 5), mode="replicate")),
    case("resize2d, nearest as PyTorch's", {"kind": "resize2d", "size": [7, 5], "coordinates": "asymmetric", "nearestMode": "floor"}, [[2, 3, 3, 4]], lambda x: F.interpolate(x, (7, 5))),
    case("resize2d, nearest-exact, smaller", {"kind": "resize2d", "size": [4, 3], "nearestMode": "round-prefer-ceil"}, [[2, 2, 9, 7]], lambda x: F.interpolate(x, (4, 3), mode="nearest-exact")),
    case("resize2d, bilinear × 2", {"kind": "resize2d", "scale": 2, "mode": "bilinear"}, [[2, 3, 4, 5]], lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)),
    case("resize2d, bilinear, smaller", {"kind": "resize2d", "size": [3, 4], "mode": "bilinear"}, [[2, 2, 8, 9]], lambda x: F.interpolate(x, (3, 4), mode="bilinear", align_corners=False)),
    case("resize2d, bilinear, aligned corners", {"kind": "resize2d", "size": [7, 3], "mode": "bilinear", "coordinates": "align-corners"}, [[2, 3, 4, 5]], lambda x: F.interpolate(x, (7, 3), mode="bilinear", align_corners=True)),
    case("resize2d, bilinear, a scale that leaves a rest", {"kind": "resize2d", "scale": [1.7, 0.6], "mode": "bilinear"}, [[2, 2, 4, 7]], lambda x: F.interpolate(x, scale_factor=(1.7, 0.6), mode="bilinear", align_corners=False)),
    case("resize2d, cubic", {"kind": "resize2d", "size": [9, 4], "mode": "cubic"}, [[2, 3, 4, 7]], lambda x: F.interpolate(x, (9, 4), mode="bicubic", align_corners=False)),
    case("resize2d, cubic, aligned corners", {"kind": "resize2d", "size": [5, 8], "mode": "cubic", "coordinates": "align-corners"}, [[2, 2, 4, 3]], lambda x: F.interpolate(x, (5, 8), mode="bicubic", align_corners=True)),
    case("channelShuffle", {"kind": "channelShuffle", "groups": 3}, [[2, 12, 3, 4]], lambda x: x.reshape(2, 3, 4, 3, 4).transpose(1, 2).reshape(2, 12, 3, 4)),
    case("rbf", {"kind": "rbf", "centres": [[1, -1, 0.5, 0.25], [0.25, 0.5, -2, 1], [-1, 1, 1, -0.5]]}, [[3, 4]], lambda x: -((x[:, None] - torch.tensor([[1, -1, 0.5, 0.25], [0.25, 0.5, -2, 1], [-1, 1, 1, -0.5]], dtype=x.dtype)) ** 2).sum(2)),
    case("reshape", {"kind": "reshape", "shape": [4, -1, 2]}, [[2, 3, 4, 2]], lambda x: x.reshape(2, 4, 3, 2)),
    case("squeeze", {"kind": "squeeze", "axes": [-1, 1]}, [[2, 3, 1, 4, 1]], lambda x: x.squeeze(4).squeeze(2)),
    case("unsqueeze", {"kind": "unsqueeze", "axes": [0, 2]}, [[2, 3, 4]], lambda x: x.unsqueeze(1).unsqueeze(3)),
    case("transpose", {"kind": "transpose", "axes": [1, 2, 0]}, [[2, 3, 4, 5]], lambda x: x.permute(0, 2, 3, 1)),
    case("transpose of five axes", {"kind": "transpose", "axes": [2, 0, 3, 1, 4]}, [[2, 2, 2, 3, 4, 3]], lambda x: x.permute(0, 3, 1, 4, 2, 5)),
    case("slice", {"kind": "slice", "axes": [0, -1], "starts": [1, -4], "ends": [3, 1000], "steps": [1, 2]}, [[2, 4, 3, 7]], lambda x: x[:, 1:3, :, -4::2]),
    case("slice, backwards", {"kind": "slice", "axes": [1, 2], "starts": [3, -2], "ends": [0, -1000], "steps": [-2, -1]}, [[2, 3, 5, 6]], lambda x: x.flip(2, 3)[:, :, 1:4:2, 1:]),
    case("gather of channels, some twice", {"kind": "gather", "indices": [0, 1, 2, 1, 2, 3, 2, 3, -1, 3, 3, 0]}, [[2, 5, 3, 4]], lambda x: x[:, [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 3, 0]]),
    case("gather, one place of an axis", {"kind": "gather", "indices": -2, "axis": 1}, [[2, 3, 4, 5]], lambda x: x[:, :, 2]),
    case("gather, lists of lists", {"kind": "gather", "indices": [[0, 2], [2, 1], [2, 2]], "axis": -1}, [[2, 3, 4]], lambda x: x[:, :, [[0, 2], [2, 1], [2, 2]]]),
    case("matMul", {"kind": "matMul"}, [[2, 3, 5, 4], [2, 3, 4, 7]], torch.matmul),
    case("matMul of features, both transposed", {"kind": "matMul", "transposeA": True, "transposeB": True}, [[3, 4, 5], [3, 9, 4]], lambda a, b: a.mT @ b.mT),
    case("matMul, broadcasts", {"kind": "matMul", "transposeB": True}, [[2, 2, 1, 5, 4], [2, 1, 3, 6, 4]], lambda a, b: a @ b.mT),
    case("matMul, larger", {"kind": "matMul", "transposeA": True}, [[2, 40, 33], [2, 40, 27]], lambda a, b: a.mT @ b),
    case("dense on the last axis", {"kind": "dense", "units": 5, "onLastAxis": True}, [[2, 3, 4, 6]], F.linear, {"weight": [5, 6], "bias": [5]}),
    case("dense on the last axis, without bias", {"kind": "dense", "units": 9, "onLastAxis": True, "bias": False}, [[3, 7, 11]], F.linear, {"weight": [9, 11]}),
    case("softmax along the last axis", {"kind": "softmax", "axis": -1}, [[2, 3, 5, 7]], lambda x: torch.softmax(x, -1), scale=6.0),
    case("softmax along the second axis of four", {"kind": "softmax", "axis": 1}, [[2, 2, 5, 3, 4]], lambda x: torch.softmax(x, 2), scale=6.0),
    case("sqrt", {"kind": "sqrt"}, [[2, 2, 4, 5]], torch.sqrt, shift=1.1),
    case("square", {"kind": "square"}, [[2, 2, 4, 5]], torch.square, scale=3.0),
    case("exp", {"kind": "exp"}, [[2, 2, 4, 5]], torch.exp, scale=6.0),
    case("log", {"kind": "log"}, [[2, 2, 4, 5]], torch.log, scale=2.0, shift=2.1),
    case("abs", {"kind": "abs"}, [[2, 2, 4, 5]], torch.abs),
    case("negate", {"kind": "negate"}, [[2, 2, 4, 5]], torch.neg),
    case("reciprocal", {"kind": "reciprocal"}, [[2, 2, 4, 5]], torch.reciprocal, scale=2.0, shift=-2.5),
    case("add, a number for all", {"kind": "add"}, [[2, 3, 4, 5], [2, 1, 1, 1]], torch.add),
    case("add, both broadcast", {"kind": "add"}, [[3, 3, 1, 5], [3, 1, 4, 1]], torch.add),
    case("subtract", {"kind": "subtract"}, [[2, 3, 4, 5], [2, 3, 4, 5]], torch.sub),
    case("subtract, a column first", {"kind": "subtract"}, [[2, 1, 4, 1], [2, 3, 4, 5]], torch.sub),
    case("multiply, both broadcast", {"kind": "multiply"}, [[2, 3, 1, 5], [2, 1, 4, 5]], torch.mul),
    case("divide", {"kind": "divide"}, [[2, 3, 4, 5], [2, 3, 4, 5]], torch.div, shift=1.5),
    case("divide, a row", {"kind": "divide"}, [[2, 3, 4, 5], [2, 1, 1, 5]], torch.div, shift=-1.3),
    case("divide of features", {"kind": "divide"}, [[3, 1], [3, 7]], torch.div, shift=1.5),
    case("power", {"kind": "power"}, [[2, 3, 4, 5], [2, 3, 4, 5]], torch.pow, shift=1.2),
    case("power, an exponent a channel", {"kind": "power"}, [[2, 3, 4, 5], [2, 3, 1, 1]], torch.pow, scale=2.0, shift=2.2),
    case("minimum", {"kind": "minimum"}, [[2, 3, 4, 5], [2, 3, 4, 5]], torch.minimum),
    case("minimum of equal numbers", {"kind": "minimum"}, [[2, 1, 4, 1], [2, 3, 4, 1]], torch.minimum, scale=0.0, shift=0.5),
    case("maximum", {"kind": "maximum"}, [[2, 3, 4, 5], [2, 3, 4, 5]], torch.maximum),
    case("maximum of equal numbers", {"kind": "maximum"}, [[3, 7], [3, 1]], torch.maximum, scale=0.0, shift=0.5),
    case("reduceMean of the places", {"kind": "reduceMean", "axes": [1, 2]}, [[2, 3, 4, 5]], lambda x: x.mean([2, 3], keepdim=True)),
    case("reduceMean of all", {"kind": "reduceMean", "keepDims": False}, [[2, 3, 4, 5]], lambda x: x.mean([1, 2, 3]).reshape(2, 1)),
    case("reduceSum of the channels", {"kind": "reduceSum", "axes": [0], "keepDims": False}, [[2, 3, 4, 5]], lambda x: x.sum(1)),
    case("reduceSum of features", {"kind": "reduceSum"}, [[3, 40]], lambda x: x.sum(1, keepdim=True)),
    case("reduceMax of the width", {"kind": "reduceMax", "axes": [-1]}, [[2, 3, 4, 5]], lambda x: x.amax(3, keepdim=True)),
    case("reduceMax of several equal ones", {"kind": "reduceMax", "axes": [0, 2], "keepDims": False}, [[2, 3, 4, 5]], lambda x: x.amax([1, 3]), scale=0.0, shift=2.0),
    case("reduceMin of the height", {"kind": "reduceMin", "axes": [1]}, [[2, 3, 4, 5]], lambda x: x.amin(2, keepdim=True)),
    case("reduceMin of all", {"kind": "reduceMin"}, [[2, 3, 4, 5]], lambda x: x.amin([1, 2, 3], keepdim=True)),
    case("parameter", {"kind": "parameter", "shape": [3, 4, 5]}, [], lambda p: p.expand(2, 3, 4, 5), {"value": [3, 4, 5]}),
    case("parameter of features", {"kind": "parameter", "shape": [7]}, [], lambda p: p.expand(3, 7), {"value": [7]}),
    case("constantTensor", {"kind": "constantTensor", "shape": [2, 3], "values": [1, -2, 0.5, 3, 0.25, -1]}, [], lambda: torch.tensor([[1, -2, 0.5], [3, 0.25, -1]]).expand(2, 2, 3).clone().requires_grad_()),
]
