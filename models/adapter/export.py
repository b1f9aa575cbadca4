#!/usr/bin/env python3
"""Writes a checkpoint as an adapter in llama.cpp's format: `export.py CHECKPOINT ADAPTER.gguf`."""

import sys

import gguf
import numpy as np
import torch

from base import MAPS


def main() -> None:
    """Writes the matrices in half precision, layer after layer."""
    checkpoint, out = sys.argv[1:]
    state = torch.load(checkpoint, map_location="cpu")
    adapter = state["adapter"]
    writer = gguf.GGUFWriter(out, "llama")
    writer.add_type("adapter")
    writer.add_name("Nutshell notes")
    writer.add_license("apache-2.0")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", state["alpha"])
    for layer in range(len(adapter) // (2 * len(MAPS))):
        for name in MAPS:
            for half in "ab":
                matrix = adapter[f"blk/{layer}/{name}/{half}"].float().numpy().astype(np.float16)
                writer.add_tensor(f"blk.{layer}.{name}.weight.lora_{half}", np.ascontiguousarray(matrix))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main()
