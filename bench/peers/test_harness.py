"""python3 -m unittest (in this folder): the reports, on made-up samples."""
import json
import os
import tempfile
import unittest

from harness.bars import Bar, Bars, judged, needed, ratio, ratios
from harness.bars import load as load_bars
from harness.report import merged, report
from harness.scenarios import SCENARIOS, offered
from harness.servers import HERE, PROJECT, Command, load


def sample(cpu_us, foreign=0.05, errors=0):
    return {
        "requests": 1000, "rps": 1000.0, "cpu_us": cpu_us, "cpu_s": cpu_us / 1e3, "user_s": cpu_us / 2e3, "p50": 0.5, "p99": 1.0,
        "srv_util": 0.9, "gen_util": 0.8, "foreign": foreign, "errors": errors, "hwm_mb": 90.0,
    }  # fmt: skip


def results(*rounds):
    """A round is a pair: what pounce costs and what netty costs, as a number or a sample."""
    runs = []
    for number, pair in enumerate(rounds):
        for server, cost in zip(("pounce", "netty"), pair):
            d = cost if isinstance(cost, dict) else sample(cost)
            runs.append({"round": number, "server": server, "scenarios": {"plaintext": d}})
    return {"runs": runs, "startup": []}


def against_netty(*rounds):
    return ratio(results(*rounds), "plaintext", "pounce", "netty")


class RatioTest(unittest.TestCase):
    def test_is_the_median_of_the_rounds_ratios(self):
        r = against_netty((8, 10), (90, 100), (1, 1000))  # a ratio of medians would be 0.08

        self.assertAlmostEqual(0.8, r.value)
        self.assertEqual(3, r.rounds)

    def test_leaves_out_rounds_with_foreign_work_where_others_are_calm(self):
        r = against_netty((9, 10), (sample(50, foreign=0.9), 10))

        self.assertAlmostEqual(0.9, r.value)
        self.assertEqual("0.90", r.text(2))

    def test_marks_a_ratio_that_had_no_calm_round(self):
        self.assertEqual("0.90*", against_netty((sample(9, foreign=0.9), 10)).text(2))

    def test_leaves_out_failed_samples_wrong_answers_and_rounds_without_a_partner(self):
        r = against_netty((9, 10), ({"failed": "x"}, 10), (sample(1, errors=500), 10), (1, {"failed": "x"}))

        self.assertAlmostEqual(0.9, r.value)
        self.assertEqual(1, r.rounds)


class BarsTest(unittest.TestCase):
    def test_need_no_more_than_they_compare(self):
        bars = Bars("pounce", 0.03, [Bar("plaintext", "netty", 1), Bar("json", "vertx", 1)])

        self.assertTrue(needed(bars, "pounce", "json"))
        self.assertTrue(needed(bars, "netty", "plaintext"))
        self.assertFalse(needed(bars, "netty", "json"))
        self.assertFalse(needed(bars, "pounce", "echo"))

    def judge(self, pounce, maximum):
        return judged(results((pounce, 10)), Bars("pounce", 0.03, [Bar("plaintext", "netty", maximum)]))

    def test_is_met_up_to_the_tolerance(self):
        self.assertTrue(self.judge(9.27, 0.9)[1])
        self.assertFalse(self.judge(9.28, 0.9)[1])

    def test_prints_one_row_a_bar(self):
        self.assertIn("| plaintext | netty | ≤ 0.9 | 0.850 | 1 | yes |", self.judge(8.5, 0.9)[0])

    def test_does_not_count_what_was_not_measured_as_met(self):
        text, met = judged(results((9, 10)), Bars("pounce", 0.03, [Bar("plaintext", "vertx", 1)]))

        self.assertFalse(met)
        self.assertIn("| plaintext | vertx | ≤ 1 | – | 0 | not measured |", text)

    def test_the_shipped_bars_name_servers_that_offer_their_scenario(self):
        bars, (servers, _) = load_bars(os.path.join(HERE, "bars.toml")), load([], [], None)
        for bar in bars.bars:
            for name in (bars.server, bar.ref):
                self.assertTrue(offered(servers[name], bar.scenario), f"{name} {bar.scenario}")


class ReportTest(unittest.TestCase):
    def test_numbers_the_rounds_of_several_files_on(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("a.json", "b.json")]
            for path, rounds in zip(paths, ([(8, 10), (8, 10)], [(18, 20)])):
                with open(path, "w") as f:
                    json.dump(results(*rounds), f)

            self.assertEqual([0, 0, 1, 1, 2, 2], [run["round"] for run in merged(paths)["runs"]])

    def test_shows_cost_and_ratio(self):
        self.assertIn("| pounce | 9.0 (0.90) |", report(results((9, 10)), "netty"))
        self.assertIn("| netty | 0.90 (1) |", ratios(results((9, 10)), "pounce"))


class ServersTest(unittest.TestCase):
    def test_pounce_is_started_from_the_project_with_the_heap_and_collector_of_its_peers(self):
        servers, defaults = load([], [], "-Xmx1g -XX:+UseParallelGC --other")
        command = Command(servers["pounce"], defaults, 20010, True)

        self.assertEqual(os.path.join(PROJECT, "pounce"), command.argv[0])
        self.assertIn("http://127.0.0.1:20010", command.argv)
        self.assertEqual("-Xmx1g -XX:+UseParallelGC", command.env["JAVA_TOOL_OPTIONS"])

    def test_every_entry_can_be_filled_in(self):
        servers, defaults = load([], [], None)
        for server in servers.values():
            argv = Command(server, defaults, 20010, False).argv
            self.assertFalse([a for a in argv if "{" in a or a == "h2"])
            self.assertTrue(any(offered(server, s) for s in SCENARIOS))


if __name__ == "__main__":
    unittest.main()
