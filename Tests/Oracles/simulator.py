"""Starts `elvbridge simulate` on a free port of this machine, for oracles that need somebody to answer."""
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.request

NOW = "2026-11-21T10:00:00+09:00"
USER, SECRET = "jars-user-01", "simulator-secret-01"


@contextlib.contextmanager
def running(program, schemas, folder, *options):
    """The simulator's address while the block runs. Its log and address lie in `folder`."""
    address, log = pathlib.Path(folder, "address"), pathlib.Path(folder, "simulator.log")
    environment = dict(os.environ, ELVBRIDGE_SCHEMAS=str(schemas))
    address.unlink(missing_ok=True)
    with open(log, "w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [program, "simulate", "--port", "0", "--address-file", str(address), "--always-open", "--now", NOW, *options],
            env=environment, stdout=output, stderr=output)
    try:
        for _ in range(200):
            if address.exists() and address.read_text():
                break
            if process.poll() is not None:
                sys.exit(f"the simulator ended at once: {log.read_text(encoding='utf-8')}")
            time.sleep(0.1)
        else:
            sys.exit("the simulator does not say where it listens")
        yield address.read_text().strip()
    finally:
        process.terminate()
        process.wait(timeout=30)


def token(address):
    """A token for the simulator's user."""
    request = urllib.request.Request(
        address + "/webapi/v1/authentication", method="POST", headers={"Content-Type": "application/json"},
        data=json.dumps({"userId": USER, "secret": SECRET}).encode())
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["data"]["accessToken"]
