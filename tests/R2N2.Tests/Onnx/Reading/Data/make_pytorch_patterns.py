"""Exports pytorch-patterns.onnx: one function that sums up what PyTorch's exporter makes of common ways to write f."""
import inspect

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)


class Patterns(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 4)
        self.norm = nn.LayerNorm(4)
        self.conv = nn.Conv1d(1, 2, 3, padding=1)
        self.ring = nn.Conv1d(2, 1, 3, padding=1, padding_mode="circular")
        self.grid = nn.Conv2d(1, 1, 3, padding=1)
        self.w = nn.Parameter(torch.randn(4, 4))

    def forward(self, x, p):
        y = self.norm(F.gelu(self.layer(x), approximate="tanh")) + F.silu(x) * torch.softmax(x, -1)
        y = y + torch.stack([x[:, 1], (1 - x[:, 0] ** 2) * x[:, 1] - x[:, 0], x[..., 2].cos(), F.softplus(x[:, 3])], dim=1)
        y = y + torch.roll(x, 1, dims=1) - 2 * x + torch.roll(x, -1, dims=1)
        y = y + self.ring(torch.relu(self.conv(x.unsqueeze(1)))).squeeze(1)
        y = y + self.grid(x.view(-1, 1, 2, 2)).flatten(1)
        y = y + (x.view(x.shape[0], 2, 2) @ self.w[:2, :2]).reshape(x.shape[0], -1)
        y = y + x * self.w[0].expand(x.shape[0], -1) + x.sum(1, keepdim=True).expand_as(x)
        y = y + torch.einsum("ij,nj->ni", self.w, x) + (self.w @ x.T).T
        y = y + torch.bmm(p, x.unsqueeze(2)).squeeze(2) + (x.unsqueeze(2) * x.unsqueeze(1)).mean(2)
        y = y + torch.cat([part.exp() for part in x.chunk(2, dim=1)], 1) + torch.stack(x.unbind(1)[::-1], 1)
        y = y + torch.where((x >= 0) & (x < 1), x**3, -x) + x.clamp(-0.5, 0.7) + torch.minimum(x, self.w[1])
        y = y + x / (1 + x.norm(dim=1, keepdim=True)) + x.amax(dim=1, keepdim=True) + x.abs() ** 1.5
        y = y + torch.cat([torch.zeros_like(x[:, :2]), torch.ones(x.shape[0], 2)], 1) * x[:, [3, 1, 0, 2]]
        return y + x.view(-1, 2, 2).transpose(1, 2).reshape(-1, 4) + torch.rsqrt(x.abs() + 1) + x[:, ::2].repeat(1, 2)


# PyTorch from 2.5 on has a second exporter, which needs a further package; the first one does here.
options = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
torch.onnx.export(
    Patterns().eval(), (torch.randn(3, 4), torch.randn(3, 4, 4)), "pytorch-patterns.onnx",
    input_names=["x", "p"], output_names=["y"], dynamic_axes={"x": {0: "N"}, "p": {0: "N"}, "y": {0: "N"}},
    opset_version=17, **options)
