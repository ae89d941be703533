"""run.py FOLDER: runs the files of FOLDER/manifest.json with Python's ONNX Runtime, writes FOLDER/results.json."""

import base64
import json
import os
import platform
import sys

import numpy as np
import onnxruntime

import solve

TYPES = {"float64": np.float64, "float32": np.float32, "int64": np.int64}


def decode(tensor):
    values = np.frombuffer(base64.b64decode(tensor["data"]), TYPES[tensor["type"]])
    return values.reshape(tensor["dims"])


def encode(name, values):
    data = base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")
    return {"name": name, "type": str(values.dtype), "dims": list(values.shape), "data": data}


def run(folder, model):
    try:
        session = solve.open_session(os.path.join(folder, model["file"]))
        outputs = solve.run(session, {tensor["name"]: decode(tensor) for tensor in model["inputs"]})
        return {"outputs": [encode(name, values) for name, values in outputs.items()]}
    except Exception as error:  # whatever the runtime throws is this file's result
        return {"error": str(error)}


def main(folder):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    results = {model["name"]: run(folder, model) for model in manifest}
    runtime = f"onnxruntime {onnxruntime.__version__}, Python {platform.python_version()}"
    with open(os.path.join(folder, "results.json"), "w", encoding="utf-8") as file:
        json.dump({"runtime": runtime, "results": results}, file)


main(sys.argv[1])
