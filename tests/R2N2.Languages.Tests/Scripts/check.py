"""check.py FOLDER: checks the files of FOLDER/manifest.json with the ONNX checker, writes FOLDER/results.json."""

import json
import os
import platform
import sys

import onnx


def check(path):
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
        return {"outputs": []}
    except Exception as error:  # whatever the checker throws is this file's result
        return {"error": str(error)}


def main(folder):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    results = {model["name"]: check(os.path.join(folder, model["file"])) for model in manifest}
    runtime = f"onnx {onnx.__version__}, Python {platform.python_version()}"
    with open(os.path.join(folder, "results.json"), "w", encoding="utf-8") as file:
        json.dump({"runtime": runtime, "results": results}, file)


main(sys.argv[1])
