"""Checking a file where every row is valid, beside Polars, DuckDB and frictionless, which read UTF-8 while we read CP932."""

import os

import measuring
from bench import Bench, Line, at_least


def lines(bench: Bench) -> list[Line]:
    ours, theirs = bench.csv(bench.rows), bench.csv(bench.rows, "utf-8")
    few = 5_000 if bench.quick else 20_000
    fewer = bench.csv(few, "utf-8")
    runs = measuring.alternating(
        {
            "elvbridge": lambda: bench.check(ours, "--threads", "1"),
            "elvbridge, two threads": lambda: bench.check(ours, "--threads", "2"),
            "polars": lambda: bench.judge("polars", bench.schema, theirs),
            "duckdb": lambda: bench.judge("duckdb", bench.schema, theirs),
            "frictionless": lambda: bench.judge("frictionless", bench.schema, fewer),
        }
    )
    files = {"elvbridge": (bench.rows, ours), "elvbridge, two threads": (bench.rows, ours), "frictionless": (few, fewer)}
    details = {}
    for name, one in runs.items():
        rows, path = files.get(name, (bench.rows, theirs))
        details[name] = measuring.figures(rows, os.path.getsize(path), one)
    speed = {name: detail["rowsPerSecond"] for name, detail in details.items()}
    faster = max("polars", "duckdb", key=speed.__getitem__)
    return [
        at_least(
            "`check`, all rows valid, one thread", speed["elvbridge"] / speed[faster], 1.5, "x", "Polars and DuckDB, two threads each",
            note=f"the faster was {faster}; they read UTF-8, their start is not counted, ours is", details=details,
        ),
        at_least(
            "`check` beside frictionless", speed["elvbridge"] / speed["frictionless"], 80, "x", "frictionless",
            note="it reads the same schema, without the rules between cells", details=details,
        ),
        at_least(
            "`check`, two threads", speed["elvbridge, two threads"] / speed["elvbridge"], 1.6, "x", "our one thread",
            note="the start of the program, which is the same for both, counted", details=details,
        ),
    ]
