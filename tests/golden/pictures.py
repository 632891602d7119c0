#!/usr/bin/python3
"""pictures.py - pictures of every kind and their pixels, by Pillow (python3-pil) and NumPy, for
tests/test_images.c: run in tests/golden/. NAME.raw holds the bytes that are wanted, (h, w, c)."""
import os
import struct
import subprocess
import tarfile
import zlib

import numpy as np
from PIL import Image, ImageOps

rng = np.random.default_rng(1)
h, w = 7, 5
ramp = np.add.outer(np.arange(h) * 30, np.arange(w) * 12).astype(np.uint8)
colour = np.stack([ramp, 255 - ramp, rng.integers(0, 256, (h, w), dtype=np.uint8)], axis=2)
alpha = rng.integers(0, 256, (h, w), dtype=np.uint8)


def keep(name, wanted):
    open(f"pictures/{name}.raw", "wb").write(np.ascontiguousarray(wanted, dtype=np.uint8).tobytes())


def over_black(c, a):
    return (c.astype(int) * a[..., None].astype(int) + 127) // 255 if c.ndim == 3 else (c.astype(int) * a + 127) // 255


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, kind, rows, interlace=0, extra=b""):
    """A PNG by hand, for what Pillow does not write."""
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


Image.fromarray(ramp, "L").save("pictures/grey.png")
keep("grey.png", ramp)
Image.fromarray(colour, "RGB").save("pictures/colour.png")
keep("colour.png", colour)
Image.fromarray(np.dstack([colour, alpha]), "RGBA").save("pictures/alpha.png")
keep("alpha.png", over_black(colour, alpha))
Image.fromarray(np.dstack([ramp, alpha]), "LA").save("pictures/grey-alpha.png")
keep("grey-alpha.png", over_black(ramp, alpha))
few = Image.fromarray(colour, "RGB").quantize(4)
few.save("pictures/palette.png")
keep("palette.png", np.asarray(few.convert("RGB")))
bits = (ramp > 100).astype(np.uint8)
Image.fromarray(bits * 255, "L").convert("1").save("pictures/bits.png")
keep("bits.png", bits * 255)
deep = ramp.astype(">u2") * 257
open("pictures/deep.png", "wb").write(png(w, h, 16, 0, b"".join(b"\0" + r.tobytes() for r in deep)))
keep("deep.png", ramp)
passes = b""
for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
    part = colour[y0::dy, x0::dx]
    passes += b"".join(b"\0" + r.tobytes() for r in part if len(r))
open("pictures/interlaced.png", "wb").write(png(w, h, 8, 2, passes, interlace=1))
keep("interlaced.png", colour)

big = np.add.outer(np.arange(24) * 7, np.arange(19) * 5).astype(np.uint8)
photo = Image.fromarray(np.stack([big, 255 - big, (big // 2 + 60).astype(np.uint8)], axis=2), "RGB")
photo.save("pictures/photo.jpg", quality=90)
photo.save("pictures/progressive.jpg", quality=90, progressive=True)
Image.fromarray(big, "L").save("pictures/grey.jpg", quality=90)
photo.convert("CMYK").save("pictures/cmyk.jpg")
for name in ("photo.jpg", "progressive.jpg", "grey.jpg"):
    keep(name, np.asarray(Image.open(f"pictures/{name}")))

# As cameras lie: the same picture with each orientation of EXIF.
for i in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = i
    photo.save(f"pictures/lies-{i}.jpg", quality=90, exif=exif)
    keep(f"lies-{i}.jpg", np.asarray(ImageOps.exif_transpose(Image.open(f"pictures/lies-{i}.jpg"))))

# Hostile: a picture of 30,000 × 30,000 pixels in a few bytes; one whose rows are missing; a comment
# that unpacks to 8 MB.
open("pictures/huge.png", "wb").write(png(30000, 30000, 8, 2, b"\0" * 100))
open("pictures/rows-missing.png", "wb").write(png(w, h, 8, 0, b"\0" * 10))
bomb = b"Comment\0\0" + zlib.compress(b"a" * 8_000_000, 9)
open("pictures/comment.png", "wb").write(png(w, h, 8, 0, b"".join(b"\0" + r.tobytes() for r in ramp), extra=chunk(b"zTXt", bomb)))
keep("comment.png", ramp)


# How colour.png looks at other sizes, by the definition: area with exact fractions, bilinear.
def area_axis(n, m):
    a = np.zeros((m, n))
    for i in range(m):
        low, high = i * n / m, (i + 1) * n / m
        for k in range(n):
            a[i, k] = max(0, min(high, k + 1) - max(low, k))
    return a / a.sum(axis=1, keepdims=True)


def bilinear_axis(n, m):
    a = np.zeros((m, n))
    for i in range(m):
        at = min(max((i + 0.5) * n / m - 0.5, 0), n - 1)
        k = min(int(at), n - 1)
        a[i, k] += 1 - (at - k)
        if k + 1 < n:
            a[i, k + 1] += at - k
    return a


for how, axis in (("area", area_axis), ("bilinear", bilinear_axis)):
    for th, tw in ((3, 2), (7, 3), (1, 1), (10, 9), (14, 15)):
        out = np.einsum("ij,jkc,lk->ilc", axis(h, th), colour.astype(float), axis(w, tw))
        keep(f"{how}-{th}x{tw}", np.floor(out + 0.5 + 1e-9).clip(0, 255))

# Archives as three programs write them: GNU tar with a name of more than 100 bytes, pax by Python, and
# a plain ustar; the same two classes in each.
long = "a" * 60 + "/" + "b" * 60
files = {"set/ants/1.png": "grey.png", "set/ants/2.png": "colour.png", f"{long}/bees/3.jpg": "grey.jpg"}
with tarfile.open("pictures/pax.tar", "w", format=tarfile.PAX_FORMAT) as t:
    for name, source in files.items():
        info = tarfile.TarInfo(name)
        info.size = os.path.getsize(f"pictures/{source}")
        info.pax_headers = {"comment": "ä"}
        t.addfile(info, open(f"pictures/{source}", "rb"))
with tarfile.open("pictures/ustar.tar", "w", format=tarfile.USTAR_FORMAT) as t:
    folder = tarfile.TarInfo("./set")
    folder.type = tarfile.DIRTYPE
    t.addfile(folder)
    for name, source in files.items():
        info = tarfile.TarInfo(name)
        info.size = os.path.getsize(f"pictures/{source}")
        t.addfile(info, open(f"pictures/{source}", "rb"))
os.makedirs("/tmp/gnu", exist_ok=True)
for name, source in files.items():
    os.makedirs(os.path.dirname(f"/tmp/gnu/{name}"), exist_ok=True)
    open(f"/tmp/gnu/{name}", "wb").write(open(f"pictures/{source}", "rb").read())
for name in ("set/README.txt", "set/ants/.DS_Store", "__MACOSX/set/._1.png"):
    os.makedirs(os.path.dirname(f"/tmp/gnu/{name}"), exist_ok=True)
    open(f"/tmp/gnu/{name}", "w").write("passed over\n")
subprocess.run("tar -C /tmp/gnu --format=gnu --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -b1 -cf pictures/gnu.tar . && rm -r /tmp/gnu",
               shell=True, check=True)
