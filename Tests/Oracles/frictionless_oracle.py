#!/usr/bin/env python3
"""Compares `elvbridge check` with frictionless, which reads the same Table Schemas.

    frictionless_oracle.py ELVBRIDGE [SEED]

1. Every function's schema in schemas/jars must be a valid Table Schema to frictionless.
2. For each function, rows of canonical values are made, many of them with fields broken on purpose, and written as CSV
   with the canonical titles. Both programs check the file; for every cell that both can judge – required, length, pattern,
   enumeration, date, boolean – they must blame the same rows and fields for the same kind of fault.

What only one of the two can know is generated on purpose, too, and must differ exactly as EXPLAINED says. Cross-field
rules are ours alone and are left out. Exits 1 on any other difference.
"""
import collections
import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import frictionless

ROWS = 600
NOW = "2026-11-21T10:00:00+09:00"

# Differences of principle: reason -> which of the two blames the cell.
EXPLAINED = {
    "dates of forms and eras are read": "frictionless",
    "the words of a choice are read": "frictionless",
    "separators of a number are dropped": "frictionless",
    "full-width and lower-case characters are folded": "frictionless",
    "a zero that a spreadsheet dropped is restored": "frictionless",
    "voicing marks are joined to their kana": "frictionless",
    "a masked chassis number is no number": "elvbridge",
    "a chassis number neither begins nor ends with a hyphen": "elvbridge",
    "a spreadsheet's error is no name": "elvbridge",
}

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
}

# Found by cross-field rules only.
RULE_CODES = {"row-constraint", "forbidden", "date-order", "owner-consent"}

STAMPS = "国札函室帯釧北旭宮島手青新野形秋東神千玉茨群栃山愛静岐三井石富大京兵賀奈歌広取根岡口香徳媛知福佐長本分崎児沖"
NAME_LETTERS = "国土太郎花子山田𠮷髙﨑㈱はなこアイウ ー・,\"AZaz09éがe\u0301"
KANA = "アイウエオカキクケコガギグパピプャュョッヴー・"


def digits(dice, count):
    return "".join(dice.choice("0123456789") for _ in range(count))


def name(dice, low=1, high=60):
    inner = "".join(dice.choice(NAME_LETTERS) for _ in range(dice.randint(low, high) - 2)) if high > 2 else ""
    return "国" + inner + "郎"


class Maker:
    """Makes canonical rows of one function that satisfy its cross-field rules."""

    def __init__(self, schema, dice):
        self.schema, self.dice, self.count = schema, dice, 0
        self.fields = {field["name"]: field for field in schema["fields"]}

    def row(self):
        self.count += 1
        dice, number = self.dice, self.count
        row = {key: self.value(key) for key in self.fields}
        row["chassisNo"] = f"AB{dice.choice('CDE')}{number:05}-{digits(dice, dice.randint(1, 30))}"
        row["chassisNoType"] = dice.choice(["", "1", "3"])
        if dice.random() < 0.15:
            row["chassisNo"] = dice.choice(STAMPS) + f"{number:07}"
            row["chassisNoType"] = dice.choice(["", "2"])
        if "movementReportNo" in row:
            row["movementReportNo"] = f"04{number:010}"
        if "fluorocarbonType" in row and row["fluorocarbonEquipped"] != "1":
            row["fluorocarbonType"] = ""
        if "transportType" in row and row["transportType"] != "2":
            for key in ("carrierName", "carrierPermitType", "carrierPermitNo"):
                row[key] = ""
        if "process" in row:
            row["officeCode"] = digits(dice, 10) + "0" + str(int(row["process"]) + 1)
            row["selfDismantle"] = dice.choice("01") if row["process"] == "3" else ""
        return {key: row[key] for key in self.fields}

    def value(self, key):
        dice, field = self.dice, self.fields[key]
        constraints = field.get("constraints", {})
        if key == "ownerConsent":
            return "1"
        needed = {"registrationNo", "fluorocarbonType", "carrierName", "carrierPermitType", "carrierPermitNo"}
        if not constraints.get("required") and key not in needed and dice.random() < 0.3:
            return ""
        if key in ("officeCode", "deliverToOfficeCode", "fromOfficeCode"):
            return digits(dice, 10) + field["example"][-2:]
        if "enum" in constraints:
            return dice.choice(constraints["enum"])
        if field["type"] == "boolean":
            return dice.choice("01")
        if field["type"] == "date":
            return f"2026-{dice.randint(1, 10):02}-{dice.randint(1, 28):02}"
        if key == "registrationNo":
            office = dice.choice(["品川", "なにわ", "袖ヶ浦", "尾張小牧", "堺"])
            return office + dice.choice(["500", "3A0", "55", "1"]) + dice.choice("あさわをABHK") + str(dice.randint(1, 9999))
        if key == "carrierPermitNo":
            return digits(dice, 3) + dice.choice("01") + digits(dice, 7)
        if key == "clientRequestNo":
            return "".join(dice.choice("ABCxyz09_-") for _ in range(dice.randint(1, 40))).strip("-") or "A"
        if key == "requesterKana":
            return "".join(dice.choice(KANA) for _ in range(dice.randint(1, 60)))
        if field["bridge"].get("normalise") == "name":
            return name(dice)
        return digits(dice, constraints.get("maxLength", 5))


