"""Writes the ONNX files beside this script with PyTorch's exporter.

Needs torch; run it in this folder. What the networks make of rows is kept in expected.json.
"""

import json

import torch

torch.manual_seed(7)
network = torch.nn.Sequential(
    torch.nn.Linear(6, 4),
    torch.nn.GELU(),
    torch.nn.LayerNorm(4),
    torch.nn.Linear(4, 2),
    torch.nn.Tanh(),
    torch.nn.Linear(2, 6),
).eval()
rows = torch.randn(5, 6)
free = {"x": {0: "batch"}, "y": {0: "batch"}}
names = {"input_names": ["x"], "output_names": ["y"], "opset_version": 13}
torch.onnx.export(network, rows, "torch.onnx", dynamic_axes=free, **names)
torch.onnx.export(network, rows, "fixed-batch.onnx", **names)
torch.onnx.export(torch.nn.Linear(6, 5), rows, "no-autoencoder.onnx", dynamic_axes=free, **names)


class Two(torch.nn.Module):
    def forward(self, a, b):
        return a + b


torch.onnx.export(
    Two(), (rows, rows), "two-inputs.onnx", input_names=["a", "b"], output_names=["y"],
    dynamic_axes={"a": {0: "n"}, "b": {0: "n"}, "y": {0: "n"}}, opset_version=13)
with open("expected.json", "w") as file:
    json.dump({"rows": rows.tolist(), "torch.onnx": network(rows).tolist()}, file)
