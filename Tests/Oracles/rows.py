"""Rows of canonical values for any function, whole and broken on purpose, for the programs that are compared with ours.

A breakage says what is broken and, where only one side can know, why: the reasons in LENIENT are cells that elvbridge
reads and a schema alone refuses, those in STRICT are cells that a schema alone lets pass.
"""
import csv
import json
import os
import random
import re._parser as pattern_parser
import subprocess
import sys

NOW = "2026-11-21T10:00:00+09:00"

LENIENT = {
    "dates of forms and eras are read",
    "the words of a choice are read",
    "separators of a number are dropped",
    "full-width and lower-case characters are folded",
    "full-width digits of a number are read",
    "a zero that a spreadsheet dropped is restored",
    "voicing marks are joined to their kana",
    "a package may be named before it has its number",
}
STRICT = {
    "a masked chassis number is no number",
    "a chassis number neither begins nor ends with a hyphen",
    "a spreadsheet's error is no name",
    "an exponent is what a spreadsheet left of a number",
}

# Found by rules across fields, rows or reports, which other programs don't have.
RULE_CODES = {
    "row-constraint", "forbidden", "date-order", "owner-consent", "duplicate-key", "key-conflict", "calls-differ",
    "call-broken", "reference-taken",
}

STAMPS = "国札函室帯釧北旭宮島手青新野形秋東神千玉茨群栃山愛静岐三井石富大京兵賀奈歌広取根岡口香徳媛知福佐長本分崎児沖"
NAME_LETTERS = "国土太郎花子山田𠮷髙﨑㈱はなこアイウ ー・,\"AZaz09éがe\u0301"
KANA = "アイウエオカキクケコガギグパピプャュョッヴー・"
WIDE_DIGITS = {48 + i: 0xFF10 + i for i in range(10)}


def functions(schemas):
    """Every function of schemas/jars that rows can be dropped for, in the authority's order."""
    found = []
    for path in sorted((schemas / "jars").glob("*.json")):
        if path.name != "service.json":
            found.append(json.loads(path.read_text(encoding="utf-8")))
    return [function for function in found if function["bridge"]["kind"] != "authentication"]


def digits(dice, count):
    return "".join(dice.choice("0123456789") for _ in range(count))


def name(dice, low, high):
    inner = "".join(dice.choice(NAME_LETTERS) for _ in range(dice.randint(low, high) - 2)) if high > 2 else ""
    return "国" + inner + "郎"


def fitting(dice, pattern, longest):
    """A text that fits a pattern of the schemas' subset."""

    def text(node):
        made = ""
        for kind, value in node:
            kind = str(kind)
            if kind == "LITERAL":
                made += chr(value)
            elif kind == "IN":
                made += chr(dice.choice([code for member in value for code in members(member)]))
            elif kind == "MAX_REPEAT":
                low, high, inner = value
                made += "".join(text(inner) for _ in range(dice.randint(low, min(int(high), longest))))
            elif kind == "SUBPATTERN":
                made += text(value[3])
            elif kind == "BRANCH":
                made += text(dice.choice(value[1]))
            elif kind != "AT":
                raise ValueError(f"{pattern}: {kind}")
        return made

    def members(member):
        kind, value = member
        return [value] if str(kind) == "LITERAL" else range(value[0], value[1] + 1)

    return text(pattern_parser.parse(pattern))


