#!/usr/bin/python3
"""Makes losses.txt: what PyTorch computes, in double, for the losses' options.

Run by hand with Debian's python3-torch (1.13): python3 tests/golden/losses.py > tests/golden/losses.txt
test_losses.c reads the result. A case is the loss as tests write it, rows and width, then lists: the
logits, the targets or labels, the mean loss, and its gradient.
"""
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(3)


def rand(*shape):
    """Numbers of few digits, so that the file stays short and exact."""
    return torch.round(torch.randn(*shape) * 200) / 100


def emit(spec, rows, width, y, t, f):
    y = y.clone().requires_grad_()
    loss = f(y, t)
    grad, = torch.autograd.grad(loss, y)
    print("case", spec)
    print("shape", rows, width)
    for name, v in (("y", y), ("t", t.double()), ("loss", loss.reshape(1)), ("dy", grad)):
        v = v.detach().reshape(-1)
        print(name, len(v), *("%.14g" % float(x) for x in v))


W = torch.tensor([.5, 2, 0, 1.25])
labels = torch.tensor([0, 1, 1, 3, 2, 0, 3])
y = rand(7, 4)
emit("cross_entropy", 7, 4, y, labels, lambda y, t: F.cross_entropy(y, t))
emit("cross_entropy label_smoothing=0.1", 7, 4, y, labels,
     lambda y, t: F.cross_entropy(y, t, label_smoothing=.1))
emit("cross_entropy class_weights=0.5,2,0,1.25", 7, 4, y, labels,
     lambda y, t: F.cross_entropy(y, t, weight=W))
emit("cross_entropy class_weights=0.5,2,0,1.25 label_smoothing=0.2", 7, 4, y, labels,
     lambda y, t: F.cross_entropy(y, t, weight=W, label_smoothing=.2))
emit("cross_entropy ignore_class=1", 7, 4, y, labels,
     lambda y, t: F.cross_entropy(y, t, ignore_index=1))
emit("cross_entropy ignore_class=1 class_weights=0.5,2,0,1.25 label_smoothing=0.2", 7, 4, y, labels,
     lambda y, t: F.cross_entropy(y, t, weight=W, label_smoothing=.2, ignore_index=1))
emit("cross_entropy label_smoothing=1", 7, 4, y, labels,
     lambda y, t: F.cross_entropy(y, t, label_smoothing=1.))

flags = torch.tensor([[1., 0, 1], [0, 0, 1], [1, 1, 1], [0, 1, 0]])
y = rand(4, 3)
emit("binary_cross_entropy", 4, 3, y, flags, F.binary_cross_entropy_with_logits)
P = torch.tensor([3, .25, 1])
emit("binary_cross_entropy pos_weight=3,0.25,1", 4, 3, y, flags,
     lambda y, t: F.binary_cross_entropy_with_logits(y, t, pos_weight=P))
emit("binary_cross_entropy pos_weight=2.5", 4, 3, y, flags,
     lambda y, t: F.binary_cross_entropy_with_logits(y, t, pos_weight=torch.tensor(2.5)))
emit("binary_cross_entropy pos_weight=2 label_smoothing=0.2", 4, 3, y, flags,
     lambda y, t: F.binary_cross_entropy_with_logits(y, t * .8 + .1, pos_weight=torch.tensor(2.)))

d = torch.tensor([[.5, .25, .25], [1, 0, 0], [0, .125, .875]])
emit("kl_divergence", 3, 3, rand(3, 3), d,
     lambda y, t: F.kl_div(F.log_softmax(y, 1), t, reduction="batchmean"))
t = rand(5, 2)
for delta in (.5, 1, 2):
    emit("huber delta=%g" % delta, 5, 2, rand(5, 2), t, lambda y, t: F.huber_loss(y, t, delta=delta))
emit("mse", 5, 2, rand(5, 2), t, F.mse_loss)
emit("mae", 5, 2, rand(5, 2), t, F.l1_loss)
