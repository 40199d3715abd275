"""The structure scan alone: `cells --count` finds every record and cell, quotes respected, and decodes none of them; beside `wc -l`."""

import os

import measuring
from bench import Bench, Line


def lines(bench: Bench) -> list[Line]:
    path = bench.csv(bench.many)
    runs = measuring.alternating(
        {
            "cells --count": lambda: measuring.run([bench.program, "cells", "--count", "--json", path]),
            "wc -l": lambda: measuring.run(["wc", "-l", path]),
        }
    )
    details = {name: measuring.figures(bench.many, os.path.getsize(path), one) for name, one in runs.items()}
    ours, theirs = (details[name]["megabytesPerSecond"] for name in runs)
    share = max(ours / theirs / 0.5, ours / 2000)
    return [
        Line(
            "structure scan alone", f"{ours / theirs:.3g}x; {ours / 1000:.2g} GB/s", "at least 0.5x `wc -l`, or 2 GB/s", share >= 1, share,
            "`cells --count`, its start counted", details,
        )
    ]
