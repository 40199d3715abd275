"""Peak memory of long files beside short ones, of `check` and of a run up to the first request."""

from bench import Bench, Line
from works import staging


def lines(bench: Bench) -> list[Line]:
    made = []
    for what, measure in (("`check`", lambda rows: bench.check(bench.csv(rows))), ("`run` to the first request", lambda rows: staging.staged(bench, rows))):
        few, many = measure(bench.few).peak, measure(bench.many).peak
        limit = min(64, few * 1.1)
        made.append(
            Line(
                f"peak memory of {what}", f"{many:.0f} MB; {many / few:.2f}x", "under 64 MB, at most 1.1x that of the short file",
                many <= limit, limit / many, f"{bench.many:,} rows beside {bench.few:,} ({few:.0f} MB)",
                {"fewMegabytes": round(few, 1), "manyMegabytes": round(many, 1)},
            )
        )
    return made
