#!/usr/bin/env python3
"""Gives elvbridge files that are made to hurt, in full size, and holds its memory, its time and its answer to limits.

    hostile.py ELVBRIDGE

Each must end with the code that it should have, within 512 MB of memory and so many seconds. Exits 1 otherwise.
"""
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile

MEMORY = 512 << 20
HEADER = "車台番号,車両区分\r\n"
CONTENT = '<?xml version="1.0" encoding="UTF-8"?>\n'


def text(data):
    return lambda path: open(path, "wb").write(data)


def one_line(path):
    with open(path, "wb") as file:
        file.write(HEADER.encode("cp932"))
        for _ in range(1024):
            file.write(b"A" * (1 << 20))


def workbook(sheet):
    """A workbook whose one sheet is made by `sheet`, a generator of bytes."""
    def write(path):
        rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        pack = "http://schemas.openxmlformats.org/package/2006/relationships"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("_rels/.rels", f'{CONTENT}<Relationships xmlns="{pack}"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
            archive.writestr("xl/workbook.xml", f'{CONTENT}<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>')
            archive.writestr("xl/_rels/workbook.xml.rels", f'{CONTENT}<Relationships xmlns="{pack}"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                for piece in sheet(main):
                    part.write(piece)
    return write


def bomb(main):
    yield f'{CONTENT}<worksheet xmlns="{main}"><sheetData>'.encode()
    spaces = b" " * (16 << 20)
    for _ in range(640):
        yield spaces
    yield b"</sheetData></worksheet>"


def good(main):
    yield f'{CONTENT}<worksheet xmlns="{main}"><sheetData>'.encode()
    for row in range(1, 20000):
        yield f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>ABC12-{row:06}</t></is></c></row>'.encode()
    yield b"</sheetData></worksheet>"


def truncated(path):
    workbook(good)(path)
    os.truncate(path, os.path.getsize(path) * 2 // 3)


LAUGHS = CONTENT + "<!DOCTYPE rows [<!ENTITY l0 'ha'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)) + "]><rows function='fee-inquiry'><row><chassisNo>&l9;</chassisNo></row></rows>"
ENTITY = CONTENT + "<!DOCTYPE rows [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rows function='fee-inquiry'><row><chassisNo>&x;</chassisNo></row></rows>"


def rows(row, count):
    """A drop of our own shape with the same row over and over."""
    def write(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONTENT + "<rows function='fee-inquiry'>\n")
            for _ in range(count // 1000):
                file.write(row * 1000)
            file.write("</rows>\n")
    return write


UTF16 = b"\xff\xfe" + (HEADER.replace(",", "\t") + "ABC12-345678\t登\r\nABC12-345679\t録").encode("utf-16-le")[:-1]

CASES = [
    ("a billion laughs", "x.xml", text(LAUGHS.encode()), "T022", 5),
    ("an external entity", "x.xml", text(ENTITY.encode()), "T022", 5),
    ("XML a million levels deep", "x.xml", text((CONTENT + "<rows function='fee-inquiry'><row>" + "<a>" * 1_000_000).encode()), "T023", 10),
    ("a cell of 100 MB in XML", "x.xml", text((CONTENT + "<rows function='fee-inquiry'><row><chassisNo>").encode() + b"A" * (100 << 20)), "T023", 20),
    ("100,000 misspelt rows in XML", "x.xml", rows("<Row/>\n", 100_000), "T031", 120),
    ("900 unknown elements in each of 1,000 rows of XML", "x.xml", rows("<row><chassisNo>A-1</chassisNo>" + "<b x='1'>山</b>" * 900 + "</row>\n", 1_000), "T031", 240),
    ("a comment of 100 MB full of tags in XML", "x.xml", text((CONTENT + "<rows function='fee-inquiry'><!--" + "<row>" * 20_000_000).encode()), "T021", 60),
    ("a workbook of 10 GB", "x.xlsx", workbook(bomb), "T020", 30),
    ("a truncated workbook", "x.xlsx", truncated, "T019", 5),
    ("100,000 columns", "x.csv", text(("a," * 100_000 + "b\r\n" + "1," * 100_000 + "2\r\n").encode()), "T004", 10),
    ("one line of 1 GB", "x.csv", one_line, "T016", 300),
    ("UTF-16 cut in the middle of a character", "x.txt", text(UTF16), "T010", 5),
    ("a FIFO", "x.csv", os.mkfifo, "B004", 5),
]


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (300, 300))


def main():
    program = os.path.abspath(sys.argv[1])
    failures = 0
    for title, name, make, code, seconds in CASES:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            make(path)
            start = time.monotonic()
            # The function is told, because most of these files have no header that would.
            command = ["/usr/bin/time", "-f", "%M", program, "check", "--function", "fee-inquiry", "--lang", "en", path]
            try:
                run = subprocess.run(command, capture_output=True, text=True, timeout=seconds * 2, preexec_fn=limit, cwd=folder)
            except subprocess.TimeoutExpired:
                print(f"  {title}: no answer within {seconds * 2} s")
                failures += 1
                continue
            took = time.monotonic() - start
            memory = int(run.stderr.strip().splitlines()[-1]) << 10
            said = [line.strip() for line in (run.stdout + run.stderr).splitlines() if code in line]
            is_good = bool(said) and run.returncode in (1, 2) and memory <= MEMORY and took <= seconds
            print(f"  {title}: {code if said else 'NOT ' + code}, exit {run.returncode}, {memory >> 20} MB, {took:.1f} s")
            if not is_good:
                failures += 1
                print(f"    {run.stdout[-400:]} {run.stderr[-200:]}")
    print("hostile: every file ended as it should" if not failures else f"hostile: {failures} did not")
    sys.exit(1 if failures else 0)


main()
