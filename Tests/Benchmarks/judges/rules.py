"""The rules of the collection report in words that Polars and DuckDB are translated from, read from the same schema as ours.

A pattern of this function implies the lengths beside it, so that the peers needn't count characters twice.
"""

import json
import sys

DAY = "2026-11-21"
EDGES = "^[0-9A-Z](?:[0-9A-Z-]{0,40}[0-9A-Z])?$"


class Field:
    """What one cell has to be: at most one of pattern, choices, day and longest is there."""

    def __init__(self, field: dict) -> None:
        self.name, self.title = field["name"], field["title"]
        constraints = field.get("constraints", {})
        self.required = constraints.get("required", False)
        self.pattern = constraints.get("pattern")
        self.choices = ["0", "1"] if field["type"] == "boolean" else constraints.get("enum")
        self.day = field["type"] == "date"
        self.longest = None if self.pattern else constraints.get("maxLength")


def fields(path: str) -> list[Field]:
    with open(path, encoding="utf-8") as file:
        return [Field(field) for field in json.load(file)["fields"]]


def stamp(path: str) -> str:
    """The pattern of an official-stamp number, R01."""
    with open(path, encoding="utf-8") as file:
        rules = json.load(file)["bridge"]["rules"]
    return next(rule["match"]["chassisNo"] for rule in rules if rule.get("when") == {"chassisNoType": ["2"]})


def arguments() -> tuple[str, str, bool]:
    """SCHEMA FILE [--rows]: whether the numbers of bad rows are wanted, or only how many there are."""
    return sys.argv[1], sys.argv[2], "--rows" in sys.argv[3:]
