"""What all works share: sizes, seed, folders, the program, and what a line of the table is."""

import dataclasses
import json
import os
import shutil
import sys
import time
import traceback

import data
import measuring

NIGHT, MORNING = "2026-11-21T03:00:00+09:00", "2026-11-21T10:00:00+09:00"
HERE = os.path.dirname(os.path.abspath(__file__))
FUNCTION = "collection-report"
SETTINGS = """environment: test
environments: {test: {baseURL: "https://localhost:9", userID: jars-user-01}}
"""


@dataclasses.dataclass
class Line:
    """One line of the table: a ratio or figure beside its bar; `met` is None where there is nothing to measure yet.

    `share` is the figure in units of its bar, turned so that 1 is the bar and more is better: what the plot draws.
    """

    work: str
    figure: str
    bar: str
    met: bool | None
    share: float | None = None
    note: str = ""
    details: dict = dataclasses.field(default_factory=dict)


def at_least(work: str, value: float, bar: float, unit: str, of: str, **more) -> Line:
    return Line(work, f"{value:.3g}{unit}", f"at least {bar:g}{unit} {of}", value >= bar, value / bar, **more)


def at_most(work: str, value: float, bar: float, unit: str, of: str, **more) -> Line:
    return Line(work, f"{value:.3g}{unit}", f"at most {bar:g}{unit} {of}", value <= bar, bar / value if value else 1, **more)


class Bench:
    def __init__(self, program: str, peers: str, folder: str, quick: bool, seed: int) -> None:
        self.program, self.peers, self.quick, self.seed = os.path.abspath(program), os.path.abspath(peers), quick, seed
        self.folder = os.path.abspath(folder)
        self.schema = os.path.abspath("schemas/jars/08-collection-report.json")
        self.xsd = os.path.abspath("schemas/jars/generated/xsd/08-collection-report.xsd")
        # Also where it has to be quick: in a short file the start of the program would be most of it.
        self.rows = 1_000_000
        self.many, self.few = (1_000_000, 100_000) if quick else (10_000_000, 100_000)
        # The ledger is the slow part: 100 k rows of it are about as much work as 1 M rows of checking.
        self.many_staged, self.few_staged = (300_000, 30_000) if quick else (10_000_000, 100_000)
        self.began = time.monotonic()
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)

    def say(self, text: str) -> None:
        print(f"[{time.monotonic() - self.began:6.1f} s] {text}", file=sys.stderr, flush=True)

    def path(self, name: str, make) -> str:
        """A file of the data folder, made once."""
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            self.say(f"makes {name}")
            # In a child: what this process grew to would count as its children's peak, which exec doesn't reset.
            child = os.fork()
            if child == 0:
                try:
                    make(path)
                    os._exit(0)
                except BaseException:
                    traceback.print_exc()
                    os._exit(1)
            assert os.waitpid(child, 0)[1] == 0, f"{name} could not be made"
        return path

    def csv(self, rows: int, encoding: str = "cp932", bad: float = 0) -> str:
        name = f"{rows}-{encoding}-{bad:g}.csv"
        return self.path(name, lambda path: data.write_csv(path, encoding, data.lines(rows, self.seed, bad)))

    def check(self, path: str, *options: str, codes=(0,)) -> measuring.Run:
        command = [self.program, "check", "--function", FUNCTION, "--lang", "en", *options, path]
        return measuring.run(command, {"ELVBRIDGE_NOW": MORNING}, self.folder, codes)

    def judge(self, name: str, *arguments: str) -> measuring.Run:
        return measuring.run([sys.executable, f"{HERE}/judges/{name}_judge.py", *arguments], own=True)

    def place(self, name: str) -> str:
        """An empty folder with a configuration, as after `init`."""
        path = os.path.join(self.folder, name)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        with open(path + "/elvbridge.yaml", "w", encoding="utf-8") as file:
            file.write(SETTINGS)
        return path

    def least_ledger(self, source: str) -> measuring.Run:
        """The rows in the least ledger that SQLite could keep of them: what staging can't go below."""
        place = self.place("least")
        return measuring.run([self.peers + "/bare_ledger", source, place + "/least.sqlite", str(data.CHASSIS)])

    def stage(self, name: str, source: str) -> measuring.Run:
        """A night run before opening: everything up to the first request, ledger and outputs included; it gets a copy of the file."""
        place = self.place(name)
        os.makedirs(place + "/drop/引取報告")
        shutil.copy(source, place + "/drop/引取報告/drop.csv")
        environment = {"ELVBRIDGE_NOW": NIGHT, "ELVBRIDGE_SECRET": "none"}
        one = measuring.run([self.program, "run", "--json"], environment, place, codes=(0, 1, 4))
        counts = json.loads(one.output)["counts"]
        assert counts["held"] + counts["invalid"] == counts["input"], counts
        return one
