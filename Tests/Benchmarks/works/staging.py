"""A night run before opening: rows are read, checked and put into the ledger, and held; nothing is sent."""

import os

import measuring
from bench import Bench, Line, at_least


def staged(bench: Bench, rows: int) -> measuring.Run:
    """One run; the longest is done once, and its ledger is kept for `ledger`."""
    kept = bench.__dict__.setdefault("staged", {})
    if rows not in kept:
        bench.say(f"stages {rows:,} rows")
        kept[rows] = bench.stage(f"staged-{rows}", bench.csv(rows))
    return kept[rows]


def lines(bench: Bench) -> list[Line]:
    path = bench.csv(bench.few_staged)
    runs = measuring.alternating({"short": lambda: bench.stage("short", path), "least": lambda: bench.least_ledger(path)})
    long = staged(bench, bench.many_staged)
    details = {
        f"{bench.few_staged} rows": measuring.figures(bench.few_staged, os.path.getsize(path), runs["short"]),
        f"{bench.many_staged} rows": measuring.figures(bench.many_staged, os.path.getsize(bench.csv(bench.many_staged)), long),
    }
    speeds = [detail["rowsPerSecond"] for detail in details.values()]
    least = measuring.figures(bench.few_staged, os.path.getsize(path), runs["least"])
    details["the least ledger"] = least
    return [
        at_least("staging", min(speeds), 200_000, " rows/s", "", details=details,
            note=f"the slower of the two lengths below, {min(speeds) / least['rowsPerSecond']:.2f}x the least ledger, which checks nothing and only refuses keys",
        ),
        at_least(
            "staging stays flat", speeds[1] / speeds[0], 0.9, "x", f"rows/s, {bench.many_staged:,} rows beside {bench.few_staged:,}", details=details,
            note="the long file once, the short one five times",
        ),
    ]
