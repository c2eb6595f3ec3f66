"""Keeps a load at the level that it finds: counts what its users see, asks the shop as a kubelet
does, and adds and stops users, in the process that leads the run.

Locust's own LoadTestShape would do without --run-time and stop differently; this only calls what
Locust calls when somebody changes the number of users by hand.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gevent
import locust.runners
from gevent.event import Event
from locust.env import Environment
from locust.event import Events
from locust.runners import STATE_RUNNING, STATE_SPAWNING, MasterRunner, Runner, WorkerRunner

from level import Bounds, Second, UserLevel, held, read_control
from level_watch import Prober, Tally
from mix import Mix

REPORT_SECONDS = 1.0
"""How often workers report when a level is kept; Locust's 3 s would show a slow shop too late."""

logger = logging.getLogger("level")


class LevelKeeper:
    """Watches once a second, and has as many users as the law wants."""

    def __init__(self, environment: Environment, control: Mapping[str, Any], mix: Mix, tally: Tally):
        options: Any = environment.parsed_options
        self.environment = environment
        self.bounds = Bounds(
            users=options.num_users,
            spawn_rate=options.spawn_rate,
            think_seconds=(mix.wait_min + mix.wait_max) / 2,
        )
        self.law = UserLevel(control, self.bounds)
        self.tally = tally
        self.prober = Prober(
            environment.host or "", control["probeEverySeconds"], control["probeLimitSeconds"]
        )
        self.counts: list[int] = []
        """The users that there were to be, second by second."""
        self.changed = Event()
        self.greenlets: list[gevent.Greenlet] = []
        # Locust starts what the options say; they say the bound again once it has.
        options.num_users = self.law.users

    def follow(self, events: Events) -> None:
        events.test_start.add_listener(self.on_start)
        events.test_stopping.add_listener(self.on_stopping)

    def on_start(self, **_: Any) -> None:
        options: Any = self.environment.parsed_options
        options.num_users = self.bounds.users
        self.tally.take()
        logging.getLogger("locust.runners").addFilter(is_worth_a_line)
        self.greenlets = [gevent.spawn(run) for run in (self.prober.run, self.watch, self.apply)]

    def on_stopping(self, **_: Any) -> None:
        """Nobody may be started any more: Locust would take it for a new run."""
        gevent.killall(self.greenlets)

    def watch(self) -> None:
        due = time.monotonic()
        while True:
            due += 1
            gevent.sleep(max(0, due - time.monotonic()))
            before = self.law.users
            users = self.law.after(Second(**self.tally.take(), probes=self.prober.take()))
            self.counts.append(users)
            if users != before:
                self.changed.set()
            if users < 0.9 * before:
                logger.info("%d users: the shop gets too slow for %d", users, before)

    def apply(self) -> None:
        """Have Locust start or stop users; with workers that may take it a second."""
        while True:
            self.changed.wait()
            self.changed.clear()
            runner, users = self.environment.runner, self.law.users
            if runner is not None and runner.state in (STATE_RUNNING, STATE_SPAWNING):
                # All at once: the law has decided how fast.
                runner.start(users, max(1, abs(users - runner.target_user_count)))

    def summary(self) -> dict[str, Any]:
        """What the run's summary says of it."""
        kept = held(self.counts)
        return {
            "highest": max(self.counts, default=self.law.users),
            "held": kept,
            # A peak on a busy machine is not yet a shop for which all users are too few.
            "reachedBound": kept >= self.bounds.users,
        }


KEEPER: LevelKeeper | None = None
"""The keeper of this process; only the one that leads the run has one."""


def install(events: Events, mix: Mix, mix_file: Path) -> None:
    """Follow the run from its start to its end, where a control lies beside the mix."""
    control = read_control(mix_file)
    if control is None:
        return
    locust.runners.WORKER_REPORT_INTERVAL = REPORT_SECONDS
    tally = Tally(control["slowSeconds"])
    events.request.add_listener(tally.on_request)

    def on_init(environment: Environment, runner: Runner, **_: Any) -> None:
        global KEEPER
        if isinstance(runner, WorkerRunner):
            events.report_to_master.add_listener(report)
            return
        if isinstance(runner, MasterRunner):
            events.worker_report.add_listener(enter)
        KEEPER = LevelKeeper(environment, control, mix, tally)
        KEEPER.follow(events)

    def report(client_id: str, data: dict[str, Any], **_: Any) -> None:
        data["level"] = tally.take()

    def enter(client_id: str, data: dict[str, Any], **_: Any) -> None:
        tally.add(data.get("level", {}))

    events.init.add_listener(on_init)


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Not what Locust says whenever somebody is added or stopped, which is nearly every second."""
    dull = (
        "Ramping to",
        "Sending spawn jobs",
        "All users spawned",
        "Spawning is complete",
        "Not all users finished",
    )
    return not str(record.msg).startswith(dull)