class Maker:
    """Makes canonical rows of one function that satisfy those of its rules that other programs could mistake for fields'."""

    def __init__(self, function, dice):
        self.function, self.dice, self.count = function, dice, 0
        self.fields = {field["name"]: field for field in function["fields"]}

    def row(self):
        self.count += 1
        dice, number = self.dice, self.count
        row = {key: self.value(key) for key in self.fields}
        # What names a report is new in every row.
        if "chassisNo" in row:
            row["chassisNo"] = f"AB{dice.choice('CDE')}{number:05}-{digits(dice, dice.randint(1, 30))}"
            row["chassisNoType"] = dice.choice(["", "1", "3"])
            if dice.random() < 0.15:
                row["chassisNo"] = dice.choice(STAMPS) + f"{number:07}"
                row["chassisNoType"] = dice.choice(["", "2"])
        if self.fields.get("movementReportNo", {}).get("constraints", {}).get("required"):
            row["movementReportNo"] = f"04{number:010}"
        if "weighSlipNo" in row:
            row["weighSlipNo"] = f"W-{number}"
        if row.get("packageNo") and not row["packageNo"].startswith("@"):
            row["packageNo"] = f"{row['packageNo'][:2]}{number:010}"
        if "ownerConsent" in row:
            row["ownerConsent"] = "1"
        if "fluorocarbonEquipped" in row and row["fluorocarbonEquipped"] != "1":
            row["fluorocarbonType"] = ""
        if "transportType" in row and row["transportType"] != "2":
            for key in ("carrierName", "carrierPermitType", "carrierPermitNo"):
                row[key] = ""
        if "process" in row:
            row["officeCode"] = digits(dice, 10) + "0" + str(int(row["process"]) + 1)
            if "selfDismantle" in row:
                row["selfDismantle"] = dice.choice("01") if row["process"] == "3" else ""
        return row

    def value(self, key):
        dice, field = self.dice, self.fields[key]
        constraints, bridge = field.get("constraints", {}), field["bridge"]
        if not constraints.get("required") and dice.random() < 0.3:
            return ""
        kind = bridge.get("normalise", "text")
        longest = constraints.get("maxLength", 20)
        if kind == "office":
            return digits(dice, 10) + field["example"][-2:]
        if kind == "choice":
            return dice.choice(sorted(bridge["meanings"]))
        if kind == "date":
            return f"2026-{dice.randint(1, 10):02}-{dice.randint(1, 28):02}"
        if kind == "integer":
            low, high = int(constraints.get("minimum", 0)), int(constraints.get("maximum", 99999))
            return str(dice.choice([low, high, dice.randint(low, high)]))
        if kind == "decimal":
            low, high = constraints.get("minimum", 0), constraints.get("maximum", 99999)
            return f"{dice.choice([low, high, round(dice.uniform(low, high), 1)]):.1f}".removesuffix(".0")
        if kind == "plate":
            office = dice.choice(["品川", "なにわ", "袖ヶ浦", "尾張小牧", "堺"])
            return office + dice.choice(["500", "3A0", "55", "1"]) + dice.choice("あさわをABHK") + str(dice.randint(1, 9999))
        if kind == "permit":
            return digits(dice, 3) + dice.choice("01") + digits(dice, 7)
        if kind == "telephone":
            return "0" + digits(dice, dice.choice([9, 10]))
        if kind == "kana":
            return "".join(dice.choice(KANA) for _ in range(dice.randint(1, longest)))
        if kind in ("name", "text"):
            return name(dice, 2, longest)
        if kind == "code":
            return fitting(dice, constraints["pattern"], longest).strip("-") or "A"
        if kind in ("ticket", "digits"):
            return digits(dice, longest)
        if kind == "chassis":
            return "ABC12-345678"
        raise ValueError(f"{self.function['name']}.{key}: no canonical value is known for {kind}")


