"""One run of wrk or h2load, and what it tells."""
import functools
import os
import re
import resource
import socket
import subprocess
import time

from harness.machine import busy_seconds, cpu_seconds, settle
from harness.scenarios import SCENARIOS
from harness.servers import HERE

UNITS = {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4, "h": 3.6e6}


def milliseconds(text):
    m = re.fullmatch(r"([\d.]+)(us|ms|s|m|h)", text)
    return float(m[1]) * UNITS[m[2]] if m else None


def command(name, server, seconds):
    s = SCENARIOS[name]
    url = f"{'https' if s.tls else 'http'}://127.0.0.1:{server.port_of(name)}{s.path}"
    if s.tool == "h2load":
        return ["h2load", "-t1", f"-c{s.connections}", "-m32", "-D", str(seconds), url]
    script = ["-s", os.path.join(HERE, "lua", s.script)] if s.script else []
    return ["wrk", "-t1", f"-c{s.connections}", f"-d{seconds}s", "--latency", "--timeout", "5s", *script, url]


def drive(name, server, seconds, cpus, nice):
    """Drives the scenario for so long; the sample, latencies in ms."""
    seconds = max(1, round(seconds))
    argv = command(name, server, seconds)
    await_listener(server.port_of(name))
    before, (user0, system0), busy0, t0 = children_seconds(), cpu_seconds(server.pid), busy_seconds(), time.monotonic()
    out = subprocess.run(
        argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds + 7,
        preexec_fn=functools.partial(settle, cpus, nice),
    ).stdout  # fmt: skip
    (user1, system1), busy1, wall = cpu_seconds(server.pid), busy_seconds(), time.monotonic() - t0
    generator = children_seconds() - before
    cpu = user1 + system1 - user0 - system0
    sample = {
        "cmd": " ".join(argv), "wall": wall, "cpu_s": cpu, "user_s": user1 - user0, "srv_util": cpu / wall,
        "gen_util": generator / wall, "foreign": max(0, (busy1 - busy0 - cpu - generator) / wall), "errors": 0,
    }  # fmt: skip
    (read_wrk if SCENARIOS[name].tool == "wrk" else read_h2load)(out, sample)
    sample["cpu_us"] = cpu * 1e6 / sample["requests"] if sample["requests"] else None
    return sample


def await_listener(port):
    """The listeners of TLS and h2c may open after the plain one."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)


def children_seconds():
    r = resource.getrusage(resource.RUSAGE_CHILDREN)
    return r.ru_utime + r.ru_stime


def read_wrk(out, sample):
    m = re.search(r"(\d+) requests in ([\d.]+\w+),", out)
    if not m:
        raise RuntimeError(out[-400:])
    sample["requests"] = int(m[1])
    sample["rps"] = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    for percentile in ("50", "99"):
        m = re.search(rf"\n\s+{percentile}%\s+(\S+)", out)
        sample["p" + percentile] = milliseconds(m[1]) if m else None
    m = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    if m:
        sample["errors"] += sum(int(v) for v in m.groups())
        sample["socket_errors"] = m[0]
    m = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if m:
        sample["errors"] += int(m[1])
        sample["non2xx"] = int(m[1])


def read_h2load(out, sample):
    m = re.search(r"(\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout", out)
    if not m:
        raise RuntimeError(out[-400:])
    sample["requests"] = int(m[1])
    sample["errors"] += int(m[2]) + int(m[3]) + int(m[4])
    m = re.search(r"status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx", out)
    if m:
        sample["errors"] += int(m[3]) + int(m[4])
    sample["rps"] = float(re.search(r"finished in \S+, ([\d.]+) req/s", out)[1])
    m = re.search(r"time for request:\s+(\S+)\s+(\S+)\s+(\S+)", out)
    if m:  # no percentiles there
        sample["max"] = milliseconds(m[2])
        sample["mean"] = milliseconds(m[3])
    if not sample["requests"]:
        sample["note"] = out[-300:]
