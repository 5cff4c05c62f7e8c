"""Samples into tables of Markdown."""
import json
import statistics

from harness.scenarios import SCENARIOS

CALM = 0.25  # cores: a sample with more foreign CPU than this is left out where a calmer one exists, else marked *
FIGURES = ("rps", "p50", "p99", "mean", "max", "cpu_us", "user_s", "cpu_s", "srv_util", "gen_util", "foreign", "hwm_mb")


def merged(paths):
    """Kept samples of several runs as those of one: the rounds are numbered on."""
    results = {"runs": [], "startup": []}
    for path in paths:
        with open(path) as f:
            r = json.load(f)
        done = 1 + max((run["round"] for run in results["runs"]), default=-1)
        results["runs"] += [{**run, "round": run["round"] + done} for run in r["runs"]]
        results["startup"] += r["startup"]
    return results


def median(values):
    values = [v for v in values if v is not None]
    return statistics.median(values) if values else None


def number(x, digits=1):
    return "–" if x is None else f"{x:,.{digits}f}"


def table(head, rows, names=1):
    """Columns of names to the left, the others to the right."""
    lines = [head, ["---"] * names + ["---:"] * (len(head) - names), *rows]
    return ["| " + " | ".join(str(c) for c in line) + " |" for line in lines]


def usable(sample):
    return "failed" not in sample and bool(sample.get("requests"))


def gather(results):
    """Medians by scenario and server, of the samples that no other work of the machine ran into."""
    samples = {}
    for run in results["runs"]:
        for scenario, d in run["scenarios"].items():
            taken = samples.setdefault(scenario, {}).setdefault(run["server"], [])
            if usable(d):
                taken.append(d)
    return {scenario: {name: summary(taken) for name, taken in by.items()} for scenario, by in samples.items()}


def summary(samples):
    if not samples:
        return {"failed": True}
    calm = [d for d in samples if d["foreign"] < CALM]
    kept = calm or samples
    cost = [d["cpu_us"] for d in kept]
    return {
        **{k: median([d.get(k) for d in kept]) for k in FIGURES}, "noisy": not calm, "n": len(kept),
        "errors": sum(d["errors"] for d in kept), "requests": sum(d["requests"] for d in kept),
        "spread": max(cost) / min(cost) - 1 if len(kept) > 1 and min(cost) else None,
    }  # fmt: skip


def over(a, b):
    return a / b if a is not None and b else None


def report(results, ref):
    """All tables of what was measured."""
    t, out = gather(results), []
    if t:
        out += matrix(t, ref, "cpu_us", "CPU µs per request (server user+sys)", "lower")
        out += matrix(t, ref, "rps", "Requests per second", "higher")
        for scenario in (s for s in SCENARIOS if s in t):
            out += details(t[scenario], ref, scenario)
    if results.get("startup"):
        out += startup(results["startup"], ref)
    return "\n".join(out).strip() + "\n"


def cheapest_first(by):
    return sorted(by, key=lambda name: by[name].get("cpu_us") or 1e9)


def matrix(t, ref, key, title, better):
    """A row a server, a column a scenario."""
    scenarios = [s for s in SCENARIOS if s in t]
    names = list(dict.fromkeys(name for s in scenarios for name in t[s]))
    names.sort(key=lambda name: t.get("plaintext", {}).get(name, {}).get("cpu_us") or 1e9)

    def cell(scenario, name):
        d = t[scenario].get(name)
        if d is None:
            return "–"
        if d.get("failed"):
            return "failed"
        ratio = over(d[key], t[scenario].get(ref, {}).get(key))
        digits = 1 if key == "cpu_us" and d[key] < 1000 else 0
        return number(d[key], digits) + ("*" if d["noisy"] else "") + (f" ({ratio:.2f})" if ratio else "")

    rows = [[name, *(cell(s, name) for s in scenarios)] for name in names]
    return ["", f"### {title}, ratio to {ref} in brackets — {better} is better", "", *table(["server", *scenarios], rows)]


def details(by, ref, scenario):
    s = SCENARIOS[scenario]
    head = ["server", "CPU µs/req", "ratio", "spread", "req/s", "p50 ms", "p99 ms", "mean ms",
            "server core", "generator core", "others", "errors", "VmHWM MiB"]  # fmt: skip
    rows = []
    for name in cheapest_first(by):
        d = by[name]
        if d.get("failed"):
            rows.append([name, "failed"] + [""] * (len(head) - 2))
            continue
        rows.append([
            name, number(d["cpu_us"], 2) + ("*" if d["noisy"] else ""), number(over(d["cpu_us"], by.get(ref, {}).get("cpu_us")), 2),
            "–" if d["spread"] is None else f"{d['spread'] * 100:.0f}%", number(d["rps"], 0),
            number(d["p50"], 2), number(d["p99"], 2), number(d["mean"], 2),
            *(f"{d[k] * 100:.0f}%" for k in ("srv_util", "gen_util", "foreign")), d["errors"], number(d["hwm_mb"], 0),
        ])  # fmt: skip
    return ["", f"#### {scenario}: `{s.tool} {s.path} {s.connections}`", "", *table(head, rows)]


def startup(taken, ref):
    by = {}
    for x in taken:
        by.setdefault(x["server"], []).append(x)
    ms = {name: median([x["ms"] for x in v]) for name, v in by.items()}
    rows = [
        [name, number(ms[name], 0), number(over(ms[name], ms.get(ref)), 2), number(median([x["cpu_ms"] for x in by[name]]), 0),
         number(median([x["idle_mb"] for x in by[name]]), 0), len(by[name])]
        for name in sorted(by, key=ms.get)
    ]  # fmt: skip
    head = ["server", "start ms", "ratio", "CPU ms to first answer", "idle RSS MiB", "runs"]
    return ["", "### Start-up to the first answer, and idle memory", "", *table(head, rows)]
