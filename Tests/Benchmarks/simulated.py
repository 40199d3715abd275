"""A folder with a simulator of its own, as fast as it can be or with a latency, and both ways of sending to it.

Every collection report is preceded by its deposit check, so that one vehicle is two requests for both. We read the file,
check it, keep the ledger and write the outputs; bare libcurl only sends prepared bytes on one kept-alive connection. Our
seconds are those of a whole run on rows that were staged before; theirs are those of the sending alone.
"""

import datetime
import json
import os
import re
import ssl
import subprocess
import time
import urllib.request

import measuring
from bench import MORNING, NIGHT, Bench

HEADER = (
    "事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,"
    "最終所有者意思確認"
)
SECRET = "simulator-secret-01"
AUTHENTICATION, CREDENTIALS = "/webapi/v1/authentication", {"userId": "jars-user-01", "secret": SECRET}


def chassis(number: int) -> str:
    return f"SIM00-{number:06d}"


class Simulated:
    def __init__(self, bench: Bench, fleet: int, latency: int) -> None:
        self.bench, self.path = bench, bench.place(f"simulated-{latency}")
        self.called = self.runs = 0
        self.started = time.monotonic()
        command = [bench.program, "simulate", "--port", "0", "--tls", "--ca", "ca.pem", "--fleet", str(fleet)]
        command += ["--record", "record.jsonl", "--latency", str(latency), "--always-open", "--now", MORNING]
        self.simulator = subprocess.Popen(
            [*command, "--address-file", "address"], cwd=self.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not os.path.exists(self.path + "/address"):
            if self.simulator.poll() is not None:
                raise SystemExit("The simulator ended before it had an address.")
            time.sleep(0.02)
        time.sleep(0.1)
        with open(self.path + "/address", encoding="utf-8") as file:
            self.address = file.read().strip()
        with open(self.path + "/elvbridge.yaml", "w", encoding="utf-8") as file:
            file.write(
                "environment: test\npace: {perSecond: 100000}\nenvironments: {test: {userID: jars-user-01, "
                f'certificateAuthority: ca.pem, baseURL: "{self.address}"}}}}\n'
            )

    def __enter__(self):
        # The first vehicles pay for what is set up once, and show what a vehicle's requests look like.
        self.ours(10)
        return self

    def __exit__(self, *_) -> None:
        self.simulator.kill()
        self.simulator.wait()

    def vehicles(self, count: int) -> range:
        """Vehicles that nobody reported yet."""
        self.called += count
        return range(self.called - count + 1, self.called + 1)

    def later(self) -> str:
        """The time of day, after the end of every run before: a clock that is set back would have us wait for our own pace."""
        self.runs += 1
        passed = datetime.timedelta(seconds=int(time.monotonic() - self.started) + self.runs)
        return (datetime.datetime.fromisoformat(MORNING) + passed).isoformat()

    def run(self, now: str, through: tuple[str, ...] = ()) -> measuring.Run:
        environment = {"ELVBRIDGE_NOW": now, "ELVBRIDGE_SECRET": SECRET}
        return measuring.run([*through, self.bench.program, "run", "--json"], environment, self.path, codes=(0, 4))

    def ours(self, count: int, through: tuple[str, ...] = ()) -> measuring.Run:
        """Stages a file at night, when the service is closed, and sends what waits in the morning; that is what is measured."""
        vehicles = self.vehicles(count)
        folder = self.path + "/drop/引取報告"
        os.makedirs(folder, exist_ok=True)
        name = f"{folder}/{vehicles.start}.csv"
        with open(name, "w", encoding="cp932", newline="") as file:
            file.write(HEADER + "\r\n")
            for number in vehicles:
                file.write(f"130000100002,{chassis(number)},登録,不明,国土 太郎,R8/11/20,○,HFC,有,1\r\n")
        assert json.loads(self.run(NIGHT).output)["counts"]["held"] == count
        one = self.run(self.later(), through)
        counts = json.loads(one.output)["counts"]
        assert counts["accepted"] == count, counts
        os.remove(name)
        return one

    def bare(self, count: int) -> measuring.Run:
        requests = self.requests_of(self.vehicles(count))
        one = measuring.run([self.bench.peers + "/bare_libcurl", self.address, self.path + "/ca.pem", self.token(), requests])
        seconds, sent, good = one.output.split()
        assert int(sent) == int(good) == 2 * count + 1
        one.seconds = float(seconds)
        return one

    def requests_of(self, vehicles: range) -> str:
        """What we sent for one vehicle, written down for others: a file that bare libcurl reads."""
        pattern = []
        with open(self.path + "/record.jsonl", encoding="utf-8") as file:
            for line in file:
                exchange = json.loads(line)
                body = json.dumps(exchange["request"], ensure_ascii=False, separators=(",", ":"))
                # Inquiries about several vehicles may stand before the first report.
                if re.search(r"SIM00-\d{6}", body) and exchange["path"] not in [path for path, _ in pattern]:
                    pattern.append((exchange["path"], re.sub(r"SIM00-\d{6}", "@", body)))
                if len(pattern) == 2:
                    break
        assert len({path for path, _ in pattern}) == 2, pattern
        path = self.path + "/requests.tsv"
        with open(path, "w", encoding="utf-8") as file:
            # We ask for a token first, in each run.
            file.write(f"{AUTHENTICATION}\t{json.dumps(CREDENTIALS)}\n")
            for number in vehicles:
                for where, body in pattern:
                    file.write(f"{where}\t{body.replace('@', chassis(number))}\n")
        return path

    def token(self) -> str:
        body = json.dumps(CREDENTIALS).encode()
        headers = {"Content-Type": "application/json; charset=UTF-8"}
        request = urllib.request.Request(self.address + AUTHENTICATION, body, headers)
        context = ssl.create_default_context(cafile=self.path + "/ca.pem")
        with urllib.request.urlopen(request, context=context) as answer:
            return json.load(answer)["data"]["accessToken"]
