"""Makes keras.json: models of Keras 3 as a model.json of TensorFlow.js, with what Keras predicts. They hold what TensorFlow.js
cannot say or compute itself: the connections as Keras 3 writes them, groups, batch normalization of channels_first, softmax
along any axis, bilinear upsampling between the middles of pixels.

Needs Python 3, Keras 3 with JAX (made by Keras 3.15.1, JAX 0.10.2). Run in this folder: python3 make_keras.py
The topology is `model.to_json()`; the manifest is as TensorFlow.js' converter writes it, with names like 'conv/kernel'.
"""

import base64
import json
import os

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np
from keras import layers as L


def hashed(seed, n, times=1.0):
    """Multiples of 2^-23 in [-1, 1): the same as `hashed` of hash.ts."""
    h = (np.arange(n, dtype=np.uint64) * 0x9E3779B9 + seed * 0x85EBCA6B) & 0xFFFFFFFF
    h = ((h ^ (h >> np.uint64(16))) * 0x21F0AAAD) & 0xFFFFFFFF
    h = ((h ^ (h >> np.uint64(15))) * 0xD35A2D97) & 0xFFFFFFFF
    h = h ^ (h >> np.uint64(15))
    return ((h >> np.uint64(8)).astype(np.float64) / 2**23 - 1) * times


def net(shape, build):
    image = keras.Input(shape, name="image")
    return keras.Model(image, build(image), name="net")


def residual(x):
    a = L.Conv2D(4, 3, padding="same", groups=2, activation="relu", name="grouped")(x)
    b = L.SeparableConv2D(4, 3, strides=1, padding="same", depth_multiplier=2, name="separable")(a)
    b = L.BatchNormalization(name="normal")(b, training=False)
    c = L.Concatenate(name="all")([L.Add(name="sum")([a, b]), L.Subtract(name="difference")([a, b])])
    c = L.ReLU(negative_slope=0.25, name="leaking")(L.LeakyReLU(negative_slope=0.1, name="leaky")(c))
    c = L.ELU(alpha=0.5, name="elu")(L.DepthwiseConv2D(2, depth_multiplier=2, name="each")(c))
    mean = L.GlobalAveragePooling2D(keepdims=True, name="mean")(c)
    c = L.Multiply(name="gated")([c, L.Dense(16, activation="hard_silu", name="gate")(mean)])
    return [L.Dense(3, activation="softmax", name="scores")(L.Flatten(name="flat")(c)), L.Dense(2, name="more")(L.GlobalMaxPooling2D(name="most")(c))]


def first(x):
    how = {"data_format": "channels_first"}
    y = L.Conv2D(4, 3, padding="same", strides=2, activation="gelu", name="conv", **how)(x)
    y = L.BatchNormalization(axis=1, name="normal")(y)
    y = L.Conv2DTranspose(3, 3, strides=2, padding="same", name="up", **how)(y)
    y = L.AveragePooling2D(3, strides=2, padding="same", name="pool", **how)(y)
    return L.LayerNormalization(axis=[1, 2, 3], name="layers")(L.PReLU(shared_axes=[2, 3], name="bent")(y))


def odd(x):
    y = L.Rescaling([1 / 2, 2, 1], offset=0.25, name="scaled")(x)
    y = L.Softmax(axis=1, name="rows")(y)
    y = L.SpatialDropout2D(0.2, name="dropped")(L.GaussianNoise(0.1, name="noise")(y))
    y = L.UpSampling2D((2, 3), interpolation="bilinear", name="larger")(y)
    y = L.LayerNormalization(axis=[2, 3], name="some")(y)
    y = L.Dense(4, activation="hard_sigmoid", name="dense")(y)
    return L.Add(name="widened")([y, L.Dense(4, name="list")(L.GlobalAveragePooling2D(name="mean")(y))])


def nested():
    inner = keras.Sequential([keras.Input((4, 4, 2)), L.Conv2D(3, 2, activation="tanh", name="conv"), L.Flatten(name="flat")], name="inner")
    return net((4, 4, 2), lambda x: L.Dense(2, name="dense")(inner(x)))


models = [
    ("Keras 3: groups, separable, slopes, two outputs", net((6, 5, 4), residual), {}),
    ("channels first: batch and layer normalization, transposed convolution", net((3, 6, 5), first), {}),
    ("Keras 3: where TensorFlow.js would compute other numbers", net((3, 4, 3), odd), {"like": "keras"}),
    ("Keras 3: a model within a model", nested(), {}),
]


def number(x):
    return float(f"{float(x):.9g}")


def case(seed, title, model, options):
    weights, data, taken = [], b"", set()
    for i, weight in enumerate(model.weights):
        times = 0.5 if "kernel" in weight.path else 0.3
        values = hashed(seed * 100 + i, int(np.prod(weight.shape)), times).astype(np.float32)
        if "variance" in weight.path:
            values = 1 + values
        weight.assign(values.reshape(weight.shape))
        name = "/".join(weight.path.split("/")[-2:])
        assert name not in taken
        taken.add(name)
        weights.append({"name": name, "shape": list(weight.shape), "dtype": "float32"})
        data += values.tobytes()
    shape = list(model.inputs[0].shape[1:])
    given = hashed(seed, 2 * int(np.prod(shape))).astype(np.float32).reshape([2, *shape])
    found = model.predict(given, verbose=0)
    outputs = [np.asarray(one) for one in (found if isinstance(found, list) else [found])]
    topology = {"keras_version": keras.__version__, "backend": "tensorflow", "model_config": slim(json.loads(model.to_json()))}
    return {
        "title": title,
        "seed": seed,
        "inputShape": shape,
        "outputs": [{"shape": list(one.shape[1:]), "values": [number(x) for x in one.reshape(-1)]} for one in outputs],
        "options": options,
        "model": {
            "format": "layers-model",
            "generatedBy": f"keras v{keras.__version__}",
            "modelTopology": topology,
            "weightsManifest": [{"paths": ["group1-shard1of1.bin"], "weights": weights}],
        },
        "shards": {"group1-shard1of1.bin": base64.b64encode(data).decode()},
    }


def slim(value):
    """Without initializers, regularizers and constraints, which say nothing of trained weights: half of the text."""
    if isinstance(value, list):
        return [slim(one) for one in value]
    if not isinstance(value, dict):
        return value
    ends = ("_initializer", "_regularizer", "_constraint")
    return {key: slim(one) for key, one in value.items() if not key.endswith(ends)}


with open("keras.json", "w") as file:
    lines = [json.dumps(case(60 + i, *one), separators=(",", ":")) for i, one in enumerate(models)]
    file.write("[\n" + ",\n".join(lines) + "\n]\n")
