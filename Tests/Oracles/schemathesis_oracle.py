#!/usr/bin/env python3
"""Lets schemathesis attack the simulator with requests made from our OpenAPI.

    schemathesis_oracle.py ELVBRIDGE [SEED]

Every operation gets the examples of the document, every constraint at its edges and beyond them, and random requests, right
and wrong. No answer may be a 5xx, and each must have a status, a content type and a body that the document describes. Only
this machine is spoken to. The authentication comes last, on a simulator of its own, since wrong secrets lock a user.
Exits with schemathesis' own code.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import simulator

EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "30")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# A vehicle that the simulator knows, so that the examples get further than "no such vehicle".
KNOWN = {"chassisNo": "SIM00-000001", "movementReportNo": "900000000001", "collectionDate": "2026-11-20"}


def attack(address, document, token, seed, folder, *selection):
    path = pathlib.Path(folder, "openapi.json")
    path.write_text(json.dumps(document), encoding="utf-8")
    # A night's requests are not ours to keep: no database of examples, no reports.
    return subprocess.run(
        [str(pathlib.Path(sys.executable).with_name("schemathesis")), "run", str(path), "--url", address, "--checks", CHECKS,
         "--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES, "--seed", str(seed), "--no-color",
         "--generation-database", "none", "--suppress-health-check", "all", "--request-timeout", "20", "--warnings", "off",
         "--continue-on-failure", "-H", f"Authorization: Bearer {token}", *selection],
        cwd=folder, timeout=280, env=dict(os.environ, NO_PROXY="127.0.0.1,localhost")).returncode


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, schemas = os.path.abspath(sys.argv[1]), pathlib.Path(__file__).resolve().parents[2] / "schemas"
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000)
    document = json.loads((schemas / "jars/generated/openapi.json").read_text(encoding="utf-8"))
    for schema in document["components"]["schemas"].values():
        for name, property in schema.get("properties", {}).items():
            if name in KNOWN and "examples" in property:
                property["examples"] = [KNOWN[name]]
    print(f"schemathesis, seed {seed}, {EXAMPLES} random requests per operation")
    codes = []
    for selection in (["--exclude-operation-id", "authentication"], ["--include-operation-id", "authentication"]):
        with tempfile.TemporaryDirectory() as folder:
            with simulator.running(program, schemas, folder, "--fleet", "50") as address:
                codes.append(attack(address, document, simulator.token(address), seed, folder, *selection))
    sys.exit(max(codes))


if __name__ == "__main__":
    main()
