#!/usr/bin/python3
"""The benchmark's MLP in PyTorch, one thread: prints milliseconds per step (median of blocks).

Same work as ours: gather a shuffled batch, forward, cross-entropy, backward, Adam. Run by engine.c
with the allocator settings that keep PyTorch from faulting its pages in anew at every step.
"""
import statistics
import time
import torch

torch.set_num_threads(1)
torch.manual_seed(0)
x = torch.randint(0, 256, (12800, 784), dtype=torch.uint8)
y = torch.randint(0, 10, (12800,))
net = torch.nn.Sequential(torch.nn.Linear(784, 512), torch.nn.ReLU(), torch.nn.Linear(512, 256),
                          torch.nn.ReLU(), torch.nn.Linear(256, 10))
adam = torch.optim.Adam(net.parameters(), lr=1e-3)
order = torch.randperm(len(x))


def step(i):
    rows = order[i * 128 % 12800:][:128]
    loss = torch.nn.functional.cross_entropy(net(x[rows].float() / 255), y[rows])
    adam.zero_grad(set_to_none=False)
    loss.backward()
    adam.step()


def block(n):
    start = time.perf_counter()
    for i in range(n):
        step(i)
    return (time.perf_counter() - start) / n


block(20)
print(statistics.median(block(50) for _ in range(7)) * 1e3)
