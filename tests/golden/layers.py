#!/usr/bin/python3
"""Makes layers.txt: what PyTorch computes, in double, for one layer after another.

Run by hand with Debian's python3-torch (1.13): python3 tests/golden/layers.py > tests/golden/layers.txt
test_layers.c reads the result. A case is the spec of the layers, the input's shape, then four lists:
input rows, parameters in the engine's order, output, and the gradient of the parameters for the
objective sum(output * cos(0, 1, 2 ...)). Images are channels last, as the engine has them.
"""
import math
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)


def emit(spec, shape, x, params, f):
    params = [p.detach().clone().requires_grad_() for p in params]
    y = f(x, *params)
    c = torch.cos(torch.arange(y.numel(), dtype=torch.float64)).reshape(y.shape)
    grads = torch.autograd.grad((y * c).sum(), params) if params else []
    flat = lambda ts: torch.cat([t.detach().reshape(-1) for t in ts]) if ts else torch.zeros(0)
    print("case", spec)
    print("shape", x.shape[0], "x".join(str(n) for n in shape))
    for name, v in (("x", x.reshape(-1)), ("w", flat(params)), ("y", y.detach().reshape(-1)),
                    ("dw", flat(list(grads)))):
        print(name, len(v), *("%.14g" % float(t) for t in v))


def rand(*shape):
    """Numbers of few digits, so that the file stays short and exact."""
    return torch.round(torch.randn(*shape) * 50) / 100


def same(n, k, s, d=1):
    out = math.ceil(n / s)
    pad = max((out - 1) * s + (k - 1) * d + 1 - n, 0)
    return pad // 2, pad - pad // 2


def conv(x, k, b, strides=(1, 1), padding="valid", dilation=(1, 1), groups=1):
    x = x.permute(0, 3, 1, 2)
    if padding == "same":
        top, bottom = same(x.shape[2], k.shape[0], strides[0], dilation[0])
        left, right = same(x.shape[3], k.shape[1], strides[1], dilation[1])
        x = F.pad(x, (left, right, top, bottom))
    y = F.conv2d(x, k.permute(3, 2, 0, 1), b, strides, 0, dilation, groups)
    return y.permute(0, 2, 3, 1)


def transpose(x, k, b, strides, padding):
    x = x.permute(0, 3, 1, 2)
    y = F.conv_transpose2d(x, k.permute(3, 2, 0, 1), None, strides)
    h, w = x.shape[2] * strides[0], x.shape[3] * strides[1]
    if padding == "same":
        top, left = max(k.shape[0] - strides[0], 0) // 2, max(k.shape[1] - strides[1], 0) // 2
    else:
        h, w = h + max(k.shape[0] - strides[0], 0), w + max(k.shape[1] - strides[1], 0)
        top = left = 0
    y = F.pad(y, (0, max(0, w - y.shape[3]), 0, max(0, h - y.shape[2])))
    return (y[:, :, top:top + h, left:left + w] + b[:, None, None]).permute(0, 2, 3, 1)


emit("dense units=3 activation=tanh", (4,), rand(3, 4), [rand(4, 3), rand(3)],
     lambda x, w, b: torch.tanh(x @ w + b))
emit("dense units=3 activation=gelu", (5, 4), rand(2, 5, 4), [rand(4, 3), rand(3)],
     lambda x, w, b: F.gelu(x @ w + b))
emit("dense units=3", (2, 3, 2), rand(2, 2, 3, 2), [rand(12, 3), rand(3)],
     lambda x, w, b: x.reshape(len(x), -1) @ w + b)
for name, f in (("elu", F.elu), ("silu", F.silu), ("softplus", F.softplus), ("sigmoid", torch.sigmoid),
                ("leaky_relu", lambda t: F.leaky_relu(t, 0.2)), ("relu", F.relu),
                ("softmax", lambda t: torch.softmax(t, -1))):
    emit("dense units=5 activation=" + name, (4,), rand(3, 4) * 4, [rand(4, 5), rand(5)],
         lambda x, w, b: f(x @ w + b))

