#!/usr/bin/env python3
"""Compares the cells that elvbridge reads of Excel workbooks with what python-calamine reads.

    xlsx_oracle.py ELVBRIDGE [SEED]

Workbooks are made by openpyxl (inline texts) and XlsxWriter (shared texts) in turn: texts with spaces, line breaks,
escapes and characters beyond the BMP, numbers up to 2^53 and far beyond, dates of both calendars in many formats, times,
formats of zeros, truth values, errors, formulas, empty cells and rows. `elvbridge cells FILE --json` must give the same
rows, without empty ones and without empty cells at their ends.

Where the two read differently on purpose, the cell counts under its reason and must differ exactly so. Exits 1 on any
other difference.
"""
import collections
import datetime
import importlib.metadata
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import openpyxl
import openpyxl.utils.datetime
import python_calamine
import xlsxwriter

BOOKS = 60
SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/profiles/xlsx-with-furigana")
DATES = ["yyyy/m/d", "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日";@', "m/d/yyyy",
         "yyyy/mm/dd\\ hh:mm:ss", "mmm-yy", "d-mmm", "[Red]yyyy/mm/dd;@", "m/d/yy h:mm"]
TIMES = ["h:mm", "h:mm:ss", "[h]:mm", "mm:ss", "h:mm AM/PM", "[mm]"]
NUMBERS = ["General", "0", "0.00", "#,##0", "#,##0_);[Red]\\(#,##0\\)", '0"台"', '0" kg/day"', "0.00E+00", "@", "0%"]
LETTERS = ["国", "土", "𠮷", "髙", "㈱", "a", "Z", "0", "9", " ", "　", "\n", "\t", "&", "<", '"', "_", "-", "é", "か\u3099"]
ESCAPES = ["_x000D_", "_x0041_", "_x00e9_", "_x12", "_x000G_", "__x0041_"]


def text(dice):
    made = "".join(dice.choice(LETTERS) for _ in range(dice.randint(1, 12)))
    # openpyxl doesn't mark a text of spaces alone as one to preserve.
    made = made if made.strip() else made + "国"
    return made + dice.choice(ESCAPES) if dice.random() < 0.1 else made


def number(dice):
    return dice.choice([
        dice.randint(-1000, 100000), dice.randint(0, 2**53 - 1), float(dice.randint(10**11, 10**14)), dice.random(),
        round(dice.uniform(-1e6, 1e6), dice.randint(1, 6)), dice.uniform(0, 1) * 10.0 ** dice.randint(-12, 25),
        0, 2**53 - 1])


def cell(dice):
    """(kind, value, number format)"""
    kind = dice.choice(["empty"] * 3 + ["text"] * 5 + ["number"] * 4 + ["date"] * 4 + ["zeros", "time", "truth", "error"])
    if kind == "text":
        return kind, text(dice), "General"
    if kind == "number":
        return kind, number(dice), dice.choice(NUMBERS)
    if kind == "date":
        serial = dice.choice([dice.randint(61, 60000), dice.randint(35000, 50000), 1, 59, 60, 61, 2957003])
        if dice.random() < 0.2 and serial > 60:
            serial += dice.randrange(86400) / 86400
        return kind, serial, dice.choice(DATES)
    if kind == "zeros":
        width = dice.randint(2, 14)
        return kind, dice.randint(0, 10**width - 1), "0" * width
    if kind == "time":
        return kind, dice.choice([dice.random(), dice.randint(1, 99) + dice.random()]), dice.choice(TIMES)
    if kind == "truth":
        return kind, dice.random() < 0.5, "General"
    if kind == "error":
        return kind, dice.choice(["#N/A", "#REF!", "#VALUE!", "#DIV/0!"]), "General"
    return kind, None, "General"


def grid(dice):
    rows = {}
    number = 0
    for _ in range(dice.randint(1, 60)):
        number += dice.choice([1, 1, 1, 1, 2, 5])
        rows[number] = [cell(dice) for _ in range(dice.randint(1, 14))]
    return rows


def write_openpyxl(rows, is1904, path):
    book = openpyxl.Workbook()
    if is1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    for row, cells in rows.items():
        for column, (kind, value, code) in enumerate(cells, 1):
            if kind == "empty":
                continue
            target = sheet.cell(row, column)
            target.value = value
            target.number_format = code
            if kind == "text":
                target.data_type = "s"
    book.save(path)


def write_xlsxwriter(rows, is1904, path):
    book = xlsxwriter.Workbook(path, {"date_1904": is1904})
    sheet = book.add_worksheet("引取")
    formats = {}
    for row, cells in rows.items():
        for column, (kind, value, code) in enumerate(cells):
            if code not in formats:
                formats[code] = book.add_format({"num_format": code})
            if kind == "text":
                sheet.write_string(row - 1, column, value, formats[code])
            elif kind == "truth":
                sheet.write_boolean(row - 1, column, value, formats[code])
            elif kind == "error":
                sheet.write_formula(row - 1, column, "=NA()", formats[code], value)
            elif kind == "empty":
                sheet.write_blank(row - 1, column, None, formats[code])
            else:
                sheet.write_number(row - 1, column, value, formats[code])
    book.close()


def plain(value):
    """A float as a decimal without exponent, an integer without a fraction."""
    if value == int(value) and abs(value) < 2**53:
        return str(int(value))
    return format(value, "f") if value == int(value) else None


def same_number(mine, other):
    """Whether a text is the number that a float is, written plainly."""
    try:
        return float(mine) == float(other) and "e" not in mine.lower() and not mine.endswith(".0") and (
            plain(other) is None or abs(other) >= 2**53 or mine == plain(other))
    except ValueError:
        return False


