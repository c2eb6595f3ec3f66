"""Looks after the worker processes, in the master: none of their figures may be missing at the
end, and without them the run is over."""

from __future__ import annotations

import logging
import time
from typing import Any

import gevent
import locust.runners
from locust.env import Environment
from locust.event import Events
from locust.runners import MasterRunner

DRAIN_SECONDS = 3.0
"""How long the workers may take, beyond --stop-timeout, to send their last figures."""

LOST_EXIT_CODE = 3
"""Exit code when all worker processes have died: that run says nothing about the shop."""

# A worker that is short of CPU may be silent for longer than Locust's 3 s and still be well.
locust.runners.HEARTBEAT_LIVENESS = 10

logger = logging.getLogger("results")


class Workers:
    """The worker processes of a run."""

    def __init__(self, environment: Environment, runner: MasterRunner) -> None:
        self.environment = environment
        self.runner = runner
        self.lost = 0
        """Workers that were gone before the run ended."""

    def follow(self, events: Events) -> None:
        """Be told when the run stops."""
        events.test_stopping.add_listener(self.on_stopping)
        events.test_stop.add_listener(self.on_stop)

    def on_stopping(self, **_: Any) -> None:
        """Count who is missing."""
        options: Any = self.environment.parsed_options
        self.lost = options.expect_workers - self.runner.worker_count
        if self.lost:
            logger.error("%d load generator processes were lost", self.lost)

    def on_stop(self, **_: Any) -> None:
        """Wait for the last figures, for which Locust itself allows 0.5 s, less than the stop
        timeout that it grants the workers; without workers, end the run now, which Locust would
        let sit there until its time is over."""
        if self.runner.worker_count == 0:
            self.environment.process_exit_code = LOST_EXIT_CODE
            gevent.spawn(self.runner.quit)
            return
        self.runner.send_message("quit")
        deadline = time.monotonic() + self.environment.stop_timeout + DRAIN_SECONDS
        while self.runner.worker_count > 0 and time.monotonic() < deadline:
            gevent.sleep(0.1)