for args, strides, padding, dilation, groups, k, cin, cout in (
        ("kernel_size=3", (1, 1), "valid", (1, 1), 1, (3, 3), 2, 3),
        ("kernel_size=3 strides=2", (2, 2), "valid", (1, 1), 1, (3, 3), 2, 3),
        ("kernel_size=3x2 padding=same", (1, 1), "same", (1, 1), 1, (3, 2), 2, 3),
        ("kernel_size=4x3 strides=2x3 padding=same", (2, 3), "same", (1, 1), 1, (4, 3), 1, 2),
        ("kernel_size=2 dilation_rate=2x3", (1, 1), "valid", (2, 3), 1, (2, 2), 2, 2),
        ("kernel_size=2 dilation_rate=3 padding=same", (1, 1), "same", (3, 3), 1, (2, 2), 2, 2),
        ("kernel_size=3 groups=2", (1, 1), "valid", (1, 1), 2, (3, 3), 4, 6),
        ("kernel_size=2 groups=4 padding=same", (1, 1), "same", (1, 1), 4, (2, 2), 4, 4),
        ("kernel_size=1", (1, 1), "valid", (1, 1), 1, (1, 1), 3, 2)):
    emit(f"conv2d filters={cout} {args}", (6, 7, cin), rand(2, 6, 7, cin),
         [rand(*k, cin // groups, cout), rand(cout)],
         lambda x, w, b: conv(x, w, b, strides, padding, dilation, groups))
for args, strides, padding, k in (("kernel_size=3 strides=2", (2, 2), "valid", (3, 3)),
                                  ("kernel_size=3 strides=2 padding=same", (2, 2), "same", (3, 3)),
                                  ("kernel_size=2x4 strides=3x1", (3, 1), "valid", (2, 4)),
                                  ("kernel_size=4 strides=2 padding=same", (2, 2), "same", (4, 4))):
    emit(f"conv2d_transpose filters=2 {args}", (3, 4, 3), rand(2, 3, 4, 3),
         [rand(*k, 2, 3), rand(2)], lambda x, w, b: transpose(x, w, b, strides, padding))

x = rand(2, 6, 7, 2)
nchw = lambda t: t.permute(0, 3, 1, 2)
nhwc = lambda t: t.permute(0, 2, 3, 1)
emit("max_pool2d", (6, 7, 2), x, [], lambda t: nhwc(F.max_pool2d(nchw(t), 2)))
emit("max_pool2d pool_size=3x2 strides=2x1 padding=same", (6, 7, 2), x, [],
     lambda t: nhwc(F.max_pool2d(F.pad(nchw(t), (*same(7, 2, 1), *same(6, 3, 2)), value=-1e9),
                                 (3, 2), (2, 1))))
emit("avg_pool2d pool_size=3x2 strides=1x2", (6, 7, 2), x, [],
     lambda t: nhwc(F.avg_pool2d(nchw(t), (3, 2), (1, 2))))
emit("avg_pool2d pool_size=3 strides=2 padding=same", (7, 7, 2), rand(2, 7, 7, 2), [],
     lambda t: nhwc(F.avg_pool2d(nchw(t), 3, 2, 1, count_include_pad=False)))
emit("global_avg_pool2d", (6, 7, 2), x, [], lambda t: t.mean((1, 2)))
emit("global_max_pool2d", (6, 7, 2), x, [], lambda t: t.amax((1, 2)))
emit("upsample2d size=2x3", (6, 7, 2), x, [],
     lambda t: t.repeat_interleave(2, 1).repeat_interleave(3, 2))
emit("batch_norm", (3, 2, 4), rand(5, 3, 2, 4), [rand(4) + 1, rand(4)],
     lambda t, g, b: F.batch_norm(t.reshape(-1, 4), None, None, g, b, True, 0, 1e-3).reshape(t.shape))
emit("layer_norm epsilon=0.01", (3, 5), rand(4, 3, 5), [rand(5) + 1, rand(5)],
     lambda t, g, b: F.layer_norm(t, (5,), g, b, 0.01))
emit("rms_norm epsilon=0.01", (3, 5), rand(4, 3, 5), [rand(5) + 1],
     lambda t, g: t * torch.rsqrt((t * t).mean(-1, keepdim=True) + 0.01) * g)


def attention(x, wq, bq, wk, bk, wv, bv, wo, bo, heads, causal):
    split = lambda t: t.reshape(t.shape[0], t.shape[1], heads, -1).transpose(1, 2)
    q, k, v = split(x @ wq + bq), split(x @ wk + bk), split(x @ wv + bv)
    s = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    if causal:
        s = s.masked_fill(torch.ones(s.shape[-2:]).triu(1).bool(), -math.inf)
    o = (torch.softmax(s, -1) @ v).transpose(1, 2).reshape(x.shape[0], x.shape[1], -1)
    return o @ wo + bo


for causal in (0, 1):
    emit(f"multi_head_attention num_heads=2 key_dim=3 value_dim=4 causal={causal}", (5, 4),
         rand(2, 5, 4) * 2, [rand(4, 6), rand(6), rand(4, 6), rand(6), rand(4, 8), rand(8),
                             rand(8, 4), rand(4)],
         lambda x, *p: attention(x, *p, 2, causal))


def lstm(x, k, r, b, every):
    u = r.shape[0]
    h, c, out = torch.zeros(len(x), u), torch.zeros(len(x), u), []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ k + h @ r + b).split(u, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        out.append(h)
    return torch.stack(out, 1) if every else h


def gru(x, k, r, b, every):
    """As Keras' reset_after=True: the candidate's recurrent part is gated after its bias."""
    h, out = torch.zeros(len(x), r.shape[0]), []
    for t in range(x.shape[1]):
        xz, xr, xg = (x[:, t] @ k + b[0]).chunk(3, 1)
        hz, hr, hg = (h @ r + b[1]).chunk(3, 1)
        z = torch.sigmoid(xz + hz)
        h = z * h + (1 - z) * torch.tanh(xg + torch.sigmoid(xr + hr) * hg)
        out.append(h)
    return torch.stack(out, 1) if every else h


def check_gru():
    """torch.nn.GRU has the gates in the order r, z, n; the rest must be the same."""
    k, r, b, x = rand(4, 9), rand(3, 9), rand(2, 9), rand(2, 5, 4)
    swap = lambda t: torch.cat([t[..., 3:6], t[..., :3], t[..., 6:]], -1)
    m = torch.nn.GRU(4, 3, batch_first=True)
    with torch.no_grad():
        for p, v in zip(m.parameters(), (swap(k).T, swap(r).T, swap(b[0]), swap(b[1]))):
            p.copy_(v)
    assert torch.allclose(m(x)[0], gru(x, k, r, b, 1))


check_gru()
for every in (0, 1):
    emit(f"lstm units=3 return_sequences={every}", (5, 4), rand(2, 5, 4),
         [rand(4, 12), rand(3, 12), rand(12)], lambda x, k, r, b: lstm(x, k, r, b, every))
    emit(f"gru units=3 return_sequences={every}", (5, 4), rand(2, 5, 4),
         [rand(4, 9), rand(3, 9), rand(2, 9)], lambda x, k, r, b: gru(x, k, r, b, every))
