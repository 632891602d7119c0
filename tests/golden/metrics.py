#!/usr/bin/python3
"""Makes metrics.txt: what scikit-learn computes for the metrics, of chance rows with many ties.

Run by hand with Debian's python3-sklearn (1.2.1): python3 tests/golden/metrics.py > tests/golden/metrics.txt
test_metric.c reads the result. A case is the target's kind, rows and width, the outputs, the
targets, then name and value of each metric. Scores have few digits, so that they tie; classes that
occur neither as an answer nor as the truth are left out, as scikit-learn does by itself.
"""
import numpy as np
from sklearn import metrics as sk

rng = np.random.default_rng(5)


def emit(kind, y, t, values):
    print("case", kind, y.shape[0], y.shape[1])
    for name, v in (("y", y), ("t", t)):
        print(name, v.size, *("%g" % x for x in v.reshape(-1)))
    print("metrics", len(values), *("%s %.14g" % kv for kv in values))


def macro(t, p):
    k = dict(average="macro", zero_division=0)
    return [("f1", sk.f1_score(t, p, **k)), ("precision", sk.precision_score(t, p, **k)),
            ("recall", sk.recall_score(t, p, **k))]


for rows, width, drawn in ((40, 3, 3), (25, 7, 4), (30, 2, 2), (12, 8, 1)):
    y = np.round(rng.normal(size=(rows, width)) * 2) / 2
    t = rng.integers(0, drawn, rows)
    p = y.argmax(1)
    values = [("accuracy", sk.accuracy_score(t, p))] + macro(t, p)
    if width == 2:
        values.append(("roc_auc", sk.roc_auc_score(t, y[:, 1] - y[:, 0])))
    if width > 5:  # scikit-learn breaks ties otherwise: so give it none
        s = y - np.arange(width) * 1e-6
        values.append(("top_5_accuracy", sk.top_k_accuracy_score(t, s, k=5, labels=range(width))))
    emit("class", y, t, values)

y = np.round(rng.normal(size=(50, 1)) * 2) / 2
t = rng.integers(0, 2, 50)
p = (y[:, 0] > 0).astype(int)
emit("class", y, t, [("accuracy", sk.accuracy_score(t, p)), ("roc_auc", sk.roc_auc_score(t, y[:, 0]))]
     + macro(t, p))

y = np.round(rng.normal(size=(20, 4)) * 2) / 2
t = rng.integers(0, 2, (20, 4))
p = (y > 0).astype(int)
emit("flags", y, t, [("accuracy", (p == t).mean()), ("roc_auc", sk.roc_auc_score(t, y, average="macro"))]
     + macro(t, p))

y = np.round(rng.normal(size=(30, 5)))
t = rng.integers(0, 4, 30)
emit("map", y, t, [("accuracy", sk.accuracy_score(t, y.argmax(1))),
                   ("mean_iou", sk.jaccard_score(t, y.argmax(1), average="macro", zero_division=0))])

y = np.round(rng.normal(size=(20, 3)), 2)
t = np.round(y + rng.normal(size=(20, 3)) * [.1, 1, 3], 2)
emit("numbers", y, t, [("mae", sk.mean_absolute_error(t, y)), ("r2", sk.r2_score(t, y))])
