"""Writes scalar-functions.csv (function, x, exact value) and prints the coefficients of FunctionSeries.cs. Needs mpmath."""
import math
import random
from pathlib import Path

from mpmath import acos, asin, atan, cbrt, cos, erf, erfc, exp, expm1, log1p, lu_solve, matrix, mp, mpf, pi, sqrt

mp.dps = 60


def chebyshev(low, high, count):
    return [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def interpolate(function, points, top, bottom):
    """P and Q of the given degrees, Q(0) = 1, with P/Q = function in the points."""
    count = top + bottom + 1
    system, right = matrix(count, count), matrix(count, 1)
    for i, x in enumerate(points):
        value = function(x)
        for j in range(top + 1):
            system[i, j] = x**j
        for j in range(1, bottom + 1):
            system[i, top + j] = -value * x**j
        right[i] = value
    solved = lu_solve(system, right)
    return [float(c) for c in solved[: top + 1]], [1.0] + [float(c) for c in solved[top + 1 :]]


def print_coefficients():
    arctangent = lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z
    error = lambda z: erf(sqrt(z)) / sqrt(z) - 1
    divisor = lambda u: 2 / (exp(u * u / 2) * erfc(u / sqrt(2))) - sqrt(2 * pi) * u
    tail = [3 * w / (1 - w) for w in chebyshev(mpf(0), mpf(39) / 42, 20)]
    print("arctangent", *interpolate(arctangent, chebyshev(mpf(0), mpf(1), 12), 5, 6), sep="\n")
    print("error function", *interpolate(error, chebyshev(mpf(0), mpf(1) / 4, 9), 8, 0), sep="\n")
    print("normal tail", *interpolate(divisor, tail, 9, 10), sep="\n")


def both(values):
    return [sign * value for value in values for sign in (1, -1)]


def write_table():
    random.seed(1)
    uniform = lambda low, high, count=60: [random.uniform(low, high) for _ in range(count)]
    powers = lambda low, high, count=60: both(10 ** random.uniform(low, high) for _ in range(count // 2))
    tiny = both([5e-324, 1.5e-323, 1e-310, 2.2250738585072014e-308, 1e-20, 1e-17, 1.1e-16])
    huge = both([1e15, 9007199254740993.0, 1e154, 1e200, 1.7976931348623157e308])
    edges = both([1.0, math.nextafter(1, 0), math.nextafter(1, 2), 0.5, math.nextafter(0.5, 0), math.nextafter(0.5, 1)])
    near_one = [sign * (1 - 10 ** random.uniform(-16, -1)) for sign in (1, -1) for _ in range(30)]
    functions = {
        "Atan": (atan, tiny + huge + edges + uniform(-3, 3) + powers(-300, 300)),
        "Cbrt": (lambda x: cbrt(abs(x)) * (1 if x > 0 else -1), tiny + huge + edges + uniform(-30, 30) + powers(-320, 308)),
        "Log1p": (
            log1p,
            tiny + [x for x in huge + edges if x > -1] + [math.nextafter(-1, 0)] + uniform(-1, 1) + uniform(0, 30)
            + [abs(x) for x in powers(-16, 300)] + [-(10 ** random.uniform(-16, 0)) for _ in range(30)],
        ),
        "Expm1": (
            expm1,
            tiny + edges + uniform(-2, 2) + uniform(-45, 709) + powers(-16, 0)
            + [709.782712893384, -708.4, -746.0, -1e5, 0.34657359027997264, -0.34657359027997264, 1.0397207708399179],
        ),
        "Erf": (erf, tiny + edges + uniform(-1, 1) + uniform(-6.5, 6.5) + powers(-300, -1) + both([5.9, 6.0, 6.1, 1e300])),
        "NormalCdf": (
            lambda x: erfc(-x / sqrt(2)) / 2 if abs(x) < 100 else mpf(x > 0),
            tiny + edges + uniform(-38.3, -6, 120) + uniform(-6, 6) + uniform(-1, 1) + [8.3, 39.0, 1e300, -1e300, -37.5, -38.4],
        ),
        "Asin": (asin, tiny + [x for x in edges if abs(x) <= 1] + uniform(-1, 1) + near_one),
        "Acos": (acos, tiny + [x for x in edges if abs(x) <= 1] + uniform(-1, 1) + near_one),
    }
    lines = ["function,x,value"]
    for name, (function, points) in functions.items():
        for x in points:
            lines.append(f"{name},{x!r},{float(function(mpf(x)))!r}")
    Path(__file__).with_name("scalar-functions.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    print_coefficients()
    write_table()
