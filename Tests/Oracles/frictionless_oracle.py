#!/usr/bin/env python3
"""Compares `elvbridge check` with frictionless, which reads the same Table Schemas.

    frictionless_oracle.py ELVBRIDGE [SEED]

1. Every function's schema in schemas/jars must be a valid Table Schema to frictionless.
2. For each function, rows of canonical values are made, many of them with fields broken on purpose (rows.py), and written
   as CSV with the canonical titles. Both programs check the file; for every cell that both can judge – required, length,
   pattern, enumeration, date, boolean, number, range – they must blame the same rows and fields for the same kind of fault.

What only one of the two can know is generated on purpose, too, and must differ exactly as its reason says. Cross-field
rules are ours alone and are left out. Exits 1 on any other difference.
"""
import collections
import json
import os
import pathlib
import sys

import frictionless
import comparison
import rows as maker

ROWS = 600
# Python's numbers may be written in full-width digits.
AGREED = {"full-width digits of a number are read"}

# Our code -> the constraint or type that frictionless names.
KINDS = {
    "required": {"required"},
    "length": {"minLength", "maxLength"},
    "appliance-ticket": {"maxLength"},
    "pattern": {"pattern"},
    "exponent-damage": {"pattern"},
    "enumeration": {"enum"},
    "date": {"type"},
    "boolean": {"type"},
    "number": {"type"},
    "range": {"minimum", "maximum"},
}


def theirs(function, path):
    """(row, field) -> the constraints, or "type", that frictionless blames."""
    descriptor = json.loads(json.dumps(function))
    names = {field["title"]: field["name"] for field in descriptor["fields"]}
    for field in descriptor["fields"]:
        field["name"] = field["title"]
    descriptor.pop("primaryKey", None)
    report = frictionless.validate(
        pathlib.Path(path).name, basepath=str(pathlib.Path(path).parent), encoding="utf-8",
        schema=frictionless.Schema.from_descriptor(descriptor), limit_errors=1_000_000)
    cells = collections.defaultdict(set)
    for error in report.tasks[0].errors:
        if error.type == "type-error":
            cells[error.row_number, names[error.field_name]].add("type")
        elif error.type == "constraint-error":
            cells[error.row_number, names[error.field_name]].add(error.note.split('"')[1])
        else:
            sys.exit(f"frictionless could not read the rows of {function['name']}: {error}")
    return cells


def compare(program, schemas, function, dice, folder, counts):
    rows, reasons = maker.made(function, dice, ROWS, counts, AGREED)
    path = os.path.join(folder, function["name"] + ".csv")
    maker.write_csv(function, rows, path)
    mine = maker.field_faults(maker.check(program, schemas, function, path, ROWS), function)
    other = theirs(function, path)
    differences = []
    for cell in sorted(set(mine) | set(other) | set(reasons)):
        row, key = cell
        value = rows[row - 2][key]
        if cell in reasons:
            blamed = {(True, False): maker.STRICT, (False, True): maker.LENIENT}.get((cell in mine, cell in other))
            if blamed and reasons[cell] in blamed:
                counts[f"explained: {reasons[cell]}"] += 1
                continue
        elif cell in mine and cell in other and all(KINDS.get(code, set()) & other[cell] for code in mine[cell]):
            counts["agreed: wrong"] += 1
            continue
        differences.append(
            f"  row {row} {key}={value!r}: elvbridge {sorted(mine.get(cell, []))}, frictionless "
            f"{sorted(other.get(cell, []))}" + (f", expected because {reasons[cell]}" if cell in reasons else ""))
    counts["agreed: right"] += ROWS * len(function["fields"]) - len(set(mine) | set(other) | set(reasons))
    return differences


def faulty_schemas(schemas):
    """Whether frictionless finds fault with a schema as a Table Schema."""
    failed = False
    for path in sorted((schemas / "jars").glob("*.json")):
        if path.name == "service.json":
            continue
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        faults = list(frictionless.Schema.metadata_validate(descriptor))
        for fault in faults:
            print(f"{path.name}: {fault}")
        failed = failed or bool(faults)
        frictionless.Schema.from_descriptor(descriptor)
    return failed


if __name__ == "__main__":
    comparison.run(__doc__, f"frictionless {frictionless.__version__}", ROWS, compare, before=faulty_schemas)
