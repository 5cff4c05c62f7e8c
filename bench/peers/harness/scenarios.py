"""The work that is measured, and what a right answer to it is."""
from typing import NamedTuple


class Scenario(NamedTuple):
    tool: str  # wrk: HTTP/1.1, h2load: HTTP/2
    path: str
    connections: int
    seconds: int  # measured
    warm: int  # seconds of its own warm-up in a JVM
    script: str | None = None  # of wrk
    tls: bool = False


SCENARIOS = {
    "plaintext512": Scenario("wrk", "/plaintext", 512, 2, 1),
    "json":         Scenario("wrk", "/json", 64, 2, 1),
    "plaintext":    Scenario("wrk", "/plaintext", 64, 3, 0),
    "echo":         Scenario("wrk", "/echo", 64, 2, 2, "echo1k.lua"),
    "bytes1k":      Scenario("wrk", "/bytes/1024", 64, 2, 1),
    "bytes100k":    Scenario("wrk", "/bytes/102400", 64, 2, 2),
    "bytes10m":     Scenario("wrk", "/bytes/10485760", 8, 3, 1),
    "static1k":     Scenario("wrk", "/static/f1k.bin", 64, 2, 2),
    "static100k":   Scenario("wrk", "/static/f100k.bin", 64, 2, 1),
    "static10m":    Scenario("wrk", "/static/f10m.bin", 8, 3, 1),
    "sleep50":      Scenario("wrk", "/sleep/50", 1000, 3, 2),
    "h2c":          Scenario("h2load", "/plaintext", 16, 2, 8),
    "h2tls":        Scenario("h2load", "/plaintext", 16, 3, 6, tls=True),
    "stream":       Scenario("wrk", "/stream", 64, 2, 2),
    "pipe16":       Scenario("wrk", "/plaintext", 64, 3, 2, "pipe16.lua"),  # 16 pipelined requests at a time
    "tls1":         Scenario("wrk", "/plaintext", 64, 3, 4, tls=True),  # HTTP/1.1 over TLS
    "tls100k":      Scenario("wrk", "/bytes/102400", 64, 3, 4, tls=True),
}
DEFAULT = [s for s in SCENARIOS if s not in ("bytes1k", "bytes10m", "pipe16", "tls1", "tls100k")]

# Octets of the body, for the scenarios that one plain HTTP/1.1 request can check.
LENGTHS = {
    "plaintext": 13, "json": 61, "echo": 1024, "bytes1k": 1024, "bytes100k": 102400, "bytes10m": 10485760,
    "static1k": 1024, "static100k": 102400, "static10m": 10485760, "stream": 102400, "sleep50": 13,
}  # fmt: skip


def offered(server, name):
    """Does this [[server]] take part in the scenario?"""
    skip = server.get("skip", [])
    if name in skip or ("scenarios" in server and name not in server["scenarios"]):
        return False
    if name == "h2c":
        return "h2c" in server
    if name == "tls100k" and "bytes100k" in skip:
        return False
    return "tls" in server or not SCENARIOS[name].tls