def moment(value):
    if isinstance(value, datetime.datetime):
        if value.microsecond >= 500_000:
            value += datetime.timedelta(seconds=1)
        value = value.replace(microsecond=0)
        return value.strftime("%Y-%m-%d" if value.time() == datetime.time() else "%Y-%m-%d %H:%M:%S")
    return value.isoformat()


def reason(made, mine, other):
    """Why the two may differ in a cell, None if they mustn't; "" if they are the same."""
    kind, value, code = made
    if kind == "error" and other == "" and mine == value:
        return "an error reads as its text"
    # Both writers write sixteen digits.
    if kind == "time" and same_number(mine, float(format(value, ".16g"))):
        return "a time of day without a date stays a number"
    if kind == "zeros" and mine == str(value).rjust(len(code), "0"):
        return "" if mine == str(value) and same_number(mine, other) else "zeros of the format are kept"
    if kind == "date" and int(value) == 60 and mine == "60":
        return "29 February 1900 never was"
    if kind == "number" and code == "0%" and same_number(mine, other):
        return ""
    if isinstance(other, bool):
        return "" if mine == ("TRUE" if other else "FALSE") else None
    if isinstance(other, (int, float)):
        return "" if same_number(mine, other) else None
    if isinstance(other, (datetime.datetime, datetime.date)):
        return "" if mine == moment(other) else None
    return "" if mine == other else None


def compare(program, rows, path, counts):
    done = subprocess.run([program, "cells", path, "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        return [f"elvbridge: {done.stdout}{done.stderr}"]
    mine = [json.loads(line) for line in done.stdout.splitlines()]
    others = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    kept = [number for number, cells in rows.items() if any(kind != "empty" for kind, _, _ in cells)]
    if len(mine) != len(kept):
        return [f"{len(mine)} rows of {len(kept)}"]
    differences = []
    for cells, number in zip(mine, kept):
        made = list(rows[number])
        while made[-1][0] == "empty":
            made.pop()
        if len(cells) != len(made):
            values = [value for _, value, _ in made]
            differences.append(f"row {number}: {cells} of {values}, calamine {others[number - 1]}")
            continue
        for column, (text, wanted) in enumerate(zip(cells, made)):
            other = others[number - 1][column] if number <= len(others) and column < len(others[number - 1]) else ""
            why = reason(wanted, text, other)
            if why is None:
                differences.append(f"row {number}, cell {column + 1}: {wanted}: elvbridge {text!r}, calamine {other!r}")
            else:
                counts[f"explained: {why}" if why else f"agreed: {wanted[0]}"] += 1
    return differences


def compare_sample(program, path, counts):
    """The sheet 引取 of a ledger as people keep them, told by its profile; calamine's rows without the empty ones."""
    profiles = os.path.join(SAMPLE, "profiles")
    done = subprocess.run(
        [program, "cells", path, "--json"], capture_output=True, text=True,
        env=dict(os.environ, ELVBRIDGE_PROFILES=profiles))
    mine = [json.loads(line) for line in done.stdout.splitlines()]
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("引取")
    others = [row for row in sheet.to_python(skip_empty_area=False) if any(cell != "" for cell in row)]
    if len(mine) != len(others):
        return [f"{len(mine)} rows of {len(others)}: {done.stderr}"]
    differences = []
    for cells, row in zip(mine, others):
        for column, other in enumerate(row):
            text = cells[column] if column < len(cells) else ""
            # The ticket number's format has twelve digits.
            made = ("zeros", int(other), "0" * 12) if isinstance(other, float) and len(text) == 12 else ("sample", None, "")
            why = reason(made, text, other)
            if why is None:
                differences.append(f"{text!r}, calamine {other!r}")
            else:
                counts[f"explained: {why}" if why else "agreed: sample"] += 1
    return differences


def samples(folder):
    """The sample workbook, and what office programs make of it where they are installed."""
    original = next(os.path.join(SAMPLE, "drop", name) for name in os.listdir(os.path.join(SAMPLE, "drop")))
    yield "as Excel writes it", original
    name = os.path.basename(original)
    if shutil.which("soffice"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "xlsx", "--outdir",
             os.path.join(folder, "libreoffice"), original], check=True, capture_output=True, timeout=120)
        yield "saved by LibreOffice", os.path.join(folder, "libreoffice", name)
    if shutil.which("ssconvert"):
        os.mkdir(os.path.join(folder, "gnumeric"))
        target = os.path.join(folder, "gnumeric", name)
        subprocess.run(["ssconvert", original, target], check=True, capture_output=True, timeout=120)
        yield "saved by Gnumeric", target


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000)
    print(f"python-calamine {importlib.metadata.version('python-calamine')}, seed {seed}, {BOOKS} workbooks")
    dice, counts, failed = random.Random(seed), collections.Counter(), False
    with tempfile.TemporaryDirectory() as folder:
        for number in range(BOOKS):
            rows, is1904 = grid(dice), dice.random() < 0.3
            write = dice.choice([write_openpyxl, write_xlsxwriter])
            path = os.path.join(folder, f"{number}.xlsx")
            write(rows, is1904, path)
            differences = compare(program, rows, path, counts)
            if differences:
                print(f"workbook {number}, {write.__name__}{', 1904' if is1904 else ''}: {len(differences)} differences")
                print("\n".join(f"  {line}" for line in differences[:20]))
                failed = True
        for title, path in samples(folder):
            differences = compare_sample(program, path, counts)
            print(f"the sample ledger {title}: {len(differences)} differences")
            print("".join(f"  {line}\n" for line in differences[:20]), end="")
            failed = failed or bool(differences)
    for what in sorted(counts):
        print(f"{counts[what]:7} {what}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
