"""Runs programs and measures each child alone: seconds, CPU seconds, peak memory; and alternates those that are compared."""

import dataclasses
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 5


@dataclasses.dataclass
class Run:
    """One run of one program. A judge tells its own seconds, without those in which Python starts."""

    seconds: float
    cpu: float
    peak: float  # MB
    code: int
    output: bytes


def run(command: list[str], environment: dict | None = None, folder: str | None = None, codes=(0,), own=False) -> Run:
    """Waits with wait4, because getrusage knows only the greatest of all children so far."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=os.environ | (environment or {}), stdout=output, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        text = output.read()
        if child.returncode not in codes:
            sys.exit(f"{' '.join(command)}: ended with {child.returncode}\n{errors.read()[-2000:].decode()}{text[-500:].decode()}")
    made = Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode, text)
    if own:
        told = json.loads(text)
        made.seconds, made.cpu = told["seconds"], told["cpu"]
    return made


def median(runs: list[Run]) -> Run:
    """Medians of seconds and CPU, the greatest peak."""
    return Run(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.cpu for one in runs),
        max(one.peak for one in runs),
        runs[0].code,
        runs[0].output,
    )


def alternating(candidates: dict, rounds: int = ROUNDS) -> dict[str, Run]:
    """Each candidate once a round, so that what else the machine does falls on all alike; one round before warms the caches."""
    made = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, candidate in candidates.items():
            one = candidate()
            if number:
                made[name].append(one)
    return {name: median(runs) for name, runs in made.items()}


def figures(rows: int, size: int, one: Run) -> dict:
    """What a JSON line tells of one program."""
    return {
        "rowsPerSecond": round(rows / one.seconds),
        "megabytesPerSecond": round(size / one.seconds / 1e6, 1),
        "peakMegabytes": round(one.peak, 1),
        "cpuMicrosecondsPerRow": round(one.cpu / rows * 1e6, 3),
        "seconds": round(one.seconds, 4),
    }
