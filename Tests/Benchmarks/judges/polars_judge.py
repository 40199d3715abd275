"""Polars: lazy, streaming, two threads; every rule of the collection report as one expression."""

import os

os.environ["POLARS_MAX_THREADS"] = "2"

import polars as pl  # noqa: E402

import report  # noqa: E402
import rules  # noqa: E402


def bad(schema: str) -> pl.Expr:
    cell = {}
    wrong = []
    for field in rules.fields(schema):
        value = cell[field.name] = pl.col(field.name)
        # A comparison with nothing is null, and null is no fault of a field that may be empty.
        if field.pattern:
            wrong.append(~value.str.contains(field.pattern))
        if field.choices:
            wrong.append(~value.is_in(field.choices))
        if field.longest:
            wrong.append(value.str.len_chars() > field.longest)
        if field.day:
            wrong.append(value.str.to_date("%Y-%m-%d", strict=False).is_null() & value.is_not_null())
        if field.required:
            wrong.append(value.is_null())
    stamped = pl.coalesce(
        cell["chassisNoType"], pl.when(cell["chassisNo"].str.contains(rules.stamp(schema))).then(pl.lit("2")).otherwise(pl.lit("1"))
    )
    fits = pl.when(stamped == "2").then(cell["chassisNo"].str.contains(rules.stamp(schema)))
    wrong.append(~fits.otherwise(cell["chassisNo"].str.contains(rules.EDGES)))
    nameless = cell["registrationNo"].is_null() & cell["recycleTicketNo"].is_null()
    wrong.append(nameless & ~cell["plateUnknown"].eq("1").fill_null(False))
    wrong.append(cell["fluorocarbonEquipped"].eq("1") != cell["fluorocarbonType"].is_not_null())
    wrong.append(cell["collectionDate"].str.to_date("%Y-%m-%d", strict=False) > pl.lit(rules.DAY).str.to_date("%Y-%m-%d"))
    wrong.append(cell["ownerConsent"] != "1")
    return pl.any_horizontal([part.fill_null(False) for part in wrong])


def judge(schema: str, path: str, numbered: bool):
    names = [field.name for field in rules.fields(schema)]
    # The header's Japanese titles are stepped over: the columns go by the fields' names.
    table = pl.scan_csv(
        path, schema={name: pl.String for name in names}, has_header=False, skip_lines=1, row_index_name="row" if numbered else None
    )
    if numbered:
        return [row + 2 for row in table.filter(bad(schema)).select("row").collect(engine="streaming")["row"]]
    return table.select(bad(schema).sum().alias("bad")).collect(engine="streaming")["bad"][0]


if __name__ == "__main__":
    report.judged(judge, *rules.arguments())
