"""Measures the bars of the performance promise, and ends with 1 when judges differ; a bar that isn't met is only told.

    python Tests/Benchmarks PROGRAM BARE_LIBCURL FOLDER [--quick] [--only WORK[,WORK…]] [--seed N]
"""

import argparse
import importlib
import random

import table
from bench import Bench

# In the order of the table. The judges' agreement comes first, because without it the rest means nothing.
WORKS = "agreement check structure bad_rows memory xml xlsx staging ledger sending starting".split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("peers", help="the folder with bare_libcurl and bare_ledger")
    parser.add_argument("folder")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    asked = parser.parse_args()
    wanted = asked.only.replace("-", "_").split(",") if asked.only else WORKS
    unknown = set(wanted) - set(WORKS)
    if unknown:
        parser.error(f"no such work: {', '.join(sorted(unknown))}; there are {', '.join(WORKS)}")
    print(f"seed {asked.seed}; SEED={asked.seed} repeats the data", flush=True)
    bench = Bench(asked.program, asked.peers, asked.folder, asked.quick, asked.seed)
    lines = []
    for work in WORKS:
        if work in wanted:
            bench.say(work)
            lines += importlib.import_module(f"works.{work}").lines(bench)
    table.write(bench, lines, whole=set(wanted) == set(WORKS))


main()
