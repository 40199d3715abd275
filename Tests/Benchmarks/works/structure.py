"""The structure scan alone. No command does it alone: `cells` also decodes and prints every cell, so that it isn't measured."""

from bench import Bench, Line


def lines(bench: Bench) -> list[Line]:
    return [Line("structure scan alone", "no command does it alone", "at least 0.5x `wc -l`, or 2 GB/s", None)]
