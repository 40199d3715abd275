#!/usr/bin/env python3
"""Holds what really went over the wire against our OpenAPI, with openapi-core as the judge.

    openapi_oracle.py ELVBRIDGE [RECORDING...]

1. The document itself must be OpenAPI 3.1 (openapi-spec-validator).
2. Without recordings, nights are played: every case of samples/jars and the demonstration's drops are run by `elvbridge
   run` against `elvbridge simulate --record`, until every function was called. Every request and every answer recorded must be what the document says.
   Requests are held to it without exception: a row that would make another one must have been refused before.

A recording has one exchange a line; an answer that a fault spoilt on purpose is not judged. Exits 1 on any breach.
"""
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import openapi_spec_validator
import simulator
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]


def night(program, schemas, drops, case, place):
    """Runs drops against a simulator that knows the case's vehicles; gives the recording."""
    record = place / "exchanges.jsonl"
    options = ["--record", str(record)]
    if (case / "vehicles.json").exists():
        options += ["--vehicles", str(case / "vehicles.json")]
    settings = case / "settings.yaml"
    environment = dict(
        os.environ, ELVBRIDGE_SCHEMAS=str(schemas), ELVBRIDGE_NOW=simulator.NOW, ELVBRIDGE_SECRET=simulator.SECRET)
    with simulator.running(program, schemas, place, *options) as address:
        (place / "elvbridge.yaml").write_text(
            f"environment: test\nenvironments:\n  test: {{baseURL: \"{address}\", userID: {simulator.USER}, "
            "allowPlainHTTP: true}\npace: {perSecond: 10000}\ndoubt: {settle: 0, apart: 0, patience: 5}\n"
            + (settings.read_text(encoding="utf-8") if settings.exists() else ""), encoding="utf-8")
        for folder in drops:
            done = subprocess.run(
                [program, "run", str(folder)], cwd=place, env=environment, capture_output=True, text=True, timeout=120)
            if done.returncode not in (0, 1, 3, 4):
                sys.exit(f"{case}: {program} run failed: {done.stdout}{done.stderr}")
    return record.read_text(encoding="utf-8").splitlines()


def nights(program, schemas):
    """The recordings of all samples: (what was played, lines)."""
    for case in sorted((CHECKOUT / "samples/jars").glob("*/*")):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            drops = []
            for file in sorted(case.glob("earlier.*")) + sorted(case.glob("input.*")):
                # earlier.FUNCTION.csv was dropped before, for its own function.
                parts = file.name.split(".")
                kind, function = (parts[0], parts[1] if parts[0] == "earlier" else case.parent.name)
                (place / kind / function).mkdir(parents=True, exist_ok=True)
                shutil.copy(file, place / kind / function / file.name)
                if place / kind not in drops:
                    drops.append(place / kind)
            yield f"{case.parent.name}/{case.name}", night(program, schemas, drops, case, place)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        shutil.copytree(CHECKOUT / "samples/drops", place / "drop", ignore=shutil.ignore_patterns("*.json"))
        yield "drops", night(program, schemas, [place / "drop"], CHECKOUT / "samples/drops", place)


def breaches(api, exchange, counts):
    """What the document does not allow in one exchange."""
    def content(body):
        return b"" if body is None else (body if isinstance(body, str) else json.dumps(body)).encode()

    def headers(found):
        return {name.lower(): value for name, value in (found or {}).items()}

    asked, answered = headers(exchange["requestHeaders"]), headers(exchange["responseHeaders"])
    request = MockRequest(
        "http://127.0.0.1", exchange["method"].lower(), exchange["path"], headers=asked, data=content(exchange["request"]),
        content_type=asked.get("content-type", ""))
    found = [f"request: {told(error)}" for error in api.iter_request_errors(request)]
    counts[f"{exchange['path'].rsplit('/', 1)[-1]} requests"] += 1
    if exchange["status"] is not None and not exchange.get("faults"):
        response = MockResponse(
            content(exchange["response"]), exchange["status"], headers=answered, content_type=answered.get("content-type", ""))
        found += [f"answer {exchange['status']}: {told(error)}" for error in api.iter_response_errors(request, response)]
        counts[f"answers {exchange['status']}"] += 1
    return found


def told(error):
    """An error with the one below it, where openapi-core keeps what the schema said."""
    return f"{error} {error.__cause__ or ''}"[:400]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, schemas = os.path.abspath(sys.argv[1]), CHECKOUT / "schemas"
    document = json.loads((schemas / "jars/generated/openapi.json").read_text(encoding="utf-8"))
    openapi_spec_validator.validate(document)
    print(f"OpenAPI {document['openapi']} with {len(document['paths'])} paths is valid")
    api = OpenAPI.from_dict(document)
    if sys.argv[2:]:
        recordings = ((path, pathlib.Path(path).read_text(encoding="utf-8").splitlines()) for path in sys.argv[2:])
    else:
        recordings = nights(program, schemas)
    counts, failures = collections.Counter(), 0
    for name, lines in recordings:
        for number, line in enumerate(lines, start=1):
            for breach in breaches(api, json.loads(line), counts):
                failures += 1
                if failures <= 40:
                    print(f"{name}, exchange {number}: {breach}: {line[:300]}")
    for what in sorted(counts):
        print(f"{counts[what]:7} {what}")
    never = sorted({path.rsplit("/", 1)[1] for path in document["paths"]} - {what.split()[0] for what in counts})
    print(f"never called: {', '.join(never) or 'none'}")
    sys.exit(1 if failures or (never and not sys.argv[2:]) else 0)


if __name__ == "__main__":
    main()
