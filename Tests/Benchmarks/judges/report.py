"""Times a judge's own work and prints it with what it found; importing and starting Python are not counted against it."""

import json
import time


def judged(judge, *arguments) -> None:
    """Prints seconds, CPU seconds, and `bad`: how many, or a list of row numbers with the header as row 1."""
    started, spent = time.perf_counter(), time.process_time()
    bad = judge(*arguments)
    print(json.dumps({"seconds": time.perf_counter() - started, "cpu": time.process_time() - spent, "bad": bad}))
