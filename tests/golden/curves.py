#!/usr/bin/python3
"""The loss of the first 200 steps of six trainings, by PyTorch (Debian's python3-torch) in double.

    CURVES_DUMP=build/curves build/tests/test_curves && python3 tests/golden/curves.py build/curves

reads each net's initial weights and each step's rows, writes tests/golden/curves.txt; test_curves.c
trains the same. The nets are written here again, layer by layer; only sizes come with the weights.
"""
import math
import os
import sys
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
STEPS = 200


def read(path):
    """Weights in the engine's order; steps as (x, labels or None)."""
    weights, steps = [], []
    for line in open(path):
        words = line.split()
        if words[0] != "step":
            shape = [int(n) for n in words[1].split("x")]
            v = torch.tensor([float(w) for w in words[2:]]).reshape(shape)
            weights.append((words[0], v.requires_grad_()))
            continue
        rows, positions = int(words[1]), int(words[2])
        n = len(words) - 3 - rows * positions
        x = torch.tensor([float(w) for w in words[3:3 + n]]).reshape(rows, -1)
        labels = torch.tensor([int(w) for w in words[3 + n:]]).reshape(-1) if positions else None
        steps.append((x, labels))
    return weights, steps[:STEPS]


class Net:
    """Layers take their weights in the order in which they come."""

    def __init__(self, weights):
        self.weights, self.at = weights, 0

    def __call__(self, x):
        self.at = 0
        y = self.forward(x)
        assert self.at == len(self.weights)
        return y

    def take(self, name):
        got, w = self.weights[self.at]
        assert got == name, (got, name)
        self.at += 1
        return w

    def dense(self, x):
        return x @ self.take("dense.kernel") + self.take("dense.bias")

    def conv(self, x, padding="valid", stride=1):
        k, b = self.take("conv2d.kernel"), self.take("conv2d.bias")
        if padding == "same":
            out = math.ceil(x.shape[2] / stride)
            pad = max((out - 1) * stride + k.shape[0] - x.shape[2], 0)
            x = F.pad(x, (pad // 2, pad - pad // 2) * 2)
        return F.conv2d(x, k.permute(3, 2, 0, 1), b, stride)

    def batch_norm(self, x):
        g, b = self.take("batch_norm.gamma"), self.take("batch_norm.beta")
        return F.batch_norm(x, None, None, g, b, True, 0, 1e-3)

    def layer_norm(self, x):
        g, b = self.take("layer_norm.gamma"), self.take("layer_norm.beta")
        return F.layer_norm(x, g.shape, g, b, 1e-3)

    def attention(self, x, heads):
        def product(name, x):
            return (x @ self.take("multi_head_attention.%s_kernel" % name)
                    + self.take("multi_head_attention.%s_bias" % name))
        split = lambda t: t.reshape(t.shape[0], t.shape[1], heads, -1).transpose(1, 2)
        q, k, v = (split(product(name, x)) for name in ("query", "key", "value"))
        s = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
        s = s.masked_fill(torch.ones(s.shape[-2:]).triu(1).bool(), -math.inf)
        o = (torch.softmax(s, -1) @ v).transpose(1, 2).reshape(x.shape[0], x.shape[1], -1)
        return product("output", o)

    def lstm(self, x):
        """PyTorch's own cell; the engine's gates are in the same order, with one bias."""
        k, r, b = (self.take("lstm." + name) for name in ("kernel", "recurrent_kernel", "bias"))
        return torch.lstm(x, (torch.zeros(1, len(x), len(r)),) * 2, [k.T, r.T, b, b * 0], True, 1,
                          0., True, False, True)[1][0]


class Mlp(Net):
    def forward(self, x):
        return self.dense(torch.tanh(self.dense(F.relu(self.dense(x)))))


class Cnn(Net):
    def forward(self, x):
        x = x.reshape(-1, 1, 12, 12)
        x = F.avg_pool2d(F.gelu(self.batch_norm(self.conv(x, "same"))), 2)
        x = F.gelu(self.batch_norm(self.conv(x)))
        return self.dense(x.mean((2, 3)))


class Residual(Net):
    def forward(self, x):
        x = x.reshape(-1, 1, 12, 12)
        a = F.silu(self.batch_norm(self.conv(x, "same")))
        b = self.batch_norm(self.conv(F.silu(self.batch_norm(self.conv(a, "same"))), "same"))
        c = F.silu(a + b)
        d = F.silu(self.batch_norm(self.conv(c, "same", 2)))
        d = self.batch_norm(self.conv(d, "same"))
        return self.dense(F.silu(d + self.conv(c, "valid", 2)).mean((2, 3)))


class Lstm(Net):
    def forward(self, x):
        return self.dense(self.lstm(x.reshape(len(x), 8, 2)))


class Gpt(Net):
    def forward(self, x):
        x = self.take("embedding.embeddings")[x.long()] + self.take("position_embedding.embeddings")
        for _ in range(2):
            x = x + self.attention(self.layer_norm(x), 2)
            x = x + self.dense(F.gelu(self.dense(self.layer_norm(x))))
        y = self.dense(self.layer_norm(x))
        return y.reshape(-1, y.shape[-1])


class Autoencoder(Net):
    def forward(self, x):
        return self.dense(torch.sigmoid(self.dense(x)))


def cosine(warmup):
    def rate(step):
        if step < warmup:
            return (step + 1) / warmup
        return .5 * (1 + math.cos(math.pi * (step - warmup) / (STEPS - warmup)))
    return rate


def l2(strength):
    return lambda weights: strength * sum((w * w).sum() for name, w in weights if "kernel" in name)


SGD = lambda **options: lambda p: torch.optim.SGD(p, momentum=.9, **options)
NETS = {
    "mlp": (Mlp, lambda p: torch.optim.Adam(p, 3e-3, eps=1e-7), cosine(10), l2(1e-3), None),
    "cnn": (Cnn, SGD(lr=.03), None, None, None),
    "residual": (Residual, SGD(lr=.01, nesterov=True), None, None, None),
    "lstm": (Lstm, lambda p: torch.optim.Adam(p, 5e-3, eps=1e-7), None, None, .5),
    "gpt": (Gpt, lambda p: torch.optim.AdamW(p, 3e-3, eps=1e-7, weight_decay=4e-3), cosine(20),
            None, 1),
    "autoencoder": (Autoencoder, lambda p: torch.optim.RMSprop(p, 2e-3, alpha=.9, eps=1e-7), None,
                    None, None),
}


def curve(name, folder):
    kind, optimizer, schedule, penalty, clip = NETS[name]
    weights, steps = read(os.path.join(folder, name + ".txt"))
    net, optimizer = kind(weights), optimizer([w for _, w in weights])
    rate, losses = optimizer.param_groups[0]["lr"], []
    for step, (x, labels) in enumerate(steps):
        optimizer.param_groups[0]["lr"] = rate * (schedule(step) if schedule else 1)
        y = net(x)
        if labels is None:
            loss = F.mse_loss(y, x)
        else:
            loss = F.cross_entropy(y, labels, label_smoothing=.1 if name == "mlp" else 0)
        if penalty:
            loss = loss + penalty(weights)
        losses.append(float(loss))
        optimizer.zero_grad()
        loss.backward()
        if clip:
            norm = math.sqrt(sum(float((w.grad ** 2).sum()) for _, w in weights))
            for _, w in weights:
                w.grad *= min(1, clip / norm)
        optimizer.step()
    return losses


with open("tests/golden/curves.txt", "w") as out:
    for name in NETS:
        losses = curve(name, sys.argv[1])
        print(name, losses[0], losses[-1])
        out.write(name + "\n" + "\n".join("%.9g" % v for v in losses) + "\n")
