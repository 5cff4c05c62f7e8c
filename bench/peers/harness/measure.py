"""The two passes that take samples: load, and start-up."""
import json
import os
import time

from harness.bars import needed
from harness.generator import drive
from harness.machine import Turn, cpu_seconds, memory_mib
from harness.report import median
from harness.scenarios import SCENARIOS, offered
from harness.servers import Server


def save(args, results):
    if args.out:
        with open(args.out + ".tmp", "w") as f:
            json.dump(results, f, indent=1)
        os.replace(args.out + ".tmp", args.out)


def measured_seconds(name, args):
    return max(1, round(SCENARIOS[name].seconds * args.scale))


def cost(name, args, jvm):
    return measured_seconds(name, args) + (SCENARIOS[name].warm if jvm else 0) + 0.25


def blocks(names, args, first, jvm):
    """Scenarios packed into blocks that fit in one turn; first: what start and warm-up take of the first."""
    packed, block, left = [], [], args.block - first
    for name in names:
        need = cost(name, args, jvm)
        if block and need > left:
            packed.append(block)
            block, left = [], args.block
        block.append(name)
        left -= need
    return packed + [block] if block else packed


def measure(args, servers, defaults, names, scenarios, results, bars=None):
    """Every round starts each server afresh; odd rounds go backwards, so that a drift of the machine favours nobody.
    With bars only what they compare is measured."""
    port, turn = args.port, Turn(args.lock, args.block, args.nice)
    for number in range(args.rounds):
        for name in names if number % 2 == 0 else names[::-1]:
            mine = [s for s in scenarios if offered(servers[name], s) and (not bars or needed(bars, name, s))]
            if not mine:
                continue
            port = port + 10 if port < args.port + 4000 else args.port
            run = {"round": number, "server": name, "at": time.time(), "scenarios": {}}
            try:
                measure_one(args, servers[name], defaults, port, turn, mine, run)
            except Exception as e:
                run["failed"] = str(e)
                print(f"  r{number + 1} {name:12s} {e}", flush=True)
            results["runs"].append(run)
            save(args, results)
    turn.done()


def measure_one(args, entry, defaults, port, turn, scenarios, run):
    jvm = entry.get("jvm", True)
    warm = args.warm if jvm else 1
    begin = warm + (1.5 if jvm else 0.2)
    server = None
    try:
        for block in blocks(scenarios, args, begin, jvm):
            turn.need(sum(cost(s, args, jvm) for s in block) + (0 if server else begin))
            if not server:
                server = Server(entry, defaults, port, args.scpus, args.nice, True)
                run["start_s"] = server.ready()
                run["argv"] = server.argv
                first = next((s for s in scenarios if SCENARIOS[s].tool == "wrk"), scenarios[0])
                if warm:
                    drive(first, server, warm, args.gcpus, args.nice)
            for scenario in block:
                run["scenarios"][scenario] = sample(args, server, scenario, jvm, f"  r{run['round'] + 1} {server.name:12s} {scenario:13s}")
                server.must_live()
    finally:
        if server:
            server.stop()


def sample(args, server, scenario, jvm, title):
    try:
        if jvm and SCENARIOS[scenario].warm:
            drive(scenario, server, SCENARIOS[scenario].warm, args.gcpus, args.nice)
        d = drive(scenario, server, measured_seconds(scenario, args), args.gcpus, args.nice)
    except Exception as e:
        print(f"{title} FAILED {str(e)[-200:]}", flush=True)
        return {"failed": str(e)[-300:]}
    d["hwm_mb"] = memory_mib(server.pid, "VmHWM")
    print(f"{title} {d['rps']:>10.0f}/s {d['cpu_us'] or 0:8.2f} us  p99 {d.get('p99') or 0:8.2f} ms  err {d['errors']}"
          f"  srv {d['srv_util']:.2f} gen {d['gen_util']:.2f} other {d['foreign']:.2f}", flush=True)  # fmt: skip
    return d


def startup(args, servers, defaults, names, results):
    """Start-up to the first answer, and what the idle server then holds of memory."""
    port, turn = args.port + 5000, Turn(args.lock, args.block, args.nice)
    for number in range(args.startup):
        for name in names if number % 2 == 0 else names[::-1]:
            port += 10
            turn.need(4)
            server = None
            try:
                server = Server(servers[name], defaults, port, args.scpus, args.nice, False)
                seconds, cpu = server.ready(), sum(cpu_seconds(server.pid))
                time.sleep(0.5)
                results["startup"].append({"server": name, "ms": seconds * 1e3, "cpu_ms": cpu * 1e3, "idle_mb": memory_mib(server.pid, "VmRSS")})
            except (RuntimeError, OSError) as e:
                print(f"  {name:12s} {e}")
            finally:
                if server:
                    server.stop()
    turn.done()
    for name in names:
        taken = [x for x in results["startup"] if x["server"] == name]
        if taken:
            ms, cpu, idle = (median([x[k] for x in taken]) for k in ("ms", "cpu_ms", "idle_mb"))
            print(f"  {name:12s} start {ms:7.0f} ms  cpu {cpu:7.0f} ms  idle {idle:6.1f} MiB", flush=True)
    save(args, results)
