"""Peak memory of long files beside short ones, of `check` and of a run up to the first request."""

from bench import Bench, Line
from works import staging


def lines(bench: Bench) -> list[Line]:
    made = []
    for what, short, long, measure in (
        ("`check`", bench.few, bench.many, lambda rows: bench.check(bench.csv(rows))),
        ("`run` to the first request", bench.few_staged, bench.many_staged, lambda rows: staging.staged(bench, rows)),
    ):
        few, many = measure(short).peak, measure(long).peak
        limit = min(64, few * 1.1)
        made.append(
            Line(
                f"peak memory of {what}", f"{many:.0f} MB; {many / few:.2f}x", "under 64 MB, at most 1.1x that of the short file",
                many <= limit, limit / many, f"{long:,} rows beside {short:,} ({few:.0f} MB)",
                {"fewMegabytes": round(few, 1), "manyMegabytes": round(many, 1)},
            )
        )
    return made
