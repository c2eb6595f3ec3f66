"""The summary of a run as one JSON document; times in milliseconds, rounded as Locust does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from locust.env import Environment
from locust.stats import RequestStats, StatsEntry, StatsError, sort_stats

from orders import OrderBook

SCHEMA = 1
"""Raised when a field changes its meaning or goes away."""

PERCENTILES = (50, 66, 75, 80, 90, 95, 99)

EARLY_SECONDS = 1.0
"""A run that ends less than this before its time has not been stopped early."""


@dataclass
class Times:
    """When the run started and ended, in seconds since 1970."""

    started: float | None = None
    ended: float | None = None


def summarise(
    environment: Environment,
    times: Times,
    run: str,
    mix: str,
    workers_lost: int,
    orders: OrderBook,
    level: dict[str, Any] | None,
) -> dict[str, Any]:
    """Everything that a run's report needs, except what did not fit (see publish.py)."""
    options: Any = environment.parsed_options
    stats = environment.stats
    requested = options.run_time or None
    lasted = (times.ended or 0) - (times.started or 0)
    return {
        "schema": SCHEMA,
        "run": run,
        "mix": mix,
        "host": environment.host or "",
        "users": options.num_users,
        "level": level,
        "spawnRatePerSecond": options.spawn_rate,
        "requestedSeconds": requested,
        "processes": options.processes or 1,
        "workersLost": workers_lost,
        "startedAt": iso(times.started),
        "endedAt": iso(times.ended),
        "stoppedEarly": requested is None or lasted < requested - EARLY_SECONDS,
        "totals": figures(stats.total, stats.errors.values()),
        "tasks": [
            {
                "name": entry.name,
                "method": entry.method,
                **figures(entry, errors_of(stats, entry)),
            }
            for entry in sort_stats(stats.entries)
        ],
        "orders": orders.summary() if orders.is_kept else None,
        "omitted": [],
    }


def figures(entry: StatsEntry, errors: Iterable[StatsError]) -> dict[str, Any]:
    """The figures of one task, or of all of them."""
    reasons: Counter[str] = Counter()
    for error in errors:
        reasons[StatsError.parse_error(error.error)] += error.occurrences
    return {
        "requests": entry.num_requests,
        "failures": entry.num_failures,
        "failureRatio": round(entry.fail_ratio, 6),
        "requestsPerSecond": round(entry.total_rps, 3),
        "milliseconds": {
            "mean": round(entry.avg_response_time, 1),
            **{f"p{p}": round(entry.get_response_time_percentile(p / 100)) for p in PERCENTILES},
            "max": round(entry.max_response_time, 1),
        },
        "failuresByReason": dict(reasons.most_common()),
    }


def errors_of(stats: RequestStats, entry: StatsEntry) -> list[StatsError]:
    """The errors of one task."""
    return [
        error
        for error in stats.errors.values()
        if (error.name, error.method) == (entry.name, entry.method)
    ]


def iso(seconds: float | None) -> str | None:
    """The time in ISO 8601, in UTC, such as 2025-01-31T12:00:00.000Z."""
    if seconds is None:
        return None
    time = datetime.fromtimestamp(seconds, timezone.utc)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
