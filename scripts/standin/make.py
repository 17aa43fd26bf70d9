"""Writes the two ONNX files of a model's stand-in: its true operators and shapes, random weights."""

import argparse
import logging
import os
import tempfile

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

from towers import TOWERS


def quantize(source, target, weight_type):
    quantize_dynamic(
        source,
        target,
        weight_type=weight_type,
        per_channel=True,
        reduce_range=True,
        extra_options={"EnableSubgraph": True},
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--form", choices=sorted(TOWERS), required=True)
    parser.add_argument("--precision", choices=["int8", "fp32"], required=True)
    parser.add_argument("--to", required=True, help="a folder, which must be there")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same bytes")
    options = parser.parse_args()
    vision, text = TOWERS[options.form]
    # as the exports of transformers.js for the web do it: unsigned where there is a convolution
    towers = [("vision_model", vision, QuantType.QUInt8), ("text_model", text, QuantType.QInt8)]
    logging.getLogger().setLevel(logging.ERROR)
    for name, build, weight_type in towers:
        # a whole file appears at once, or not at all
        with tempfile.TemporaryDirectory(dir=options.to, prefix=".making-") as scratch:
            whole = os.path.join(scratch, f"{name}.onnx")
            onnx.save_model(build(options.seed), whole)
            if options.precision == "int8":
                small = os.path.join(scratch, f"{name}_quantized.onnx")
                quantize(whole, small, weight_type)
                whole = small
            os.replace(whole, os.path.join(options.to, os.path.basename(whole)))
        made = os.path.basename(whole)
        print(f"{made}: {os.path.getsize(os.path.join(options.to, made)):,} bytes", flush=True)


if __name__ == "__main__":
    main()
