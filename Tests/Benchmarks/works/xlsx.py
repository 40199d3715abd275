"""A workbook of twelve columns: our check beside python-calamine (Rust), which only reads the cells."""

import os

import data
import measuring
from bench import Bench, Line, at_least


def lines(bench: Bench) -> list[Line]:
    rows = 100_000
    path = bench.path("rows.xlsx", lambda path: data.write_xlsx(path, rows, bench.seed))
    runs = measuring.alternating({"elvbridge": lambda: bench.check(path), "calamine": lambda: bench.judge("calamine", path)})
    details = {name: measuring.figures(rows, os.path.getsize(path), one) for name, one in runs.items()}
    value = runs["calamine"].seconds / runs["elvbridge"].seconds
    return [at_least(f"XLSX, {rows:,} x 12", value, 1, "x", "python-calamine", details=details)]
