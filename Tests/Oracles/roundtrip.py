"""Error files that office programs have saved again: exactly the corrected rows go out, each once.

    roundtrip.py PROGRAM [csv|xlsx]

A night leaves an error file and an error book behind. In both one wrong cell is corrected; they are then handed in as they
are, and opened and saved by LibreOffice and by Gnumeric, where they are installed, with the damage that this does. The
simulator's journal is the judge.
"""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import openpyxl

import simulator

HEADER = "事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取依頼者カナ,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"
# What the corrected row must still say: a name that a program could run, and kana.
NAME, KANA = "=1+1商会", "ｶﾞｯｺｳ ﾀﾛｳ"
FIELDS = ["requesterName", "requesterKana", "fluorocarbonType", "airbagEquipped"]
WRONG, RIGHT = "R8/13/20", "R8/11/19"


def row(number, date="R8/11/20"):
    return f"130000100002,SIM00-{number:06},登録,不明,{NAME},{KANA},{date},○,HFC,有,1"


def saved_as_is(path, _):
    return path


def by_libreoffice(path, folder):
    kind = path.suffix[1:]
    target = kind if kind == "xlsx" else "csv:Text - txt - csv (StarCalc):44,34,76"
    source = ["--infilter=CSV:44,34,76,1"] if kind == "csv" else []
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *source, "--convert-to", target,
         "--outdir", folder, path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return folder / path.name


def by_gnumeric(path, folder):
    saved = folder / path.name
    subprocess.run(["ssconvert", path, saved], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return saved


def correct(path):
    """Puts the first wrong date right; says of which vehicle."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        cells = list(book.worksheets[0].iter_rows())
        line = next(line for line in cells[1:] if any(cell.value == WRONG for cell in line))
        next(cell for cell in line if cell.value == WRONG).value = RIGHT
        book.save(path)
        return next(str(cell.value) for cell in line if str(cell.value).startswith("SIM00-"))
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    line = next(line for line in lines[1:] if WRONG in line)
    line[line.index(WRONG)] = RIGHT
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    return next(cell for cell in line if cell.startswith("SIM00-"))


def judge(program, schemas, kind, save):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        drop, work, journal = folder / "drop/引取報告", folder / "saved", folder / "journal.jsonl"
        drop.mkdir(parents=True)
        work.mkdir()
        (drop / "a.csv").write_text(
            "\r\n".join([HEADER, row(1), row(2, WRONG), row(3, WRONG)]) + "\r\n", encoding="utf-8")
        environment = dict(
            os.environ, ELVBRIDGE_SCHEMAS=str(schemas), ELVBRIDGE_NOW=simulator.NOW, ELVBRIDGE_SECRET=simulator.SECRET)

        def bridge(*arguments):
            return subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, text=True)

        with simulator.running(program, schemas, folder, "--fleet", "9", "--journal", str(journal)) as address:
            (folder / "elvbridge.yaml").write_text(
                f"environment: test\nenvironments:\n  test:\n    baseURL: {address}\n    userID: {simulator.USER}\n"
                "    allowPlainHTTP: true\npace: {perSecond: 1000}\n")
            bridge("run")
            copy = folder / f"a.error.{kind}"
            shutil.copy(drop / copy.name, copy)
            corrected = correct(copy)
            saved = save(copy, work)
            ending = bridge("rerun", str(saved), "--json")
            bridge("rerun", str(saved), "--json")
        entries = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
        reported = [entry["businessKey"] for entry in entries]
        wanted = ["SIM00-000001", corrected]
        if len(reported) == len(wanted) and all(any(w in key for key in reported) for w in wanted):
            said = [{name: entry["request"].get(name) for name in FIELDS} for entry in entries]
            return None if said[0] == said[1] and all(said[0].values()) else f"the corrected row says {said[1]} instead of {said[0]}"
        return f"reported {reported} instead of {wanted}: {ending.stdout[:600]} {ending.stderr[:300]}"


def main():
    program = os.path.abspath(sys.argv[1])
    schemas = pathlib.Path(__file__).resolve().parents[2] / "schemas"
    kinds = sys.argv[2:] or ["csv", "xlsx"]
    ways = {"as it is": saved_as_is}
    for name, tool, way in [("LibreOffice", "soffice", by_libreoffice), ("Gnumeric", "ssconvert", by_gnumeric)]:
        if shutil.which(tool):
            ways[name] = way
        else:
            print(f"{name} is not installed")
    failures = 0
    for kind in kinds:
        for name, way in ways.items():
            difference = judge(program, schemas, kind, way)
            failures += difference is not None
            print(f"{kind}, saved by {name}: {difference or 'exactly the corrected row went out'}")
    sys.exit(1 if failures else 0)


main()
