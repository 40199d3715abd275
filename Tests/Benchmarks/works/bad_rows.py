"""Files with bad rows. `check` writes no error file; a night run before opening does, so that it is what is compared."""

import os

import measuring
from bench import Bench, Line, at_least


def lines(bench: Bench) -> list[Line]:
    count = 10_000 if bench.quick else 500_000
    shares = {"all valid": 0, "10 % bad": 0.1, "100 % bad": 1}
    paths = {name: bench.csv(count, bad=share) for name, share in shares.items()}
    runs = measuring.alternating({f"run, {name}": lambda path=path: bench.stage("bad", path) for name, path in paths.items()})
    checks = measuring.alternating({f"check, {name}": lambda path=path: bench.check(path, codes=(0, 1)) for name, path in paths.items()})
    details = {}
    for name, one in (runs | checks).items():
        details[name] = measuring.figures(count, os.path.getsize(paths[name.split(", ")[1]]), one)
    made = []
    for name, bar in (("10 % bad", 0.7), ("100 % bad", 0.3)):
        value, checked = (
            details[f"{what}, {name}"]["rowsPerSecond"] / details[f"{what}, all valid"]["rowsPerSecond"] for what in ("run", "check")
        )
        made.append(
            at_least(
                f"`run` up to the first request, {name}", value, bar, "x", "all valid", details=details,
                note=f"error files written; `check`, which writes none, {checked:.2f}x",
            )
        )
    return made
