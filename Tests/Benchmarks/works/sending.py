"""Sending beside bare libcurl: the same requests to the same simulator over TLS, with full durability on our side."""

import measuring
from bench import Bench, Line, at_least, at_most
from simulated import Simulated


def compared(bench: Bench, latency: int, count: int) -> tuple[measuring.Run, measuring.Run, dict]:
    with Simulated(bench, count * 2 * (measuring.ROUNDS + 1) + 10, latency) as place:
        runs = measuring.alternating({"ours": lambda: place.ours(count), "bare": lambda: place.bare(count)})
    details = {}
    for name, one in runs.items():
        details[name] = {
            "vehiclesPerSecond": round(count / one.seconds, 1),
            "cpuMicrosecondsPerVehicle": round(one.cpu / count * 1e6),
            "peakMegabytes": round(one.peak, 1),
        }
    return runs["ours"], runs["bare"], details


def flushes(bench: Bench, count: int) -> Line:
    with Simulated(bench, count + 10, 0) as place:
        table = place.path + "/calls.txt"
        place.ours(count, ("strace", "-f", "-qq", "-c", "-o", table, "-e", "trace=fsync,fdatasync"))
        with open(table, encoding="utf-8") as file:
            calls = sum(int(line.split()[3]) for line in file if line.rstrip().endswith("sync"))
    return at_most("flushes to disk, a backlog waits", calls / count, 0.2, "", "fsync for each submission", note=f"{calls} for {count} vehicles")


def lines(bench: Bench) -> list[Line]:
    # With few vehicles the start of our program is most of what it takes longer.
    many, few = (1000, 100) if bench.quick else (2000, 500)
    ours, bare, quick = compared(bench, 0, many)
    ours_late, bare_late, late = compared(bench, 20, few)
    note = "one vehicle is two requests for both; our whole run beside their sending alone"
    return [
        at_least("submissions, server without latency", bare.seconds / ours.seconds, 0.6, "x", "bare libcurl", note=note, details=quick),
        at_least("submissions, server with 20 ms", bare_late.seconds / ours_late.seconds, 0.97, "x", "bare libcurl", note=note, details=late),
        at_most("client CPU for each submission", ours.cpu / bare.cpu, 2, "x", "bare libcurl", note=note, details=quick),
        flushes(bench, many),
    ]
