# SPDX-License-Identifier: Apache-2.0
"""What is measured, and what each figure must be."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from runs import DOCUMENT, FAULTS, Judge, MemoryWatch, Running, proof

OURS, PEER = "encrier", "y-websocket"


@dataclass
class Floor:
    """A figure, and the bound it has to keep."""

    figure: str
    text: str = ""
    holds: Callable[["Results", float, float | None], bool | None] | None = None


@dataclass
class Scenario:
    name: str
    mode: str
    options: dict
    floors: list[Floor]
    servers: tuple[str, ...] = (OURS, PEER)
    is_slow: bool = False
    measure: Callable | None = None
    repeats: bool = field(default=False)
    """Whether several runs say more than one."""

    def run(self, judge: Judge, kind: str, seconds: float) -> dict:
        if self.measure:
            return self.measure(judge)
        options = dict(self.options)
        if self.mode in ("typing", "flood"):
            options.setdefault("seconds", seconds)
        with Running(kind, self.is_slow) as server:
            watch = MemoryWatch(server)
            report = judge.report(judge.start(server.url, self.mode, options, server.pid))
            watch.stop()
            if self.mode == "stall" and watch.samples:
                # 2 s of warm-up and connecting, then 20 s of writing.
                report["growth_late_mb"] = watch.growth(13, 22)
            return report


class Results:
    """The median of each figure of each server."""

    def __init__(self) -> None:
        self.medians: dict[tuple[str, str, str], float] = {}

    def value(self, scenario: str, figure: str, kind: str = OURS) -> float | None:
        return self.medians.get((scenario, figure, kind))


def below(bound: float, unit: str = "") -> dict:
    return {"text": f"<= {bound:g}{unit}", "holds": lambda _, ours, peer: ours <= bound}


def above(bound: float) -> dict:
    return {"text": f">= {bound:,.0f}", "holds": lambda _, ours, peer: ours >= bound}


def at_most(share: float) -> dict:
    """Of what y-websocket needs in the same run."""
    return {"text": f"<= {share:.2f} x",
            "holds": lambda _, ours, peer: None if not peer else ours <= share * peer}


def at_least(times: float) -> dict:
    return {"text": f">= {times:.2f} x",
            "holds": lambda _, ours, peer: None if not peer else ours >= times * peer}


def compared(scenario: str, figure: str, share: float, kind: str, is_minimum: bool) -> dict:
    """Against a figure of another scenario."""
    def holds(results: Results, ours: float, _) -> bool | None:
        other = results.value(scenario, figure, kind)
        if other is None:
            return None
        return ours >= share * other if is_minimum else ours <= share * other
    sign = ">=" if is_minimum else "<="
    return {"text": f"{sign} {share:.2f} of {scenario}" + (", peer" if kind == PEER else ""),
            "holds": holds}


NOTHING_MISSING = [Floor("missing_after_drain", **below(0)), Floor("gaps", **below(0)),
                   Floor("dups", **below(0))]


def typing(cpu: Floor, *more: Floor) -> list[Floor]:
    return [cpu, *more, Floor("p99_ms"), *NOTHING_MISSING]


def stalled_neighbours(judge: Judge) -> dict:
    """A typist's latency while others flood, never read, and send what nobody should.

    On all cores: what one pad takes must not keep the others waiting, which takes a second one.
    """
    with Running(OURS, has_all_cores=True) as server:
        flood = judge.start(server.url, "flood", dict(writers=8, seconds=12, room="flooded"))
        stall = judge.start(server.url, "stall", dict(
            writers=2, readers=1, stalled=3, payload=1000, rate=20, seconds=12, room="stalled"))
        hostile = subprocess.Popen(
            [sys.executable, FAULTS / "hostile_visits.py", str(server.port), "12"],
            stdout=subprocess.DEVNULL)
        report = proof("bystander.py", str(server.port), "10")
        hostile.wait()
        for process in (flood, stall):
            judge.report(process)
    return report | {f"bystander_{name}_ms": report[name] for name in ("p50", "p99")
                     if name in report}


def cold_joins(_: Judge) -> dict:
    report = proof("cold_joins.py", "1000")
    return report | {"different": report["fault_count"]} if "fault_count" in report else report


SCENARIOS = [
    Scenario("15/85", "typing", dict(writers=15, readers=85),
             typing(Floor("server_cpu_s", **at_most(1 / 2)), Floor("p50_ms")), repeats=True),
    Scenario("15/85 cursors", "typing", dict(writers=15, readers=85, awareness=1),
             typing(Floor("server_cpu_s", **at_most(1 / 2)), Floor("p50_ms")), repeats=True),
    Scenario("50/150", "typing", dict(writers=50, readers=150),
             typing(Floor("server_cpu_s", **at_most(1 / 3)), Floor("p50_ms"), Floor("deliveries_per_s")),
             repeats=True),
    Scenario("100/400", "typing", dict(writers=100, readers=400),
             typing(Floor("server_cpu_s", **compared("50/150", "server_cpu_s", 1, PEER, False)),
                    Floor("p50_ms", **below(6, " ms"))), repeats=True),
    Scenario("50/150 +10 ms", "typing", dict(writers=50, readers=150),
             [Floor("deliveries_per_s", **compared("50/150", "deliveries_per_s", 1 / 3, OURS, True)),
              Floor("p50_ms"), *NOTHING_MISSING], servers=(OURS,), is_slow=True),
    Scenario("flood 1x8", "flood", dict(writers=8),
             [Floor("updates_per_s", **at_least(2)), *NOTHING_MISSING]),
    Scenario("flood 50x4", "flood", dict(pads=50, writers=4),
             [Floor("updates_per_s", **at_least(2)), *NOTHING_MISSING]),
    # With its 64 open characters a writer, the judge cannot show more than 512 a sync; a wider
    # window lets the disk, not the judge, be what is measured.
    Scenario("flood 1x8 wide", "flood", dict(writers=8, window=4096),
             [Floor("updates_per_s"), *NOTHING_MISSING], servers=(OURS,)),
    Scenario("flood 1x8 wide +10 ms", "flood", dict(writers=8, window=4096),
             [Floor("updates_per_s",
                    **compared("flood 1x8 wide", "updates_per_s", 1 / 3, OURS, True)),
              *NOTHING_MISSING], servers=(OURS,), is_slow=True),
    Scenario("flood 1x8 +10 ms", "flood", dict(writers=8),
             [Floor("updates_per_s", **above(2 * 21_600 / 3)), *NOTHING_MISSING],
             servers=(OURS,), is_slow=True),
    Scenario("flood 50x4 +10 ms", "flood", dict(pads=50, writers=4),
             [Floor("updates_per_s", **compared("flood 50x4", "updates_per_s", 1 / 3, OURS, True)),
              *NOTHING_MISSING], servers=(OURS,), is_slow=True),
    Scenario("idle 10000", "idle", dict(pads=10_000, seconds=2, inflight=64),
             [Floor("rss_mb_per_1000", **below(8, " MB")), Floor("closed_by_server", **below(0))]),
    Scenario("1,000 pads let go", "", {},
             [Floor("held_mb"), Floor("after_mb"), Floor("returned", **above(0.5) | {
                 "text": ">= 0.5"})],
             servers=(OURS,), measure=lambda judge: proof("let_go.py", "1000")),
    Scenario("join", "join", dict(doc=DOCUMENT, joins=20, concurrent=50),
             [Floor("join_p50_ms", **at_most(1 / 3)),
              Floor("server_cpu_ms_per_join", **at_most(1 / 3)),
              Floor("conc_max_ms", **below(80, " ms"))], repeats=True),
    Scenario("32 cold joins x 1000", "", {}, [Floor("different", **below(0))],
             servers=(OURS,), measure=cold_joins),
    Scenario("stall", "stall", dict(writers=50, readers=30, stalled=20, payload=1000, rate=20,
                                    seconds=20),
             [Floor("growth_late_mb", **below(40, " MB")), Floor("rss_peak_mb"),
              Floor("stalled_missing", **below(0)), Floor("stalled_converged_s")]),
    Scenario("bystander", "", {},
             [Floor("bystander_p50_ms"), Floor("bystander_p99_ms", **below(60, " ms"))],
             servers=(OURS,), measure=stalled_neighbours),
]