def breakages(field, value):
    """Ways to break a field: (what, value, the reason if only one of the two may blame it)."""
    constraints, bridge = field.get("constraints", {}), field.get("bridge", {})
    kind = bridge.get("normalise", "text")
    found = []
    if constraints.get("required"):
        found.append(("missing", "", None))
    if field["type"] == "date":
        found += [("date", text, None) for text in ("2026-02-30", "2026-13-01", "2026-00-10", "yesterday", "11/20", "2026")]
        found += [("lenient", text, "dates of forms and eras are read")
                  for text in ("2026/10/20", "2026年10月20日", "R8.10.20", "令和8年10月20日", "20261020", "2026.10.20")]
    elif kind == "choice":
        found += [("choice", text, None) for text in ("9", "7", "zz", "1 2", "-1")]
        # Only what means the same, so that no cross-field rule is broken as well.
        words = bridge["meanings"].get(value, [])
        found += [("lenient", word, "the words of a choice are read") for word in words]
        if value:
            found.append(("lenient", chr(ord(value) + 0xFEE0), "full-width and lower-case characters are folded"))
    elif kind in ("ticket", "office"):
        found += [("long", value + "1", None), ("short", value[:7], None), ("shape", value[:5] + "A" + value[6:], None),
                  ("shape", "なし", None), ("damage", "1.3E+11", None)]
        if len(value) == 12:
            found += [("lenient", f"{value[:4]}-{value[4:8]}-{value[8:]}", "separators of a number are dropped"),
                      ("lenient", value.translate({48 + i: 0xFF10 + i for i in range(10)}),
                       "full-width and lower-case characters are folded")]
            if kind == "ticket" and value[0] == "0" and value[1] != "0":
                found.append(("lenient", value[1:], "a zero that a spreadsheet dropped is restored"))
    elif kind == "chassis":
        found += [("long", "A" * 43, None), ("shape", "ABC_12", None), ("shape", "ＡＢＣ＃１", None), ("shape", "東12345A7", None),
                  ("strict", "ABC12-XXXX", "a masked chassis number is no number"),
                  ("strict", "-ABC12", "a chassis number neither begins nor ends with a hyphen")]
        if value.isascii():
            wide = "".join(chr(ord(letter) + 0xFEE0) for letter in value)
            found += [("lenient", text, "full-width and lower-case characters are folded") for text in (value.lower(), wide)]
    elif kind == "plate":
        found += [("shape", "品川500お1234", None), ("shape", "品川さ1234", None), ("long", "尾張小牧500さ12345", None),
                  ("shape", "SHINAGAWA500さ1", None), ("lenient", "品川 500 さ 12-34", "separators of a number are dropped")]
    elif kind == "name":
        found += [("long", name(random.Random(len(value)), 61, 61), None), ("long", "国" * 61, None),
                  ("lenient", "か\u3099" * 31, "voicing marks are joined to their kana"),
                  ("strict", "#N/A", "a spreadsheet's error is no name")]
    elif kind == "kana":
        found += [("shape", "こくど", None), ("shape", "KOKUDO", None), ("long", "ア" * 61, None)]
    elif kind == "permit":
        found += [("shape", "01310#23456", None), ("long", "9" * 21, None)]
    elif kind == "code":
        found += [("shape", "あ", None), ("shape", "A.1", None), ("long", "A" * 41, None)]
    return found


