"""Files that NumPy writes, small ones of every kind, and what is in them: numpy.json. Needs Python 3 and NumPy (made by 1.24).

Run in this folder: python3 make_numpy.py
"""

import base64
import io
import json
import warnings
import zipfile

import numpy as np

# How Striate names the types.
names = {"b": "BOOL", "f": "F", "i": "I", "u": "U"}


def name_of(dtype):
    return "BOOL" if dtype.kind == "b" else names[dtype.kind] + str(8 * dtype.itemsize)


def values(array):
    """In C order; whole numbers of 64 bits as texts, since JSON's readers round them."""
    flat = [value.item() for value in array.reshape(-1)]
    if array.dtype.kind in "iu" and array.dtype.itemsize == 8:
        return [str(value) for value in flat]
    return [int(value) if array.dtype.kind == "b" else value for value in flat]


def npy(array, version=None):
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer versions than an array needs
        np.lib.format.write_array(file, array, version=version)
    return base64.b64encode(file.getvalue()).decode()


def case(title, array, version=None):
    array = np.asanyarray(array)
    return {
        "title": title,
        "file": npy(array, version),
        "dtype": name_of(array.dtype),
        "shape": list(array.shape),
        "values": values(array),
    }


def refused(code, array):
    return {"code": code, "file": npy(array)}


grid = np.arange(24).reshape(2, 3, 4)
numbers = [0, 1, -2, 100]
arrays = [
    *(case(f"<{t}", np.array(numbers, "<" + t)) for t in ["f4", "f8", "i2", "i4", "i8"]),
    *(case(f">{t}", np.array(numbers, ">" + t)) for t in ["f2", "f4", "f8", "i2", "i4", "i8"]),
    *(case(f"{order}{t}", np.array([0, 1, 200, 40000 if t != "u1" else 255], order + t))
      for t in ["u2", "u4", "u8"] for order in "<>"),
    case("i1", np.array([-128, 0, 127], "i1")),
    case("u1", np.array([0, 127, 255], "u1")),
    case("b1", np.array([[True, False], [False, True]])),
    case("the ends of i8", np.array([-(2**63), 2**63 - 1], "<i8")),
    case("the end of u8", np.array([2**64 - 1], ">u8")),
    case("halves", np.array([1.5, -2, 6.104e-05, 6e-08, 65504], "<f2")),
    case("no axis", np.array(2.5, "<f4")),
    case("no number", np.zeros((0, 3), "<f4")),
    case("one axis of one", np.array([7.0], "<f4")),
    case("three axes", grid.astype("<f4")),
    case("three axes, Fortran", np.asfortranarray(grid.astype("<f4"))),
    case("three axes, Fortran, big-endian", np.asfortranarray(grid.astype(">i2"))),
    case("two axes, Fortran, i8", np.asfortranarray(grid.reshape(4, 6).astype("<i8"))),
    case("Fortran with axes of one", np.asfortranarray(grid.reshape(4, 1, 6, 1).astype("<f8"))),
    case("version 2.0", grid.astype("<f4"), (2, 0)),
    case("version 3.0", grid.astype("<f4"), (3, 0)),
    case("five axes", grid.reshape(1, 2, 3, 2, 2).astype("u1")),
]

tables = np.array([(1, 2.5)], dtype=[("a", "<i4"), ("b", "<f4")])
refusals = [
    refused("structured", tables),
    refused("structured", np.zeros(1, [("a", [("b", "<i4", (2,))])])),
    refused("pickled", np.array([{"a": 1}], dtype=object)),
    *(refused("bad-dtype", array) for array in [
        np.array(["text"]),
        np.array([b"bytes"]),
        np.array([1 + 2j]),
        np.array(["2024-01-01"], "datetime64[D]"),
        np.array([1.5], np.longdouble),
    ]),
]


def npz(save):
    file = io.BytesIO()
    save(
        file,
        **{
            "C1.weight": (np.arange(54).reshape(2, 3, 3, 3) / 64).astype("<f4"),
            "C1.bias": np.array([0.5, -1], "<f4"),
            "a/b/../c": np.array([1, 2, 3], ">i4"),
            "합성곱": np.asfortranarray(grid.astype("<f8")),
        },
    )
    return base64.b64encode(file.getvalue()).decode()


# Zip files name the hour at which they were made: always the same one.
zipfile.time.localtime = lambda *_: (1980, 1, 1, 0, 0, 0, 0, 1, 0)
archives = [{"archive": "np.savez", "file": npz(np.savez)}, {"archive": "np.savez_compressed", "file": npz(np.savez_compressed)}]

with open("numpy.json", "w") as file:
    lines = [json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in arrays + refusals + archives]
    file.write("[\n" + ",\n".join(lines) + "\n]\n")
