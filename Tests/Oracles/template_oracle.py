#!/usr/bin/env python3
"""Opens every function's empty form with openpyxl and looks at what libxlsxwriter made of it.

    template_oracle.py ELVBRIDGE

The headings must be the columns' titles in order, frozen, the required ones bold, each with a comment; every cell below
must be text, so that leading zeros survive; every choice must be offered in a list; a second sheet must list all columns.
Exits 1 otherwise.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import openpyxl
import rows


def faults(function, path):
    columns = [field for field in function["fields"] if not field["bridge"].get("secret")]
    form, notes = openpyxl.load_workbook(path).worksheets
    headings = list(form[1])
    offered = {str(list_.sqref).split(":")[0]: list_.formula1 for list_ in form.data_validations.dataValidation}
    if [cell.value for cell in headings] != [field["title"] for field in columns]:
        yield f"headings {[cell.value for cell in headings]}"
    if form.freeze_panes != "A2" or form.max_row != 1:
        yield f"frozen at {form.freeze_panes}, {form.max_row} rows"
    told = {row[0] for row in notes.iter_rows(values_only=True)}
    for cell, field in zip(headings, columns):
        name = field["name"]
        if bool(cell.font.b) != bool(field.get("constraints", {}).get("required")):
            yield f"{name}: bold is {cell.font.b}"
        if cell.comment is None or field["title"] not in cell.comment.text:
            yield f"{name}: no comment"
        if form.column_dimensions[cell.column_letter].number_format != "@":
            yield f"{name}: the column is not text"
        if field["title"] not in told:
            yield f"{name}: not in the notes"
        choices = field["bridge"].get("meanings", {})
        words = {word for code, words in choices.items() for word in [code, *words]}
        listed = offered.get(f"{cell.column_letter}2", "").strip('"').split(",")
        if choices and not (len(listed) == len(choices) and set(listed) <= words):
            yield f"{name}: offers {listed}"
        if not choices and f"{cell.column_letter}2" in offered:
            yield f"{name}: offers what is no choice"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, schemas = os.path.abspath(sys.argv[1]), pathlib.Path(__file__).resolve().parents[2] / "schemas"
    failed, count = False, 0
    with tempfile.TemporaryDirectory() as folder:
        for function in rows.functions(schemas):
            path = os.path.join(folder, function["name"] + ".xlsx")
            subprocess.run([program, "functions", function["name"], "--template", "xlsx", "--output", path], check=True,
                           stdout=subprocess.DEVNULL, env=dict(os.environ, ELVBRIDGE_SCHEMAS=str(schemas)))
            for fault in faults(function, path):
                print(f"{function['name']}: {fault}")
                failed = True
            count += 1
    print(f"openpyxl {openpyxl.__version__}: {count} forms")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
