"""DuckDB: two threads, nothing to guess, every rule of the collection report in one query."""

import duckdb

import report
import rules


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def matches(value: str, pattern: str) -> str:
    return f"regexp_matches({value}, {quoted(pattern)})"


def bad(schema: str) -> str:
    wrong = []
    for field in rules.fields(schema):
        value = field.name
        # A comparison with nothing is NULL, and NULL is no fault of a field that may be empty.
        if field.pattern:
            wrong.append(f"NOT {matches(value, field.pattern)}")
        if field.choices:
            wrong.append(f"{value} NOT IN ({', '.join(map(quoted, field.choices))})")
        if field.longest:
            wrong.append(f"length({value}) > {field.longest}")
        if field.day:
            wrong.append(f"{value} IS NOT NULL AND try_strptime({value}, '%Y-%m-%d') IS NULL")
        if field.required:
            wrong.append(f"{value} IS NULL")
    stamp = matches("chassisNo", rules.stamp(schema))
    kind = f"coalesce(chassisNoType, CASE WHEN {stamp} THEN '2' ELSE '1' END)"
    wrong.append(f"NOT CASE WHEN {kind} = '2' THEN {stamp} ELSE {matches('chassisNo', rules.EDGES)} END")
    wrong.append("registrationNo IS NULL AND recycleTicketNo IS NULL AND coalesce(plateUnknown, '0') <> '1'")
    wrong.append("(fluorocarbonEquipped = '1') <> (fluorocarbonType IS NOT NULL)")
    wrong.append(f"try_strptime(collectionDate, '%Y-%m-%d') > TIMESTAMP '{rules.DAY}'")
    wrong.append("ownerConsent <> '1'")
    return "coalesce(" + " OR ".join(f"coalesce({part}, false)" for part in wrong) + ", false)"


def judge(schema: str, path: str, numbered: bool):
    base = duckdb.connect(config={"threads": 2})
    columns = ", ".join(f"{quoted(field.name)}: 'VARCHAR'" for field in rules.fields(schema))
    table = (
        f"read_csv({quoted(path)}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', nullstr='', "
        f"new_line='\\r\\n', columns={{{columns}}})"
    )
    if numbered:
        base.execute("SET preserve_insertion_order=true")
        found = base.execute(f"SELECT row FROM (SELECT row_number() OVER () + 1 AS row, {bad(schema)} AS bad FROM {table}) WHERE bad ORDER BY row")
        return [row for (row,) in found.fetchall()]
    base.execute("SET preserve_insertion_order=false")
    return base.execute(f"SELECT count(*) FILTER (WHERE {bad(schema)}) FROM {table}").fetchone()[0]


if __name__ == "__main__":
    report.judged(judge, *rules.arguments())
