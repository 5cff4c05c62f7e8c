"""Do the endpoints answer as they should? Asked before anything is measured: a wrong answer is a fast one."""
import http.client
import re
import socket
import ssl
import subprocess

from harness.generator import await_listener
from harness.scenarios import LENGTHS, SCENARIOS, offered
from harness.servers import Server

REQUEST = b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHECKED = [s for s in SCENARIOS if s != "plaintext512"]  # it differs from plaintext in the load alone


def check(args, servers, defaults, names):
    """Prints a line for each server; how many answers were wrong."""
    port, bad = args.port + 9000, 0
    for name in names:
        port += 10
        server = None
        try:
            server = Server(servers[name], defaults, port, None, 0, True)
            seconds = server.ready()
            words = [f"{s}:{answer(server, s) if offered(servers[name], s) else '-'}" for s in CHECKED]
            bad += sum(":BAD" in w for w in words)
            print(name, f"{seconds * 1e3:.0f} ms", *words, flush=True)
        except Exception as e:
            print(name, "BAD", e, flush=True)
            bad += 1
        finally:
            if server:
                server.stop()
    return bad


def answer(server, scenario):
    """ok or BAD, and a remark."""
    try:
        if SCENARIOS[scenario].tool == "h2load":
            return http2(server, scenario)
        if scenario == "pipe16":
            return pipelined(server)
        if scenario in LENGTHS:
            return plain(server, scenario)
        return tls(server, scenario)
    except Exception as e:
        return f"BAD({type(e).__name__} {e})"


def plain(server, scenario):
    k = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    good = get(k, scenario, LENGTHS[scenario], bytes(range(256)) * 4 if scenario == "echo" else None)
    if good == "ok" and scenario == "stream" and (n := chunks(server.port)) != 100:
        return f"ok[{n} chunks]"
    return good


def get(k, scenario, length, body=None):
    """Twice on one connection."""
    try:
        for _ in range(2):
            k.request("POST" if body else "GET", SCENARIOS[scenario].path, body)
            a = k.getresponse()
            got, fields = a.read(), {x.lower(): v for x, v in a.getheaders()}
            good = a.status == 200 and len(got) == length and (body is None or got == body)
            if scenario == "plaintext":
                good = good and got == b"Hello, World!" and fields.get("content-type", "").startswith("text/plain")
            if scenario == "stream":
                good = good and fields.get("transfer-encoding") == "chunked"
            if not good:
                return f"BAD({a.status},{len(got)})"
    finally:
        k.close()
    absent = [x for x in ("date", "server") if x not in fields]
    return "ok" + (f"[no {', '.join(absent)}]" if absent else "")


def exchange(port, request, enough):
    """What comes back for these octets, until enough of it is there."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), 10) as k:
        k.sendall(request)
        while not enough(got) and (data := k.recv(65536)):
            got += data
    return got


def chunks(port):
    """How many chunks the 100 flushed KiB of /stream come in; a server that gathers them does other work."""
    got = exchange(port, REQUEST % b"/stream", lambda b: b.endswith(b"\r\n0\r\n\r\n"))
    rest, n = got.split(b"\r\n\r\n", 1)[1], 0
    while True:
        size, rest = rest.split(b"\r\n", 1)
        length = int(size.split(b";")[0], 16)
        if not length:
            return n
        n, rest = n + 1, rest[length + 2 :]


def pipelined(server):
    """Sixteen requests in one write: sixteen whole answers."""
    got = exchange(server.port, REQUEST % b"/plaintext" * 16, lambda b: b.count(b"Hello, World!") >= 16)
    heads = got.count(b"HTTP/1.1 200")
    return "ok" if heads == 16 and got.count(b"\r\n\r\nHello, World!") == 16 else f"BAD({heads} of 16)"


def http2(server, scenario):
    await_listener(server.port_of(scenario))
    scheme = "https" if SCENARIOS[scenario].tls else "http"
    url = f"{scheme}://127.0.0.1:{server.port_of(scenario)}/plaintext"
    out = subprocess.run(["h2load", "-n100", "-c2", "-m8", url], capture_output=True, text=True, timeout=20).stdout
    protocol = re.search(r"Application protocol: (\S+)", out)
    return ("ok" if "100 succeeded" in out and "100 2xx" in out else "BAD") + f"({protocol[1] if protocol else '?'})"


def tls(server, scenario):
    """HTTP/1.1 over TLS, with no word of ALPN: wrk speaks none."""
    await_listener(server.port_of(scenario))
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    k = http.client.HTTPSConnection("127.0.0.1", server.port_of(scenario), timeout=10, context=trusting)
    return get(k, scenario, 102400 if scenario == "tls100k" else 13)
