"""Draws each figure in units of its bar: right of the line it is met."""

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

from bench import Line  # noqa: E402


def draw(lines: list[Line], path: str) -> None:
    drawn = [line for line in lines if line.share is not None][::-1]
    matplotlib.rcParams |= {"svg.hashsalt": "elvbridge", "svg.fonttype": "none", "font.family": "sans-serif"}
    figure, axes = pyplot.subplots(figsize=(10, 0.34 * len(drawn) + 1.2), layout="constrained")
    colours = ["#2a7f62" if line.met else "#c8553d" for line in drawn]
    axes.barh(range(len(drawn)), [max(line.share, 0.01) for line in drawn], color=colours)
    axes.set_yticks(range(len(drawn)), [line.work.replace("`", "") for line in drawn])
    for place, line in enumerate(drawn):
        axes.annotate(line.figure, (max(line.share, 0.01), place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8)
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xscale("log")
    axes.set_xlim(0.01, max(10, max(line.share for line in drawn) * 3))
    axes.set_xlabel("in units of the bar (1 = just met; logarithmic)")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, format="svg", metadata={"Date": None})