def breakages(field, value):
    """Ways to break a field: (what, value, the reason if only one of the two may blame it)."""
    constraints, bridge = field.get("constraints", {}), field["bridge"]
    kind = bridge.get("normalise", "text")
    longest = constraints.get("maxLength", 0)
    found = []
    if constraints.get("required"):
        found.append(("missing", "", None))
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in value)
    folded = "full-width and lower-case characters are folded"
    if kind == "date":
        found += [("date", text, None) for text in ("2026-02-30", "2026-13-01", "2026-00-10", "yesterday", "11/20", "2026")]
        found += [("lenient", text, "dates of forms and eras are read")
                  for text in ("2026/10/20", "2026年10月20日", "R8.10.20", "令和8年10月20日", "20261020", "2026.10.20")]
    elif kind == "choice":
        codes = bridge["meanings"]
        found += [("choice", text, None) for text in ("8", "7", "zz", "1 2", "-1") if text not in codes]
        # Only what means the same, so that no cross-field rule is broken as well.
        found += [("lenient", word, "the words of a choice are read") for word in codes.get(value, []) if word not in codes]
        if value:
            found.append(("lenient", wide, folded))
    elif kind in ("ticket", "office"):
        found += [("long", value + "1", None), ("short", value[:7], None), ("shape", value[:5] + "A" + value[6:], None),
                  ("shape", "なし", None), ("damage", "1.3E+11", None)]
        if len(value) == 12:
            found += [("lenient", f"{value[:4]}-{value[4:8]}-{value[8:]}", "separators of a number are dropped"),
                      ("lenient", value.translate(WIDE_DIGITS), folded)]
            if kind == "ticket" and value[0] == "0" and value[1] != "0":
                found.append(("lenient", value[1:], "a zero that a spreadsheet dropped is restored"))
    elif kind == "telephone":
        found += [("short", "03123", None), ("long", "031234567890", None), ("shape", "なし", None),
                  ("shape", "1312345678", None)]
        if value:
            found += [("lenient", f"{value[:3]}-{value[3:6]}-{value[6:]}", "separators of a number are dropped"),
                      ("lenient", f"{value[:3]}({value[3:6]}){value[6:]}", "separators of a number are dropped"),
                      ("lenient", value.translate(WIDE_DIGITS), folded)]
    elif kind == "chassis":
        found += [("long", "A" * 43, None), ("shape", "ABC_12", None), ("shape", "ＡＢＣ＃１", None), ("shape", "東12345A7", None),
                  ("strict", "ABC12-XXXX", "a masked chassis number is no number"),
                  ("strict", "-ABC12", "a chassis number neither begins nor ends with a hyphen")]
        if value.isascii():
            found += [("lenient", text, folded) for text in (value.lower(), wide) if text != value]
    elif kind == "plate":
        found += [("shape", "品川500お1234", None), ("shape", "品川さ1234", None), ("long", "尾張小牧500さ12345", None),
                  ("shape", "SHINAGAWA500さ1", None), ("lenient", "品川 500 さ 12-34", "separators of a number are dropped")]
    elif kind == "name":
        found += [("long", name(random.Random(len(value)), longest + 1, longest + 1), None), ("long", "国" * (longest + 1), None),
                  ("lenient", "か\u3099" * (longest // 2 + 1), "voicing marks are joined to their kana"),
                  ("strict", "#N/A", "a spreadsheet's error is no name")]
    elif kind == "text":
        found += [("long", "国" * (longest + 1), None), ("strict", "#REF!", "a spreadsheet's error is no name")]
    elif kind == "kana":
        found += [("shape", "こくど", None), ("shape", "KOKUDO", None), ("long", "ア" * (longest + 1), None)]
    elif kind == "permit":
        found += [("shape", "01310#23456", None), ("long", "9" * (longest + 1), None)]
    elif kind == "code":
        found += [("shape", "あ", None), ("shape", "A.1", None), ("long", "A" * (longest + 1), None)]
        if wide != value:
            found.append(("lenient", wide, folded))
        if constraints.get("minLength", 0) > 1:
            found.append(("short", value[:-1] if len(value) == constraints["minLength"] else "@", None))
        if bridge.get("reference") == "use":
            found += [("lenient", "@A-1", "a package may be named before it has its number"), ("shape", "@", None),
                      ("shape", "@あ", None), ("long", "@" + "x" * 21, None)]
    elif kind in ("integer", "decimal"):
        high, low = constraints["maximum"], constraints["minimum"]
        found += [("shape", "abc", None), ("shape", "なし", None), ("shape", "1-2", None), ("range", f"{high + 1:g}" if high < 1e5
                  else str(int(high) + 1), None)]
        if low > 0:
            found.append(("range", "0", None))
        if kind == "integer":
            found.append(("shape", "1.5", None))
        else:
            found += [("shape", "1.2.3", None), ("strict", "1E+2", "an exponent is what a spreadsheet left of a number")]
        if value:
            found.append(("lenient", value.translate(WIDE_DIGITS), "full-width digits of a number are read"))
        if value.isdigit() and len(value) == 5:
            found.append(("lenient", f"{value[:2]},{value[2:]}", "separators of a number are dropped"))
    return found


def made(function, dice, count, counts, agreed=frozenset()):
    """Rows of one function, some of their fields broken: (rows, {(row, field): reason}); rows are counted from 2.

    What is in `agreed` is no reason to differ for the program at hand.
    """
    maker = Maker(function, dice)
    rows, reasons = [], {}
    for number in range(2, count + 2):
        row = maker.row()
        whole = dict(row)
        for key in dice.sample(list(row), dice.choice([0, 0, 1, 1, 2, 3])):
            ways = breakages(maker.fields[key], row[key])
            if not ways:
                continue
            what, row[key], reason = dice.choice(ways)
            counts[f"broken: {what}"] += 1
            if reason and reason not in agreed:
                reasons[number, key] = reason
        if row.get("chassisNo") != whole.get("chassisNo"):
            row["chassisNoType"] = ""
            reasons.pop((number, "chassisNoType"), None)
        rows.append(row)
    return rows, reasons


def write_csv(function, rows, path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field["title"] for field in function["fields"]])
        writer.writerows([row[field["name"]] for field in function["fields"]] for row in rows)


def check(program, schemas, function, path, count):
    """What `elvbridge check` finds in the rows of a file: the findings that are errors."""
    environment = dict(os.environ, ELVBRIDGE_SCHEMAS=str(schemas), ELVBRIDGE_NOW=NOW)
    done = subprocess.run([program, "check", "--json", "--function", function["name"], path], env=environment,
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{program} failed on {function['name']}: {done.stdout}{done.stderr}")
    answer = json.loads(done.stdout)[0]
    unexpected = [finding for finding in answer["findings"] if finding["severity"] == "error"]
    if answer.get("fault") or unexpected or answer["rows"] != count:
        sys.exit(f"{program} could not read the rows of {function['name']}: {answer}")
    found = [finding for finding in answer["badRows"] if finding["severity"] == "error"]
    for finding in found:
        if "field" not in finding and finding["name"] not in RULE_CODES:
            sys.exit(f"{program} could not read a row of {function['name']}: {finding}")
    return found


def field_faults(findings, function):
    """(row, field) -> the names of the findings about the field alone."""
    required = {field["name"] for field in function["fields"] if field.get("constraints", {}).get("required")}
    cells = {}
    for finding in findings:
        # A field that is only sometimes required is required by a rule.
        if finding["name"] in RULE_CODES or (finding["name"] == "required" and finding["field"] not in required):
            continue
        cells.setdefault((finding["row"], finding["field"]), set()).add(finding["name"])
    return cells
