"""Writes and publishes a run's results when it ends, in time or early, in the process that has
all the figures: the master, or the only process."""

from __future__ import annotations

import csv
import io
import json
import logging
import os
import time
from pathlib import Path
from typing import Any, Callable

import gevent
import locust.stats
from gevent.lock import RLock
from locust.env import Environment
from locust.event import Events
from locust.html import get_html_report
from locust.runners import MasterRunner, Runner, WorkerRunner
from locust.stats import PERCENTILES_TO_REPORT, StatsCSV, StatsCSVFileWriter

import level_keeper
import orders
from failures import OF_GENERATOR
from publish import ORDERS, PLACED_ORDERS, SUMMARY, fit, fit_report, is_wanted, publish
from summary import Times, summarise
from workers import Workers

# The history is for plots and the table for a log reader: neither needs Locust's 1 s and 2 s.
locust.stats.CSV_STATS_INTERVAL_SEC = 5
locust.stats.CONSOLE_STATS_INTERVAL_SEC = 5

logger = logging.getLogger("results")


def install(events: Events, mix: str) -> None:
    """Follow the run from its start to its end."""

    def on_init(environment: Environment, runner: Runner, **_: Any) -> None:
        # gevent's clock still shows when the process started, and Locust is about to set the
        # run's end by it: the run would be shorter by all the time that the imports took.
        gevent.get_hub().loop.update_now()
        if isinstance(runner, WorkerRunner):
            orders.report_to_master(events)
            return
        workers = None
        if isinstance(runner, MasterRunner):
            orders.gather_from_workers(events)
            workers = Workers(environment, runner)
            workers.follow(events)
        if os.environ.get("RESULTS_DIR"):
            Record(environment, workers, mix, Path(os.environ["RESULTS_DIR"])).follow(events)

    events.init.add_listener(on_init)


class Record:
    """What is known of a run, from its first request to the written results."""

    def __init__(
        self, environment: Environment, workers: Workers | None, mix: str, folder: Path
    ) -> None:
        self.environment = environment
        self.workers = workers
        self.mix = mix
        self.folder = folder
        self.times = Times()
        self.is_written = False
        self.lock = RLock()
        self.historian = gevent.Greenlet()
        folder.mkdir(parents=True, exist_ok=True)
        self.history = StatsCSVFileWriter(
            environment, PERCENTILES_TO_REPORT, str(folder / "locust"), full_history=True
        )

    def follow(self, events: Events) -> None:
        events.test_start.add_listener(self.on_start)
        events.test_stopping.add_listener(self.on_stopping)
        events.quit.add_listener(self.on_quit)

    def on_start(self, **_: Any) -> None:
        self.times.started = time.time()
        self.historian = gevent.spawn(self.history.stats_writer)

    def on_stopping(self, **_: Any) -> None:
        self.times.ended = self.times.ended or time.time()

    def on_quit(self, **_: Any) -> None:
        # After SIGTERM Locust shuts down twice at the same time: the second one must wait here,
        # because the process ends with whichever is done first.
        with self.lock:
            if not self.is_written:
                self.is_written = True
                self.write()

    def write(self) -> None:
        """Write all files, then publish them."""
        book = orders.BOOK
        run = os.environ.get("RUN_ID", "")
        lost = self.workers.lost if self.workers else 0
        keeper = level_keeper.KEEPER
        level = keeper.summary() if keeper else None
        summary = summarise(self.environment, self.times, run, self.mix, lost, book, level)
        warn_of_generator(summary["totals"])
        files = self.statistics()
        if book.is_kept:
            files[ORDERS] = book.failed_csv()
            files[PLACED_ORDERS] = book.placed_csv()
        html = self.report()
        kept, omitted = fit(files, len(as_json(summary).encode()))
        packed, omitted_report = fit_report(html)
        if is_wanted():
            summary["omitted"] = omitted + omitted_report
        for name, text in {**files, "report.html": html, SUMMARY: as_json(summary)}.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        logger.info("Results are in %s", self.folder)
        if is_wanted():
            publish({SUMMARY: as_json(summary), **kept}, packed)

    def report(self) -> str:
        """Locust's own HTML report."""
        try:
            return get_html_report(self.environment, show_download_link=False)
        except Exception:
            # Whatever is wrong with the page, the figures must not be lost with it.
            logger.exception("There is no HTML report")
            return ""

    def statistics(self) -> dict[str, str]:
        """Locust's own four CSV files, under the names that Locust gives them."""
        final = StatsCSV(self.environment, PERCENTILES_TO_REPORT)
        self.historian.kill()
        self.history.close_files()
        return {
            "locust_stats.csv": csv_text(final.requests_csv),
            "locust_failures.csv": csv_text(final.failures_csv),
            "locust_exceptions.csv": csv_text(final.exceptions_csv),
            "locust_stats_history.csv": Path(self.history.stats_history_file_name()).read_text(
                encoding="utf-8"
            ),
        }


def csv_text(write: Callable[[Any], None]) -> str:
    text = io.StringIO()
    write(csv.writer(text, lineterminator="\n"))
    return text.getvalue()


def as_json(summary: dict[str, Any]) -> str:
    return json.dumps(summary, indent=2) + "\n"


def warn_of_generator(totals: dict[str, Any]) -> None:
    """Say so when requests failed that never left: those are not the shop's failures."""
    reasons = totals["failuresByReason"].items()
    count = sum(times for reason, times in reasons if reason.startswith(OF_GENERATOR))
    if count:
        logger.error("%d requests failed for want of resources of the load generator", count)
