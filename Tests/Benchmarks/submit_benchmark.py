"""Times sending beside bare libcurl, with the same requests to the same simulator, alternating, and prints ratios.

Every collection report is preceded by its deposit check, so that one vehicle is two requests for both. We read the file,
check it, keep the ledger and write the outputs; bare libcurl only sends prepared bytes on one kept-alive connection. Our
seconds are those of a whole run on rows that were staged before; theirs are those of the sending alone.
"""

import json
import os
import re
import resource
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HEADER = (
    "事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,"
    "最終所有者意思確認"
)
NIGHT, MORNING = "2026-11-21T03:00:00+09:00", "2026-11-21T10:00:00+09:00"
SECRET = "simulator-secret-01"


def chassis(number: int) -> str:
    return f"SIM00-{number:06d}"


class Place:
    """A folder with a simulator of its own, as fast as it can be or with a latency."""

    def __init__(self, program: str, fleet: int, latency: int) -> None:
        self.program = program
        self.folder = tempfile.TemporaryDirectory()
        self.path = self.folder.name
        command = [program, "simulate", "--port", "0", "--tls", "--ca", "ca.pem", "--fleet", str(fleet), "--record"]
        command += ["record.jsonl", "--latency", str(latency), "--always-open", "--now", MORNING]
        command += ["--address-file", "address"]
        self.simulator = subprocess.Popen(
            command, cwd=self.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not os.path.exists(self.path + "/address"):
            time.sleep(0.02)
        time.sleep(0.1)
        self.address = open(self.path + "/address", encoding="utf-8").read().strip()
        settings = f"""environment: test
environments: {{test: {{baseURL: "{self.address}", userID: jars-user-01, certificateAuthority: ca.pem}}}}
pace: {{perSecond: 100000}}
"""
        open(self.path + "/elvbridge.yaml", "w", encoding="utf-8").write(settings)

    def close(self) -> None:
        self.simulator.kill()
        self.simulator.wait()
        self.folder.cleanup()

    def run(self, now: str, through: tuple[str, ...] = ()) -> tuple[float, float, dict]:
        """Seconds, seconds of CPU, and the counts of one run."""
        environment = os.environ | {"ELVBRIDGE_NOW": now, "ELVBRIDGE_SECRET": SECRET}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        ending = subprocess.run(
            [*through, self.program, "run", "--json"], cwd=self.path, env=environment, capture_output=True, check=False
        )
        seconds = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        assert ending.returncode in (0, 4), (ending.returncode, ending.stdout[-500:], ending.stderr[-500:])
        return seconds, spent, json.loads(ending.stdout)["counts"]

    def drop(self, vehicles: range) -> None:
        """Stages a file at night, when the service is closed."""
        folder = self.path + "/drop/引取報告"
        os.makedirs(folder, exist_ok=True)
        name = f"{folder}/{vehicles.start}.csv"
        with open(name, "w", encoding="cp932", newline="") as file:
            file.write(HEADER + "\r\n")
            for number in vehicles:
                file.write(f"130000100002,{chassis(number)},登録,不明,国土 太郎,R8/11/20,○,HFC,有,1\r\n")
        assert self.run(NIGHT)[2]["held"] == len(vehicles)

    def ours(self, vehicles: range, through: tuple[str, ...] = ()) -> tuple[float, float]:
        self.drop(vehicles)
        seconds, spent, counts = self.run(MORNING, through)
        assert counts["accepted"] == len(vehicles), counts
        os.remove(f"{self.path}/drop/引取報告/{vehicles.start}.csv")
        return seconds, spent

    def requests_of(self, vehicles: range) -> str:
        """What we sent for one vehicle, written down for others: a file that bare libcurl reads."""
        pattern = []
        for line in open(self.path + "/record.jsonl", encoding="utf-8"):
            exchange = json.loads(line)
            body = json.dumps(exchange["request"], ensure_ascii=False, separators=(",", ":"))
            if re.search(r"SIM00-\d{6}", body):
                pattern.append((exchange["path"], re.sub(r"SIM00-\d{6}", "@", body)))
            if len(pattern) == 2:
                break
        assert len({path for path, _ in pattern}) == 2, pattern
        path = self.path + "/requests.tsv"
        with open(path, "w", encoding="utf-8") as file:
            for number in vehicles:
                for where, body in pattern:
                    file.write(f"{where}\t{body.replace('@', chassis(number))}\n")
        return path

    def token(self) -> str:
        body = json.dumps({"userId": "jars-user-01", "secret": SECRET}).encode()
        headers = {"Content-Type": "application/json; charset=UTF-8"}
        request = urllib.request.Request(self.address + "/webapi/v1/authentication", body, headers)
        context = ssl.create_default_context(cafile=self.path + "/ca.pem")
        with urllib.request.urlopen(request, context=context) as answer:
            return json.load(answer)["data"]["accessToken"]

    def bare(self, client: str, vehicles: range) -> tuple[float, float]:
        requests = self.requests_of(vehicles)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        ending = subprocess.run(
            [client, self.address, self.path + "/ca.pem", self.token(), requests], capture_output=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds, sent, good = ending.stdout.split()
        assert int(sent) == int(good) == 2 * len(vehicles)
        return float(seconds), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(program: str, client: str, latency: int, count: int, rounds: int) -> None:
    place = Place(program, count * (2 * rounds + 1), latency)
    try:
        place.ours(range(1, 11))
        mine, theirs = [], []
        for number in range(rounds):
            first = count * (1 + 2 * number)
            mine.append(place.ours(range(first, first + count)))
            theirs.append(place.bare(client, range(first + count, first + 2 * count)))
    finally:
        place.close()
    (a, a_cpu), (b, b_cpu) = (map(statistics.median, zip(*runs)) for runs in (mine, theirs))
    print(f"{count} vehicles, two requests each, server latency {latency} ms; medians of {rounds} alternating runs")
    print(f"  elvbridge run   {count / a:8,.0f} vehicles/s   {a_cpu / count * 1e6:7.0f} µs CPU each")
    print(f"  bare libcurl    {count / b:8,.0f} vehicles/s   {b_cpu / count * 1e6:7.0f} µs CPU each")
    print(f"  ratio           {b / a:8.2f} of its speed   {a_cpu / b_cpu:7.1f} times its CPU")


def flushes(program: str, count: int) -> None:
    place = Place(program, count + 20, 0)
    try:
        place.ours(range(1, 11))
        table = place.path + "/calls.txt"
        trace = ("strace", "-f", "-qq", "-c", "-o", table, "-e", "trace=fsync,fdatasync")
        place.ours(range(11, 11 + count), through=trace)
        calls = sum(int(line.split()[3]) for line in open(table, encoding="utf-8") if line.endswith("sync\n"))
    finally:
        place.close()
    print(f"{count} vehicles that wait: {calls} flushes, {calls / count:.3f} for each")


def main() -> None:
    program, client, count = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3])
    compare(program, client, 0, count, 5)
    compare(program, client, 20, max(50, count // 10), 3)
    flushes(program, count)


main()
