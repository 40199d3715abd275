"""How long it takes to start: the version, and a file of ten rows."""

import measuring
from bench import Bench, Line, at_most


def lines(bench: Bench) -> list[Line]:
    path = bench.csv(10)
    runs = measuring.alternating(
        {"version": lambda: measuring.run([bench.program, "--version"]), "check": lambda: bench.check(path)}, 15
    )
    details = {name: {"milliseconds": round(one.seconds * 1e3, 1), "cpuMilliseconds": round(one.cpu * 1e3, 1)} for name, one in runs.items()}
    return [
        at_most("`--version`", runs["version"].seconds * 1e3, 20, " ms", "", details=details),
        at_most("`check` of ten rows", runs["check"].seconds * 1e3, 60, " ms", "", details=details),
    ]
