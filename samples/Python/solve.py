#!/usr/bin/env python3
"""Runs a file that R2N2.MLNet exported, an equation solver or an integrator, with ONNX Runtime.

    pip install onnxruntime numpy
    python solve.py solver.onnx                          # what the file is, and what it takes
    python solve.py solver.onnx --random 1000            # solves instances with numbers between 0 and 1
    python solve.py solver.onnx --data instances.csv --output solved.csv
    python solve.py models/chandrasekhar-h.onnx --data samples/Quickstart/data/chandrasekhar.csv --columns X0=x

A CSV file has a line for every instance. An input b of one number is the column b; an input of several numbers is the
columns b_1, b_2, ..., row by row for a matrix; --columns b=rhs makes them rhs1, rhs2, ... Other columns are not looked at.
"""

import argparse
import csv
import sys

try:
    import numpy as np
    import onnxruntime
except ImportError as missing:
    sys.exit(f"{missing}: pip install onnxruntime numpy")

TYPES = {"tensor(double)": np.float64, "tensor(float)": np.float32, "tensor(int64)": np.int64}


def open_session(path):
    """The file, ready to run on the processor."""
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def run(session, feeds):
    """Runs the file: arrays by the names of its inputs in, arrays by the names of its outputs out."""
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, feeds)))


def describe(session):
    """Lines that say what the file is, takes and returns."""
    meta = session.get_modelmeta()
    lines = [meta.description or meta.graph_name]
    lines += [f"  {key} = {value}" for key, value in sorted(meta.custom_metadata_map.items())]
    for title, values in (("Inputs", session.get_inputs()), ("Outputs", session.get_outputs())):
        lines.append(f"{title}:")
        lines += [f"  {value.name}: {value.type} {value.shape}" for value in values]
    return lines


def columns_of(value, prefixes):
    """The names of an input's columns in a CSV file."""
    if len(value.shape) == 1:
        return [prefixes.get(value.name, value.name)]
    prefix = prefixes.get(value.name, f"{value.name}_")
    return [f"{prefix}{i + 1}" for i in range(int(np.prod(value.shape[1:])))]


def batch_inputs(session):
    """The inputs that every instance brings; a rollout also takes one number of steps for all."""
    return [value for value in session.get_inputs() if value.shape]


def read_batch(session, path, prefixes):
    """The instances of a CSV file, as arrays by the names of the inputs; prefixes are those of columns, by input."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
        header = set(rows[0]) if rows else set()
    batch = {}
    for value in batch_inputs(session):
        columns = columns_of(value, prefixes)
        absent = [column for column in columns if column not in header]
        if absent:
            raise SystemExit(f"{path} lacks {', '.join(absent)}, the input {value.name} {value.shape} of the file.")
        numbers = np.array([[float(row[column]) for column in columns] for row in rows], TYPES[value.type])
        batch[value.name] = numbers.reshape([len(rows), *value.shape[1:]])
    return batch


def random_batch(session, count, seed):
    """Instances with numbers between 0 and 1, which is also right for step sizes."""
    random = np.random.default_rng(seed)
    return {
        value.name: random.random([count, *value.shape[1:]]).astype(TYPES[value.type])
        for value in batch_inputs(session)
    }


def write_batch(path, results):
    """Writes a line for every instance, the outputs side by side."""
    header, parts = [], []
    for name, values in results.items():
        rows = values.reshape(len(values), -1)
        header += [name] if values.ndim == 1 else [f"{name}_{i + 1}" for i in range(rows.shape[1])]
        parts.append([[repr(number) for number in row] for row in rows.tolist()])
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(sum(row, []) for row in zip(*parts))


def main():
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a file exported by R2N2.MLNet")
    data = parser.add_mutually_exclusive_group()
    data.add_argument("--data", metavar="CSV", help="the instances")
    data.add_argument("--random", metavar="N", type=int, help="so many instances of random numbers instead")
    parser.add_argument(
        "--columns", metavar="INPUT=PREFIX", action="append", default=[], help="what the columns of an input begin with")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers (default: 0)")
    parser.add_argument("--steps", type=int, default=10, help="of a rollout (default: 10)")
    parser.add_argument("--output", metavar="CSV", help="where the results go (default: the first few are printed)")
    arguments = parser.parse_args()
    session = open_session(arguments.model)
    print("\n".join(describe(session)))
    if arguments.data:
        feeds = read_batch(session, arguments.data, dict(pair.split("=", 1) for pair in arguments.columns))
    elif arguments.random is not None:
        feeds = random_batch(session, arguments.random, arguments.seed)
    else:
        return
    for value in session.get_inputs():
        if not value.shape:
            feeds[value.name] = np.array(arguments.steps, np.int64)
    results = run(session, feeds)
    if arguments.output:
        write_batch(arguments.output, results)
        return
    for name, values in results.items():
        print(f"{name} of the first instances:\n{values[:3]}")
    if "Status" in results:
        codes, counts = np.unique(results["Status"], return_counts=True)
        print("Status: " + ", ".join(f"{count} x {code}" for code, count in zip(codes, counts)))


if __name__ == "__main__":
    main()
