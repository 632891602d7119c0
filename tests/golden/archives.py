#!/usr/bin/python3
"""archives.py - NPZ archives as NumPy writes them, for tests/test_npz.c: run in tests/golden/."""
import io
import zipfile

import numpy as np

x = np.arange(24, dtype=np.uint8).reshape(4, 2, 3)
y = np.array([7, 9, 7, 8], dtype=np.int64)
maps = (x % 3).astype(np.uint8)

np.savez("archives/stored.npz", x=x, y=y)
np.savez_compressed("archives/deflated.npz", y=y, x=x)
np.savez("archives/unnamed.npz", x.astype(np.float32), y)
np.savez_compressed("archives/four.npz", x_test=x[:2], x_train=x, y_train=y, y_test=y[:2])
np.savez_compressed("archives/maps.npz", x=x, y=maps)
np.savez("archives/alone.npz", x=x)

# Sizes in 64 bits, as files that do not end have them: force_zip64 writes the extra field.
with zipfile.ZipFile("archives/zip64.npz", "w", zipfile.ZIP_DEFLATED) as z:
    for name, array in (("x", x), ("y", y)):
        raw = io.BytesIO()
        np.save(raw, array)
        with z.open(name + ".npy", "w", force_zip64=True) as f:
            f.write(raw.getvalue())
    z.comment = b"a comment behind the directory"
with zipfile.ZipFile("archives/bzip2.npz", "w", zipfile.ZIP_BZIP2) as z:
    z.writestr("x.npy", b"123")
