#!/usr/bin/env python3
"""Pounce and its peers side by side: the same work, the same machine, one run, ratios.

  bench.py --check                              every endpoint of every server answered as it should be
  bench.py --servers pounce,netty --scenarios plaintext,json --rounds 2 --ref netty --out r.json
  bench.py --bars bars.toml --rounds 7 --out r.json     measures what the bars need, and judges
  bench.py --startup 5 --out r.json             start-up to the first answer, idle memory
  bench.py --report r1.json r2.json --ref netty the tables again from kept samples
  bench.py --report r1.json --ratios            pounce against each peer, round by round
  bench.py --report r1.json --bars bars.toml    the bars again; exit status 1 if one is not met
  bench.py --config mine.toml ...               more [[server]] entries (a later one of a name replaces an earlier)
  bench.py --add '{"name":"mine","argv":["{java}","{jvm}","-jar","/where/mine.jar","{port}"],"tls":2}' ...

Every measured block holds a lock file (--lock, in the temporary folder by default), at most about --block seconds long.
Servers are pinned to --server-cpus and the generator to --gen-cpus ("" for no pinning). ./prepare comes first."""
import argparse
import os
import shutil
import signal
import sys
import tempfile
import time

from harness.bars import judged, load as load_bars, ratios
from harness.check import check
from harness.machine import settle
from harness.measure import measure, startup
from harness.report import merged, report
from harness.scenarios import DEFAULT, SCENARIOS
from harness.servers import load, missing


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = p.add_argument_group("what to do (default: measure)")
    what.add_argument("--check", action="store_true", help="are the answers right?")
    what.add_argument("--startup", type=int, default=0, metavar="N", help="measure N starts instead of load")
    what.add_argument("--report", nargs="+", metavar="JSON", help="measure nothing: the tables of kept samples")
    what.add_argument("--list", action="store_true", help="the names of servers and scenarios")
    which = p.add_argument_group("of which")
    which.add_argument("--servers", help="names, comma-separated (default: all, with --bars those it names)")
    which.add_argument("--scenarios", help="the same")
    which.add_argument("--config", action="append", default=[], metavar="TOML", help="more servers")
    which.add_argument("--add", action="append", default=[], metavar="JSON", help="one more server")
    which.add_argument("--jvm", help="JVM flags in place of the configured ones")
    how = p.add_argument_group("how")
    how.add_argument("--rounds", type=int, default=2, help="times each server is started and measured (default 2)")
    how.add_argument("--warm", type=float, default=7, help="seconds of warm-up of a fresh JVM (default 7)")
    how.add_argument("--scale", type=float, default=1, help="factor on the measured seconds")
    how.add_argument("--server-cpus", default="0", help="processors of the server (default 0)")
    how.add_argument("--gen-cpus", default="1", help="processors of the generator (default 1)")
    how.add_argument("--nice", type=int, default=0, help="priority of server and generator (root; 0: leave)")
    how.add_argument("--port", type=int, default=20000, help="first of the ports used (default 20000)")
    how.add_argument("--block", type=float, default=60, help="seconds the lock is held at a stretch (default 60)")
    how.add_argument("--lock", default=os.path.join(tempfile.gettempdir(), "bench.lock"), help="the lock file")
    shown = p.add_argument_group("what comes of it")
    shown.add_argument("--ref", default="netty", help="the server that the others are compared with (default netty)")
    shown.add_argument("--ratios", nargs="?", const="pounce", metavar="SERVER", help="this server (default pounce) against each other, round by round")
    shown.add_argument("--bars", metavar="TOML", help="measure what these bars compare, and judge them; exit status 1 if one is not met")
    shown.add_argument("--out", metavar="JSON", help="keep the samples")
    shown.add_argument("--md", metavar="MD", help="keep the tables")
    return p, p.parse_args()


def cpus(text):
    return {int(x) for x in text.split(",")} if text else None


def show(args, results, bars):
    """Prints the tables that were asked for; the exit status."""
    parts, met = [], True
    if not (args.report and (args.ratios or bars)):
        parts.append(report(results, args.ref))
    if args.ratios:
        parts.append(ratios(results, args.ratios))
    if bars:
        text, met = judged(results, bars)
        parts.append(text)
    md = "\n".join(parts)
    print(md)
    if args.md:
        with open(args.md, "w") as f:
            f.write(md)
    return 0 if met else 1


def chosen(p, args, servers, defaults, bars):
    """The servers to run. Those that are not there are left out, unless they were asked for by name."""
    if args.servers or bars:
        names = args.servers.split(",") if args.servers else list(dict.fromkeys([bars.server, *(b.ref for b in bars.bars)]))
        for name in names:
            if name not in servers:
                p.error(f"no server {name}; known: {', '.join(servers)}")
            if absent := missing(servers[name], defaults):
                hint = "build the project first" if name == "pounce" else "run ./prepare first"
                p.error(f"{name} cannot start, {absent} is missing: {hint}")
        return names
    absent = {name: missing(s, defaults) for name, s in servers.items()}
    for name, what in absent.items():
        if what:
            print(f"left out: {name} ({what} is missing)", file=sys.stderr)
    return [name for name in servers if not absent[name]]


def picked(p, args, bars):
    """The scenarios to measure."""
    if args.scenarios:
        for name in args.scenarios.split(","):
            if name not in SCENARIOS:
                p.error(f"no scenario {name}; known: {', '.join(SCENARIOS)}")
        return args.scenarios.split(",")
    wanted = {b.scenario for b in bars.bars} if bars else set(DEFAULT)
    return [name for name in SCENARIOS if name in wanted]


def main():
    p, args = arguments()
    args.scpus, args.gcpus = cpus(args.server_cpus), cpus(args.gen_cpus)
    try:
        bars = load_bars(args.bars) if args.bars else None
    except (OSError, ValueError) as e:
        p.error(str(e))
    if args.report:
        return show(args, merged(args.report), bars)
    servers, defaults = load(args.config, args.add, args.jvm)
    if args.list:
        print("servers:", *servers)
        print("scenarios:", *SCENARIOS)
        return 0
    scenarios = picked(p, args, bars)
    names = chosen(p, args, servers, defaults, bars)
    if not args.startup:
        for tool in ["h2load"] if args.check else sorted({SCENARIOS[s].tool for s in scenarios}):
            if not shutil.which(tool):
                p.error(f"{tool} is missing: run ./prepare first")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends the running server on the way out
    if args.check:
        return 1 if check(args, servers, defaults, names) else 0
    settle(args.gcpus, args.nice)
    try:
        os.setsid()
    except OSError:
        pass
    results = {"runs": [], "startup": [], "defaults": defaults, "args": sys.argv[1:], "uname": " ".join(os.uname()), "at": time.ctime()}
    if args.startup:
        startup(args, servers, defaults, names, results)
    else:
        measure(args, servers, defaults, names, scenarios, results, None if args.servers or args.scenarios else bars)
    return show(args, results, bars)


if __name__ == "__main__":
    sys.exit(main())
