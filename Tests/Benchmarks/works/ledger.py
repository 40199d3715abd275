"""Asking a ledger that holds many rows: `status`, and `show` of one vehicle in its middle."""

import data
import measuring
from bench import MORNING, Bench, Line, at_most
from works import staging


def lines(bench: Bench) -> list[Line]:
    rows = bench.many_staged
    staging.staged(bench, rows)
    place = f"{bench.folder}/staged-{rows}"
    row = next(data.rows(1, bench.seed, first=rows // 2))
    environment = {"ELVBRIDGE_NOW": MORNING}
    commands = {"status": ["status"], "show": ["show", row[data.CHASSIS]]}
    runs = measuring.alternating(
        {
            name: lambda command=command: measuring.run([bench.program, *command], environment, place)
            for name, command in commands.items()
        }
    )
    # The row that it stands in, under a header: the file's first drop.
    assert f"D1R{rows // 2 + 2}".encode() in runs["show"].output, runs["show"].output
    note = f"ledger of {rows:,} rows"
    return [at_most(f"`{name}`", one.seconds * 1e3, 100, " ms", "", note=note) for name, one in runs.items()]
