"""XML of our own shape, held against its XSD: our check, which knows the rules besides, beside xmllint, which streams."""

import os

import data
import measuring
from bench import Bench, Line, at_least


def lines(bench: Bench) -> list[Line]:
    rows = 80_000 if bench.quick else 320_000
    path = bench.path("rows.xml", lambda path: data.write_xml(path, rows, bench.seed))
    xmllint = ["xmllint", "--noout", "--stream", "--huge", "--schema", bench.xsd, path]
    runs = measuring.alternating({"elvbridge": lambda: bench.check(path), "xmllint": lambda: measuring.run(xmllint)})
    size = os.path.getsize(path)
    details = {name: measuring.figures(rows, size, one) for name, one in runs.items()}
    value = runs["xmllint"].seconds / runs["elvbridge"].seconds
    return [at_least(f"XML, {size / 1e6:.0f} MB with XSD", value, 1, "x", "`xmllint --stream --schema`", details=details)]
