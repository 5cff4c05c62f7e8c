"""Bars: the most that a server may cost, as a multiple of what another costs in the same round.

The two of a round ran within minutes of each other, so what the machine does to both falls out of their ratio; the
median over the rounds then drops the rounds that went wrong."""
import tomllib
from typing import NamedTuple

from harness.report import CALM, median, number, table, usable
from harness.scenarios import SCENARIOS

ERRORS = 0.001  # share of the requests: a sample with more measures something else and is left out


class Bar(NamedTuple):
    scenario: str
    ref: str
    max: float


class Bars(NamedTuple):
    server: str
    tolerance: float  # met up to this much above max: 0.03 is 3 %
    bars: list[Bar]


class Ratio(NamedTuple):
    value: float | None
    rounds: int
    noisy: bool  # no round was calm

    def text(self, digits):
        return number(self.value, digits) + ("*" if self.noisy else "")


def load(path):
    with open(path, "rb") as f:
        t = tomllib.load(f)
    for b in t["bar"]:
        if b["scenario"] not in SCENARIOS:
            raise ValueError(f"{path}: no scenario {b['scenario']}; known: {', '.join(SCENARIOS)}")
    return Bars(t.get("server", "pounce"), t.get("tolerance", 0), [Bar(**b) for b in t["bar"]])


def needed(bars, server, scenario):
    """Does a bar compare this server in this scenario?"""
    return any(b.scenario == scenario and server in (bars.server, b.ref) for b in bars.bars)


def ratio(results, scenario, server, ref):
    """The median over the rounds of CPU µs of server ÷ that of ref, from the rounds that have a good sample of both."""
    rounds = {}
    for run in results["runs"]:
        d = run["scenarios"].get(scenario, {"failed": "not measured"})
        if run["server"] in (server, ref) and usable(d) and d["cpu_us"] and d["errors"] <= ERRORS * d["requests"]:
            rounds.setdefault(run["round"], {})[run["server"]] = d
    pairs = [(by[server], by[ref]) for by in rounds.values() if server in by and ref in by]
    calm = [(a, b) for a, b in pairs if max(a["foreign"], b["foreign"]) < CALM]
    kept = calm or pairs
    return Ratio(median([a["cpu_us"] / b["cpu_us"] for a, b in kept]), len(kept), bool(pairs) and not calm)


def ratios(results, server):
    """Server against each other one that was measured: a row each, a column a scenario."""
    measured = [s for s in SCENARIOS if any(s in run["scenarios"] for run in results["runs"])]
    others = list(dict.fromkeys(run["server"] for run in results["runs"] if run["server"] != server))

    def cell(scenario, ref):
        r = ratio(results, scenario, server, ref)
        return f"{r.text(2)} ({r.rounds})" if r.rounds else "–"

    rows = [[ref, *(cell(s, ref) for s in measured)] for ref in others]
    title = f"### CPU µs per request of {server} ÷ that of the peer: median of the rounds' ratios (rounds) — below 1 {server} is cheaper"
    return "\n".join([title, "", *table(["peer", *measured], rows)]) + "\n"


def judged(results, bars):
    """The table of the bars, and whether all are met."""
    rows, all_met = [], True
    for bar in bars.bars:
        r = ratio(results, bar.scenario, bars.server, bar.ref)
        met = r.value is not None and r.value <= bar.max * (1 + bars.tolerance) + 1e-9
        all_met = all_met and met
        rows.append([bar.scenario, bar.ref, f"≤ {bar.max:g}", r.text(3), r.rounds, "yes" if met else "no" if r.rounds else "not measured"])
    head = ["scenario", "ref", "bar", "measured ratio", "rounds", "met"]
    title = f"### Bars of {bars.server}: median of the rounds' ratios of CPU µs per request, met up to {bars.tolerance * 100:g} % above"
    return "\n".join([title, "", *table(head, rows, names=2)]) + "\n", all_met