def ours(program, schemas, function, path):
    """(row, field) -> the names of our findings, rules left out."""
    environment = dict(os.environ, ELVBRIDGE_SCHEMAS=str(schemas), ELVBRIDGE_NOW=NOW)
    done = subprocess.run([program, "check", "--json", "--function", function["name"], path], env=environment,
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{program} failed on {function['name']}: {done.stdout}{done.stderr}")
    answer = json.loads(done.stdout)[0]
    unexpected = [finding for finding in answer["findings"] if finding["severity"] == "error"]
    if answer.get("fault") or unexpected or answer["rows"] != ROWS:
        sys.exit(f"{program} could not read the rows of {function['name']}: {answer}")
    required = {field["name"] for field in function["fields"] if field.get("constraints", {}).get("required")}
    cells = collections.defaultdict(set)
    for finding in answer["badRows"]:
        if finding["severity"] != "error" or finding["name"] in RULE_CODES:
            continue
        if "field" not in finding:
            sys.exit(f"{program} could not read a row of {function['name']}: {finding}")
        # A field that is only sometimes required is required by a rule.
        if finding["name"] == "required" and finding["field"] not in required:
            continue
        cells[finding["row"], finding["field"]].add(finding["name"])
    return cells


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
    maker = Maker(function, dice)
    rows, reasons = [], {}
    for number in range(2, ROWS + 2):
        row = maker.row()
        number_made = row["chassisNo"]
        for key in dice.sample(list(row), dice.choice([0, 0, 1, 1, 2, 3])):
            ways = breakages(maker.fields[key], row[key])
            if not ways:
                continue
            what, row[key], reason = dice.choice(ways)
            counts[f"broken: {what}"] += 1
            if reason:
                reasons[number, key] = reason
        if row["chassisNo"] != number_made:
            row["chassisNoType"] = ""
            reasons.pop((number, "chassisNoType"), None)
        rows.append(row)
    path = os.path.join(folder, function["name"] + ".csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field["title"] for field in function["fields"]])
        writer.writerows(row.values() for row in rows)

    mine, other = ours(program, schemas, function, path), theirs(function, path)
    differences = []
    for cell in sorted(set(mine) | set(other) | set(reasons)):
        row, key = cell
        value = rows[row - 2][key]
        if cell in reasons:
            blamed = {(True, False): "elvbridge", (False, True): "frictionless"}.get((cell in mine, cell in other))
            if blamed == EXPLAINED[reasons[cell]]:
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


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, schemas = os.path.abspath(sys.argv[1]), pathlib.Path(__file__).resolve().parents[2] / "schemas"
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000)
    print(f"frictionless {frictionless.__version__}, seed {seed}, {ROWS} rows per function")
    dice = random.Random(seed)
    counts, failed = collections.Counter(), False
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((schemas / "jars").glob("*.json")):
            if path.name == "service.json":
                continue
            function = json.loads(path.read_text(encoding="utf-8"))
            faults = list(frictionless.Schema.metadata_validate(function))
            for fault in faults:
                print(f"{path.name}: {fault}")
            failed = failed or bool(faults)
            if function["bridge"]["kind"] == "authentication":
                frictionless.Schema.from_descriptor(function)
                continue
            differences = compare(program, schemas, function, dice, folder, counts)
            print(f"{function['name']}: {len(differences)} differences")
            print("\n".join(differences[:20]), end="\n" if differences else "")
            failed = failed or bool(differences)
    for what in sorted(counts):
        print(f"{counts[what]:7} {what}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
