"""Fits a two-layer network to the Van der Pol vector field (mu = 1) and exports it with PyTorch as van-der-pol-field.onnx.

Single precision and a free batch axis, as such fields usually come; the seed fixes the result.
"""
import inspect

import torch

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)

y = (torch.rand(4000, 2) - 0.5) * torch.tensor([6.0, 8.0])
target = torch.stack([y[:, 1], (1 - y[:, 0] ** 2) * y[:, 1] - y[:, 0]], dim=1)
field = torch.nn.Sequential(torch.nn.Linear(2, 32), torch.nn.Tanh(), torch.nn.Linear(32, 2))
optimizer = torch.optim.LBFGS(field.parameters(), max_iter=3000, history_size=50, line_search_fn="strong_wolfe")


def loss():
    optimizer.zero_grad()
    value = torch.nn.functional.mse_loss(field(y), target)
    value.backward()
    return value


optimizer.step(loss)
print(f"root mean square error: {torch.nn.functional.mse_loss(field(y), target).sqrt():.2e}")

# PyTorch from 2.5 on has a second exporter, which needs a further package; the first one does here.
options = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
torch.onnx.export(
    field.float(), torch.zeros(1, 2, dtype=torch.float32), "van-der-pol-field.onnx",
    input_names=["y"], output_names=["dydt"], dynamic_axes={"y": {0: "N"}, "dydt": {0: "N"}}, opset_version=17, **options)
