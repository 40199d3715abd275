"""Times `elvbridge check` beside Python's csv module on the same file, alternating, and prints the ratio.

Python decodes CP932, splits the rows and matches four patterns, which is less than we do. Seconds are noisy on shared
machines; the ratio of medians measured in one run is the figure to quote.
"""

import csv
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HEADER = (
    "事業所コード,車台番号区分,車台番号,車両区分,登録番号／車両番号,リサイクル券番号,登録番号不明,引取依頼者氏名・名称,"
    "引取依頼者カナ,引取依頼者区分,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認,利用者管理番号"
)
PATTERNS = {
    0: re.compile(r"[0-9]{12}"),
    2: re.compile(r"[0-9A-Z-]{1,42}"),
    5: re.compile(r"[0-9]{12}"),
    10: re.compile(r"\d{4}-\d\d-\d\d"),
}


def generate(path: str, rows: int) -> int:
    with open(path, "wb") as file:
        file.write((HEADER + "\r\n").encode("cp932"))
        for i in range(rows):
            row = (
                f"130000100002,1,ABC{i % 90 + 10}-{i:07d},1,品川500さ{i % 9999 + 1},{400000000000 + i},0,国土 太郎,"
                f"コクド タロウ,1,2026-11-{i % 20 + 1:02d},1,2,1,1,ERP-{i:08d}\r\n"
            )
            file.write(row.encode("cp932"))
        return file.tell()


def ours(program: str, path: str) -> float:
    started = time.perf_counter()
    ending = subprocess.run(
        [program, "check", "--function", "collection-report", "--json", path], capture_output=True, check=False
    )
    assert ending.returncode == 0, ending.stdout[:500]
    return time.perf_counter() - started


def python(path: str) -> float:
    started = time.perf_counter()
    bad = 0
    with open(path, encoding="cp932", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            for column, pattern in PATTERNS.items():
                if not pattern.fullmatch(row[column]):
                    bad += 1
    assert bad == 0
    return time.perf_counter() - started


def main() -> None:
    program, count = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/rows.csv"
        size = generate(path, count)
        mine, theirs = [], []
        for _ in range(5):
            mine.append(ours(program, path))
            theirs.append(python(path))
        a, b = statistics.median(mine), statistics.median(theirs)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{count} rows, 16 columns, CP932, {size / 1e6:.0f} MB; medians of 5 alternating runs")
        print(f"elvbridge check        {count / a:12,.0f} rows/s  {size / a / 1e6:7.0f} MB/s  peak {peak:.0f} MB")
        print(f"Python csv + 4 regexes {count / b:12,.0f} rows/s  {size / b / 1e6:7.0f} MB/s")
        print(f"ratio                  {b / a:12.2f}")


main()
