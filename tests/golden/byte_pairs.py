#!/usr/bin/env python3
"""Byte pair encoding the slow and obvious way: all pairs are counted anew before each merge.

    python3 tests/golden/byte_pairs.py > tests/golden/byte_pairs.txt

Line 1: the text, in hex. Then a line for each learned token, its bytes in hex, in order. Last line: the
text's tokens. tests/test_coding.c compares."""
import re
from collections import Counter

TEXT = """It is a truth universally acknowledged, that a single man in possession of a good fortune,
must be in want of a wife.  However little known the feelings or views of such a man may be on his
first entering a neighbourhood, this truth is so well fixed in the minds of the surrounding families,
that he is considered the rightful property of some one or other of their daughters.

    "My dear Mr. Bennet," said his lady to him one day, "have you heard that Netherfield Park is let at
    last?" -- 1813, 1813, 1813; naïve café, naïve façade, 日本語 日本語 日本, 🙂🙂 🙂!
\tMr. Bennet replied that he had not. aaaa aaa aaaaaaa    aaaa
""".encode()
SIZE = 330
PIECE = re.compile(
    rb" ?[A-Za-z\x80-\xff]+| ?[0-9]+| ?[!-/:-@\[-`{-~]+|[\x00-\x20\x7f]+(?= [^\x00-\x20\x7f])|[\x00-\x20\x7f]+")


def merge(word, pair, token):
    out, i = [], 0
    while i < len(word):
        if tuple(word[i : i + 2]) == pair:
            out.append(token)
            i += 2
        else:
            out.append(word[i])
            i += 1
    return out


base = [b for b in range(1, 0xF5) if b not in (0xC0, 0xC1)]
names = [bytes([b]) for b in base]
pieces = PIECE.findall(TEXT)
assert b"".join(pieces) == TEXT
words = [[base.index(b) for b in piece] for piece in pieces]
merges = []
while len(names) < SIZE:
    counts = Counter(pair for word in words for pair in zip(word, word[1:]))
    best = min(counts, key=lambda pair: (-counts[pair], pair), default=None)
    if best is None or counts[best] < 2:
        break
    words = [merge(word, best, len(names)) for word in words]
    names.append(names[best[0]] + names[best[1]])
    merges.append(best)

print(TEXT.hex())
for name in names[len(base):]:
    print(name.hex())
print(*[token for word in words for token in word])
