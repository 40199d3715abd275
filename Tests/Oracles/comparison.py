"""What every comparison of verdicts about generated rows has in common: the seed, the functions, the sums, the exit code."""
import collections
import os
import pathlib
import random
import sys
import tempfile

import rows as maker


def run(usage, judge, rows, compare, before=None):
    """Compares function by function; exits 1 where there is a difference.

    `compare(program, schemas, function, dice, folder, counts)` gives the differences as lines and adds to the counts;
    `before(schemas)` says whether something is wrong already. The command line is ELVBRIDGE [SEED].
    """
    if len(sys.argv) < 2:
        sys.exit(usage)
    program, schemas = os.path.abspath(sys.argv[1]), pathlib.Path(__file__).resolve().parents[2] / "schemas"
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000)
    print(f"{judge}, seed {seed}, {rows} rows per function")
    dice = random.Random(seed)
    counts, failed = collections.Counter(), bool(before and before(schemas))
    with tempfile.TemporaryDirectory() as folder:
        for function in maker.functions(schemas):
            differences = compare(program, schemas, function, dice, folder, counts)
            print(f"{function['name']}: {len(differences)} differences")
            print("\n".join(differences[:20]), end="\n" if differences else "")
            failed = failed or bool(differences)
    for what in sorted(counts):
        print(f"{counts[what]:7} {what}")
    sys.exit(1 if failed else 0)
