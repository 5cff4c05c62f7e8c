#!/usr/bin/env python3
"""pairs.py SERVER PEER[,PEER...] SCENARIO[,SCENARIO...] [--rounds 7] [--pairs 8] [--warm 7] [--config TOML]... [--out JSON]

For a machine that others disturb for longer than a sample of bench.py takes: all servers are up at once, and the generator
asks one after the other, a second or two each, the order turned each time. A ratio is of neighbours; that of a round,
which starts every server afresh, is the median of its ratios; the last line of a scenario has the median of the rounds.
The first pairs of a round do not count: new connections are news to a JVM that has only seen old ones."""
import argparse
import json
import signal
import sys
from statistics import median

from harness.generator import drive
from harness.machine import settle
from harness.scenarios import SCENARIOS, offered
from harness.servers import Server, load

CPUS = {0}, {1}  # of the servers, and of the generator
SETTLING = 3  # pairs that do not count


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("server")
    p.add_argument("peers")
    p.add_argument("scenarios")
    p.add_argument("--rounds", type=int, default=7)
    p.add_argument("--pairs", type=int, default=8, help="in a round (default 8)")
    p.add_argument("--seconds", type=float, default=1, help="of each sample (default 1; 2 under TLS at least)")
    p.add_argument("--warm", type=float, default=7, help="seconds of warm-up of a fresh server (default 7)")
    p.add_argument("--port", type=int, default=25000, help="first of the ports used (default 25000)")
    p.add_argument("--config", action="append", default=[], metavar="TOML", help="more servers")
    p.add_argument("--out", metavar="JSON", help="keep the samples")
    return p.parse_args()


def cost(scenario, server, seconds):
    sample = drive(scenario, server, seconds, CPUS[1], 0)
    server.must_live()
    if sample["errors"] or not sample["cpu_us"]:
        raise RuntimeError(f"{server.name} answered {sample['requests']} {scenario}, {sample['errors']} in error")
    return sample["cpu_us"]


def asked(scenario, servers, args):
    """The costs of every server, pair by pair."""
    seconds = max(args.seconds, 2 if SCENARIOS[scenario].tls else 0)
    for server in servers:
        drive(scenario, server, args.warm, CPUS[1], 0)
    taken = []
    for number in range(SETTLING + args.pairs):
        order = servers if number % 2 == 0 else servers[::-1]
        taken.append({server.name: cost(scenario, server, seconds) for server in order})
    return taken[SETTLING:]


def round_of(scenario, entries, defaults, args, port):
    servers = []
    try:
        for number, entry in enumerate(entries):
            servers.append(Server(entry, defaults, port + 10 * number, CPUS[0], 0, True))
            servers[-1].ready()
        return asked(scenario, servers, args)
    finally:
        for server in servers:
            server.stop()


def shown(scenario, name, peer, rounds):
    ratios = [median(pair[name] / pair[peer] for pair in taken) for taken in rounds]
    mine, its = (median(pair[n] for taken in rounds for pair in taken) for n in (name, peer))
    return f"{scenario:13s} {name} ÷ {peer}: {median(ratios):.3f}  rounds {' '.join(f'{r:.2f}' for r in ratios)}  µs {mine:.2f} {its:.2f}"


def main():
    args = arguments()
    servers, defaults = load(args.config, [], None)
    peers, kept, port = args.peers.split(","), {}, args.port
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends the running servers on the way out
    settle(CPUS[1], 0)
    for scenario in args.scenarios.split(","):
        names = [args.server, *(p for p in peers if offered(servers[p], scenario))]
        kept[scenario] = []
        for _ in range(args.rounds):
            port += 100
            kept[scenario].append(round_of(scenario, [servers[n] for n in names], defaults, args, port))
            for peer in names[1:]:
                print(shown(scenario, args.server, peer, kept[scenario]), flush=True)
        if args.out:
            with open(args.out, "w") as f:
                json.dump(kept, f, indent=1)


if __name__ == "__main__":
    main()
