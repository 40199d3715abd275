"""Writes what was measured: the table on the terminal, JSON lines, the plot, and RESULTS.md with the machine in general words."""

import dataclasses
import datetime
import json
import os
import platform

from bench import HERE, Bench, Line

MET = {True: "met", False: "**not met**", None: "–"}


def machine() -> str:
    """Cores, memory and kind of kernel; nothing by which anyone could find it."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    kernel = ".".join(platform.release().split(".")[:1])
    return f"{os.cpu_count()} cores ({platform.machine()}), {round(pages / 2**30)} GB of memory, {platform.system()} {kernel}.x"


def detail(name: str, told: dict) -> str:
    """One program's own figures, for the table below the ratios."""
    cells = [
        f"{told['rowsPerSecond']:,}" if "rowsPerSecond" in told else f"{told['vehiclesPerSecond']:,} vehicles",
        f"{told['megabytesPerSecond']:,}" if "megabytesPerSecond" in told else "",
        f"{told['peakMegabytes']:,}",
        f"{told.get('cpuMicrosecondsPerRow', told.get('cpuMicrosecondsPerVehicle')):,}",
    ]
    return f"| {name} | " + " | ".join(cells) + " |"


def markdown(bench: Bench, lines: list[Line]) -> str:
    # That the judges agree is a condition for measuring, not a bar of speed.
    bars = [line for line in lines if not line.work.startswith("judges agree")]
    met, missing = sum(line.met is True for line in bars), sum(line.met is None for line in bars)
    size = "quick run (`make bench QUICK=1`), with shorter files and fewer vehicles than a full one" if bench.quick else "full run (`make bench`)"
    text = f"""# What `make bench` measured

Generated; not edited. {datetime.date.today()}, seed {bench.seed}, a {size}.
The machine: {machine()}; other work may have run beside it. So the seconds mean little, and the ratios, taken from alternating runs that shared whatever else went
on, are what to quote: medians of five (start-up: fifteen), after one that warms the caches. Peak memory of the long files, staging
the longest file and the flushes are single runs. Ours is a release build.

**{met} of {len(bars) - missing} bars are met**, {missing} can't be measured yet.

![Each figure in units of its bar](results.svg)

| Work | Measured | Bar | | |
|---|---|---|---|---|
"""
    for line in lines:
        text += f"| {line.work} | {line.figure} | {line.bar.strip()} | {MET[line.met]} | {line.note} |\n"
    text += "\n| Program | rows/s | MB/s | peak MB | µs CPU a row |\n|---|---:|---:|---:|---:|\n"
    told = []
    for line in lines:
        work = line.work.split(",")[0].strip("`").replace("`", "")
        for name, figures in line.details.items():
            if isinstance(figures, dict) and "peakMegabytes" in figures and figures not in told:
                told.append(figures)
                text += detail(f"{work}: {name}", figures) + "\n"
    return text


def write(bench: Bench, lines: list[Line], whole: bool) -> None:
    """RESULTS.md only after all works: a part of them would leave a table that is partly another day's."""
    with open(bench.folder + "/../results.jsonl", "w", encoding="utf-8") as file:
        for line in lines:
            about = {"seed": bench.seed, "quick": bench.quick, "machine": machine()}
            file.write(json.dumps(dataclasses.asdict(line) | about, ensure_ascii=False) + "\n")
    width = max(len(line.work) for line in lines)
    for line in lines:
        met = MET[line.met].strip("*")
        print(f"{line.work:{width}}  {line.figure:>24}  {met:8} {line.bar.strip()}")
    if whole:
        import plot

        plot.draw(lines, HERE + "/results.svg")
        with open(HERE + "/RESULTS.md", "w", encoding="utf-8") as file:
            file.write(markdown(bench, lines))
