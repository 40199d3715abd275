#!/usr/bin/env python3
"""Compares `elvbridge check` with jsonschema, which reads the generated JSON Schemas, cross-field rules included.

    json_schema_oracle.py ELVBRIDGE [SEED]

Rows of canonical values (rows.py) that satisfy no rule on purpose, some of their fields broken, are written as CSV for
`elvbridge check` and as JSON objects without the empty cells. Both must accept and refuse the same rows. What JSON Schema
can't say – the order of dates, patterns of numbers – is left out of our verdict; cells that we would repair are not
generated. Exits 1 on any difference.
"""
import collections
import json
import os

import jsonschema
import comparison
import rows as maker

ROWS = 500
# Between dates, or between rows.
UNSAID = {"date-order", "duplicate-key", "key-conflict", "calls-differ", "call-broken", "reference-taken"}


def made(function, dice, counts):
    """Rows whose fields are made without regard to one another."""
    source = maker.Maker(function, dice)
    rows = []
    for _ in range(ROWS):
        row = source.row()
        # Most rows keep to the rules; the others have fields of their own will, offices of any role among them.
        for key in dice.sample(list(row), dice.choice([0, 0, 1, 2, 3, len(row) // 2])):
            row[key] = source.value(key)
            if row[key] and source.fields[key]["bridge"].get("normalise") == "office":
                row[key] = row[key][:10] + dice.choice(["02", "03", "04", "05", "99"])
        for key in dice.sample(list(row), dice.choice([0, 0, 0, 1])):
            ways = [way for way in maker.breakages(source.fields[key], row[key])
                    if way[2] is None or way[2] == "a package may be named before it has its number"]
            if ways:
                what, row[key], _ = dice.choice(ways)
                counts[f"broken: {what}"] += 1
        rows.append(row)
    return rows


def value(text, field):
    """A cell as JSON: numbers as numbers where they are some."""
    if field["type"] in ("integer", "number"):
        try:
            return int(text) if text.isdecimal() and text.isascii() else float(text)
        except ValueError:
            return text
    return text


def compare(program, schemas, function, dice, folder, counts):
    rows = made(function, dice, counts)
    path = os.path.join(folder, function["name"] + ".csv")
    maker.write_csv(function, rows, path)
    fields = {field["name"]: field for field in function["fields"]}
    mine = collections.defaultdict(set)
    for finding in maker.check(program, schemas, function, path, ROWS):
        counts[f"found: {finding['name']}"] += 1
        name, field = finding["name"], fields.get(finding.get("field"), {})
        if name in UNSAID or (field.get("type") in ("integer", "number") and name in ("pattern", "row-constraint")):
            continue
        mine[finding["row"]].add(f"{name} {field.get('name')}")
    schema = json.loads((schemas / "jars/generated/json-schema"
                         / f"{function['bridge']['number']:02}-{function['name']}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    differences = []
    for number, row in enumerate(rows, start=2):
        faults = list(validator.iter_errors({key: value(text, fields[key]) for key, text in row.items() if text != ""}))
        if bool(faults) == (number in mine):
            counts["agreed: wrong" if faults else "agreed: right"] += 1
            continue
        told = "; ".join(f"{fault.json_path}: {fault.message[:80]}" for fault in faults)
        differences.append(f"  row {number}: elvbridge {sorted(mine.get(number, []))}, jsonschema {told}: {row}")
    return differences


if __name__ == "__main__":
    comparison.run(__doc__, "jsonschema", ROWS, compare)
