#!/usr/bin/env python3
"""Compares `elvbridge check` with xmllint, which reads the generated XML Schemas.

    xmllint_oracle.py ELVBRIDGE [SEED]

The same rows (rows.py) are written as CSV for `elvbridge check` and as XML for `xmllint --schema`, one element a line.
Both must blame the same fields of the same rows, whatever they call the fault. Optional fields that are empty are left
out of the XML or stand there empty; required ones that are empty, too. Cells that we make canonical are refused by a schema
of canonical values, and must be. Exits 1 on any difference without a reason.
"""
import collections
import os
import pathlib
import re
import subprocess
import sys
from xml.sax.saxutils import escape

import comparison
import rows as maker

ROWS = 400
# The schema says that a package may be named, and its decimals have no exponents.
AGREED = {
    "a package may be named before it has its number",
    "an exponent is what a spreadsheet left of a number",
}


def write_xml(function, rows, path, dice):
    """Writes the rows; gives what stands on each line: (row, field), or (row, None) for the row itself."""
    lines, places = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", f"<rows function=\"{function['name']}\">"], {}

    def add(text, place):
        lines.append(text)
        places[len(lines)] = place

    left_out = set()
    for number, row in enumerate(rows, start=2):
        add("<row>", (number, None))
        # Elements may stand in any order.
        for key in dice.sample(list(row), len(row)):
            if row[key] == "" and dice.random() < 0.5:
                left_out.add((number, key))
                continue
            add(f"<{key}>{escape(row[key])}</{key}>", (number, key))
        add("</row>", (number, None))
    lines.append("</rows>")
    pathlib.Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return places, left_out


def theirs(schema, path, places, left_out, required):
    """(row, field) -> what xmllint says of it."""
    done = subprocess.run(["xmllint", "--noout", "--huge", "--schema", str(schema), path], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"xmllint failed: {done.stderr[:2000]}")
    cells = collections.defaultdict(set)
    for line in done.stderr.splitlines():
        found = re.match(rf"{re.escape(path)}:(\d+): element (\w+): Schemas validity error : (.*)", line)
        if not found:
            if line.endswith((" validates", " fails to validate")):
                continue
            sys.exit(f"xmllint said what is not understood: {line}")
        row, field = places[int(found[1])]
        if field is None:
            # One message for everything that a row lacks.
            if "Missing child element" not in found[3]:
                sys.exit(f"xmllint could not read a row: {line}")
            for missing in sorted(required):
                if (row, missing) in left_out:
                    cells[row, missing].add("missing")
        else:
            cells[row, field].add(found[3])
    return cells


def compare(program, schemas, function, dice, folder, counts):
    rows, reasons = maker.made(function, dice, ROWS, counts, AGREED)
    path = os.path.join(folder, function["name"])
    maker.write_csv(function, rows, path + ".csv")
    places, left_out = write_xml(function, rows, path + ".xml", dice)
    required = {field["name"] for field in function["fields"] if field.get("constraints", {}).get("required")}
    mine = maker.field_faults(maker.check(program, schemas, function, path + ".csv", ROWS), function)
    schema = schemas / "jars/generated/xsd" / f"{function['bridge']['number']:02}-{function['name']}.xsd"
    other = theirs(schema, path + ".xml", places, left_out, required)
    differences = []
    for cell in sorted(set(mine) | set(other) | set(reasons)):
        row, key = cell
        blamed = (cell in mine, cell in other)
        if cell in reasons:
            wanted = (True, False) if reasons[cell] in maker.STRICT else (False, True)
            if blamed == wanted:
                counts[f"explained: {reasons[cell]}"] += 1
                continue
        elif blamed == (True, True):
            counts["agreed: wrong"] += 1
            continue
        differences.append(
            f"  row {row} {key}={rows[row - 2][key]!r}: elvbridge {sorted(mine.get(cell, []))}, xmllint "
            f"{sorted(other.get(cell, []))}" + (f", expected because {reasons[cell]}" if cell in reasons else ""))
    counts["agreed: right"] += ROWS * len(function["fields"]) - len(set(mine) | set(other) | set(reasons))
    return differences


if __name__ == "__main__":
    version = subprocess.run(["xmllint", "--version"], capture_output=True, text=True).stderr.split("\n")[0]
    comparison.run(__doc__, version, ROWS, compare)
