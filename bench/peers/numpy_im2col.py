"""A convolution as notebooks write it in NumPy: all windows copied into one matrix (im2col), then one matrix product.

    python3 numpy_im2col.py [--images 15] [--side 440] [--filters 64] [--kernel 5]

Float64, as NumPy computes where nobody says otherwise. Written from the definition: y[n, f, i, j] = b[f] + the sum over
c, p, q of w[f, c, p, q] x[n, c, i + p, j + q]. Images and weights are those of striate_im2col.js. Prints one line of JSON:
seconds of the first call and of the second, some of the results, and the most memory that the process held.
"""
import argparse
import json
import resource
import time

import numpy as np


def im2col(x, kernel):
    """[N, C, H, W] -> [N * OH * OW, C * K * K]: one strided copy for each place in the kernel."""
    n, c, h, w = x.shape
    oh, ow = h - kernel + 1, w - kernel + 1
    windows = np.empty((n, c, kernel, kernel, oh, ow), x.dtype)
    for p in range(kernel):
        for q in range(kernel):
            windows[:, :, p, q] = x[:, :, p : p + oh, q : q + ow]
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, c * kernel * kernel)


def convolve(x, weight, bias):
    n, _, h, w = x.shape
    filters, _, kernel, _ = weight.shape
    matrix = im2col(x, kernel)
    y = np.dot(matrix, weight.reshape(filters, -1).T) + bias
    return y.reshape(n, h - kernel + 1, w - kernel + 1, filters).transpose(0, 3, 1, 2)


def numbers(count, factor, modulus):
    """Whole numbers made into [-1, 1): the same in JavaScript, to the bit."""
    return (np.arange(count, dtype=np.int64) * factor % modulus) / (modulus / 2) - 1


def blas():
    """Which library does the matrix product: it decides half of the time. Debian's reference BLAS is several times slower."""
    try:
        with open("/proc/self/maps") as maps:
            names = {line.split("/")[-1].strip() for line in maps if "blas" in line.rsplit("/", 1)[-1].lower()}
    except OSError:
        return "BLAS unknown"
    if any("openblas" in name.lower() for name in names):
        return "OpenBLAS"
    return "reference BLAS" if any(name.startswith("libblas.so") for name in names) else "BLAS unknown"


def main():
    parser = argparse.ArgumentParser()
    for name, value in (("images", 15), ("side", 440), ("filters", 64), ("kernel", 5)):
        parser.add_argument(f"--{name}", type=int, default=value)
    a = parser.parse_args()
    x = numbers(a.images * 3 * a.side * a.side, 7919, 65536).reshape(a.images, 3, a.side, a.side)
    weight = numbers(a.filters * 3 * a.kernel * a.kernel, 613, 8192).reshape(a.filters, 3, a.kernel, a.kernel)
    bias = numbers(a.filters, 101, 256)
    seconds = []
    for _ in range(2):
        y = None
        begin = time.perf_counter()
        y = convolve(x, weight, bias)
        seconds.append(time.perf_counter() - begin)
    flat = [tuple(int(v) for v in np.unravel_index(i * (y.size // 997) % y.size, y.shape)) for i in range(997)]
    print(
        json.dumps(
            {
                "first": seconds[0],
                "second": seconds[1],
                "shape": list(y.shape),
                "samples": [float(y[place]) for place in flat],
                "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "version": f"NumPy {np.__version__}, {blas()}",
            }
        )
    )


main()
