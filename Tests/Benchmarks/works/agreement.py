"""Who blames which rows: a benchmark of programs that judge differently would compare nothing, so that a difference ends it."""

import json
import sys

import data
from bench import Bench, Line

SHARE = 0.3


def blamed(bench: Bench, path: str) -> dict[str, set[int]]:
    found = {}
    report = json.loads(bench.check(path, "--json", codes=(0, 1)).output)[0]
    found["elvbridge"] = {finding["row"] for finding in report["badRows"] if finding["severity"] == "error"}
    assert len(found["elvbridge"]) == report["rows"] - report["valid"]
    for judge in ("polars", "duckdb", "frictionless"):
        found[judge] = set(json.loads(bench.judge(judge, bench.schema, path, "--rows").output)["bad"])
    return found


def lines(bench: Bench) -> list[Line]:
    count = 5_000
    made = []
    for what, kinds, judges in (
        ("faults of single cells", data.FIELDS, ("elvbridge", "polars", "duckdb", "frictionless")),
        ("rules between cells", data.RULES, ("elvbridge", "polars", "duckdb")),
    ):
        rows = list(data.rows(count, bench.seed, SHARE, kinds))
        plain = data.rows(count, bench.seed)
        broken = {number for number, (bad, good) in enumerate(zip(rows, plain), start=2) if bad != good}
        path = bench.path(
            what.replace(" ", "-") + ".csv", lambda path: data.write_csv(path, "utf-8", (",".join(row) + "\r\n" for row in rows))
        )
        found = blamed(bench, path)
        for judge in judges:
            for row in sorted(found[judge] ^ broken)[:10]:
                print(f"{what}: {judge} {'blames' if row in found[judge] else 'passes'} row {row}: {rows[row - 2]}", file=sys.stderr)
        differing = [judge for judge in judges if found[judge] != broken]
        if differing:
            sys.exit(f"The judges differ in {what} (seed {bench.seed}): {', '.join(differing)}")
        note = f"{len(broken)} bad of {count} rows, {len(kinds)} kinds; the same row numbers from {', '.join(judges)}"
        made.append(Line(f"judges agree: {what}", "all agree", "the same bad rows", True, 1, note))
    return made
