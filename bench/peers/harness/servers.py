"""The servers: what servers.toml says, and one of them running."""
import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import tomllib

from harness.machine import settle
from harness.scenarios import SCENARIOS

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROJECT = os.path.dirname(os.path.dirname(HERE))
HOME = os.environ.get("BENCH_HOME") or os.path.expanduser("~/.cache/pounce-bench")  # what ./prepare made
PATH = os.environ.get("PATH", os.defpath) + ":/usr/sbin"  # Debian keeps nginx there


def jdk():
    """$JDK25_HOME, else the JDK 25 that prepare found."""
    if os.environ.get("JDK25_HOME"):
        return os.environ["JDK25_HOME"]
    try:
        with open(os.path.join(HOME, "jdk.path")) as f:
            return f.read().strip()
    except FileNotFoundError:
        return ""


def load(configs, added, jvm):
    """Servers by name and the defaults; a later entry of a name replaces an earlier one."""
    servers, defaults = {}, {}
    for path in [os.path.join(HERE, "servers.toml"), *configs]:
        with open(path, "rb") as f:
            table = tomllib.load(f)
        defaults.update(table.get("defaults", {}))
        servers.update((s["name"], s) for s in table.get("server", []))
    for text in added:
        s = json.loads(text)
        servers[s["name"]] = s
    if jvm is not None:
        defaults["jvm"] = jvm.split()
    return servers, defaults


def missing(server, defaults):
    """What is not there of the files a server is started from; None when all is."""
    command = Command(server, defaults, 0, False)
    program = command.argv[0]
    if not shutil.which(program, path=PATH):
        return program
    jar = command.fields["cp"].split(":")[0]
    return jar if "module" in server and not os.path.exists(jar) else None


class Command:
    """How a server is started on a port: argv, env and cwd with everything filled in."""

    def __init__(self, server, defaults, port, h2):
        peer = os.path.join(HOME, "peers", server.get("module", "none"), "target")
        flags = defaults.get("jvm", [])
        self.server = server
        self.fields = {
            "here": HERE, "project": PROJECT, "dir": HOME, "jdk": jdk(), "jvm": " ".join(flags),
            "heap": " ".join(f for f in flags if f.startswith("-X")), "h2": "h2" if h2 else "",
            "java": defaults.get("java", "java").format(jdk=jdk()), "cp": f"{peer}/peer.jar:{peer}/lib/*", "port": str(port),
            "h2c": str(port + server.get("h2c", 0)), "tls": str(port + server.get("tls", 0)),
            "nginx_conf": os.path.join(HOME, "run", f"{server['name']}-{port}.conf"),
        }  # fmt: skip
        self.argv = []
        for word in server["argv"]:
            if word == "{jvm}":
                self.argv += flags
            elif word != "{h2}":
                self.argv.append(word.format(**self.fields))
            elif h2:
                self.argv.append("h2")
        self.env = {k: v.format(**self.fields) for k, v in server.get("env", {}).items()}
        self.cwd = server.get("cwd", "{dir}").format(**self.fields)

    def write_template(self):
        """The configuration file of a server that wants one. Its own braces stay."""
        if "template" not in self.server:
            return
        with open(self.server["template"].format(**self.fields)) as f:
            text = f.read()
        for key in ("port", "h2c", "tls", "dir"):
            text = text.replace("{" + key + "}", self.fields[key])
        with open(self.fields["nginx_conf"], "w") as f:
            f.write(text)


class Server:
    """A running server. Whatever it has started of its own ends with it."""

    def __init__(self, server, defaults, port, cpus, nice, h2):
        self.entry, self.name, self.port = server, server["name"], port
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise RuntimeError(f"port {port} is taken: choose others with --port")
        os.makedirs(os.path.join(HOME, "run"), exist_ok=True)
        command = Command(server, defaults, port, h2)
        command.write_template()
        self.argv = command.argv
        self.log_path = os.path.join(HOME, "run", self.name + ".log")
        with open(self.log_path, "wb") as log:
            self.since = time.monotonic()
            self.process = subprocess.Popen(
                self.argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=command.cwd, process_group=0,
                env={**os.environ, "PATH": PATH, **command.env}, preexec_fn=functools.partial(settle, cpus, nice),
            )  # fmt: skip
        self.pid = self.process.pid

    def port_of(self, scenario):
        """The port of the listener that the scenario speaks to."""
        if SCENARIOS[scenario].tls:
            return self.port + self.entry["tls"]
        return self.port + self.entry["h2c"] if scenario == "h2c" else self.port

    def ready(self, limit=30):
        """Seconds from the spawn to the first whole answer."""
        while time.monotonic() - self.since < limit:
            self.must_live()
            try:
                with socket.create_connection(("127.0.0.1", self.port), 2) as k:
                    k.sendall(b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    k.settimeout(5)
                    answer = b""
                    while b"Hello, World!" not in answer and (data := k.recv(4096)):
                        answer += data
                    if answer.startswith(b"HTTP/1.1 200"):
                        return time.monotonic() - self.since
            except OSError:
                pass
            time.sleep(0.001)
        raise RuntimeError(f"{self.name} not ready in {limit} s{self.last_words()}")

    def must_live(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with {self.process.returncode}{self.last_words()}")

    def last_words(self):
        with open(self.log_path, errors="replace") as f:
            lines = [line for line in f.read().splitlines() if line.strip() and not line[0].isspace()]
        return f"; {self.log_path}: {lines[-1]}" if lines else ""

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(4)
            except subprocess.TimeoutExpired:
                pass
        try:
            os.killpg(self.pid, signal.SIGKILL)  # the server if it still runs, and what a launcher left behind
        except ProcessLookupError:
            pass
        self.process.wait()
