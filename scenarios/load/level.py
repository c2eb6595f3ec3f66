"""How many users there are to be, second by second, so that the shop is slow and stays alive.

Users are a closed population: with N of them, X answers a second and Z seconds of thinking, an
answer takes R = N / X - Z. A shop that is saturated answers X a second however many ask, so the
number of users for a mean of R is X (Z + R): it is known at once, not by trial. What the numbers
of the control mean, and why they are what they are, says level.ts.
"""

from __future__ import annotations

import json
import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any


@dataclass(frozen=True)
class Second:
    """What the load saw of the shop within one second."""

    answers: int
    """Requests that were answered, whatever the answer said."""
    answer_seconds: float
    """Response times of these, added up."""
    slow: int
    """Of these, how many took longer than slowSeconds."""
    lost: int
    """Requests that ended without an answer."""
    probes: Sequence[bool]
    """The probes that ended, in their order: whether they were answered within their limit."""


@dataclass(frozen=True)
class Bounds:
    """What bounds the level from outside."""

    users: int
    spawn_rate: float
    """Users that may be added within a second."""
    think_seconds: float
    """Mean think time of a user."""


class UserLevel:
    """Decides once a second how many users there are to be in the next."""

    def __init__(self, control: Mapping[str, float], bounds: Bounds) -> None:
        self.control = SimpleNamespace(**control)
        self.bounds = bounds
        self.ceiling: float = bounds.users
        self.level: float = min(self.control.firstUsers, bounds.users)
        self.users = int(self.level)
        self.mean: float = self.control.meanSeconds
        """The mean response time that gives the wanted share of slow answers, as far as known."""
        self.most_mean: float = self.control.mostMeanSeconds
        """The highest that it may be: lower after probes were slow at a mean as high."""
        self.seconds: deque[Second] = deque(maxlen=int(self.control.windowSeconds))
        self.slow_probes = 0
        self.since_cut = math.inf
        self.rest = 0
        self.peak = self.level
        self.steady_seconds = 0

    def after(self, second: Second) -> int:
        """Decide after a second."""
        self.notice(second)
        is_fast = self.is_fast()
        if second.lost > 1 + self.control.lostShare * self.users:
            self.start_over()
        elif (
            self.slow_probes >= self.control.slowProbes
            and self.since_cut >= self.control.cutEverySeconds
        ):
            self.cut()
        else:
            self.move(is_fast)
        if not is_fast:
            self.aim(second)
        self.settle(is_fast)
        users = max(1, math.floor(self.level + 0.5))
        if users < self.users:
            self.rest = self.control.restSeconds
        self.users = users
        return users

    def notice(self, second: Second) -> None:
        self.seconds.append(second)
        for in_time in second.probes:
            self.slow_probes = 0 if in_time else self.slow_probes + 1
        self.since_cut += 1
        self.rest -= 1

    def is_fast(self) -> bool:
        """Whether the shop is far from slow yet; not as long as it does not answer."""
        recent = list(self.seconds)[-int(self.control.recentSeconds) :]
        answers = sum(second.answers for second in recent)
        seconds = sum(second.answer_seconds for second in recent)
        limit = self.control.fastShare * self.mean * answers
        return self.slow_probes == 0 and answers > 0 and seconds < limit

    def start_over(self) -> None:
        """The shop was killed: once more from the beginning, and not as far as before.

        At a level that has been found and held it was no overload, but a rollout or somebody's
        hand: then as far.
        """
        if self.steady_seconds < self.control.settleSeconds:
            self.ceiling = min(self.ceiling, max(1, (1 - self.control.cut) * self.level))
        self.level = min(self.level, self.control.firstUsers)
        self.seconds.clear()

    def cut(self) -> None:
        self.level = max(1, (1 - self.control.cut) * self.level)
        lowered = (1 - self.control.meanCut) * self.mean
        self.most_mean = max(self.control.leastMeanSeconds, lowered)
        self.mean = self.most_mean
        self.since_cut = 0

    def move(self, is_fast: bool) -> None:
        """A step to where the level is wanted."""
        most = self.control.changePerSecond * self.level
        away = self.wanted(is_fast) - self.level
        if abs(away) <= self.control.tolerance * self.level:
            return
        smooth = max(-most, away / self.control.smoothingSeconds)
        step = min(most, self.bounds.spawn_rate, smooth)
        is_resting = self.rest > 0 or self.slow_probes > 0
        self.level += min(0, step) if is_resting else step
        self.level = max(1, min(self.level, self.ceiling))

    def wanted(self, is_fast: bool) -> float:
        answers = sum(second.answers for second in self.seconds)
        if is_fast:
            return math.inf
        if answers == 0:
            return self.level
        throughput = answers / len(self.seconds)
        return throughput * (self.bounds.think_seconds + self.mean)

    def aim(self, second: Second) -> None:
        """Move the mean to where the wanted share of the answers is slow."""
        recovered = self.most_mean + self.control.meanRecovery
        self.most_mean = min(self.control.mostMeanSeconds, recovered)
        if second.answers > 0:
            missing = self.control.slowShare - second.slow / second.answers
            moved = self.mean + self.control.meanStep * missing
            self.mean = min(self.most_mean, max(self.control.leastMeanSeconds, moved))

    def settle(self, is_fast: bool) -> None:
        """Once it has stopped rising, the level is found."""
        if self.level > (1 + self.control.settleShare) * self.peak:
            self.peak = self.level
            self.steady_seconds = 0
        elif not is_fast:
            self.steady_seconds += 1
        if self.steady_seconds == self.control.settleSeconds:
            self.ceiling = min(self.ceiling, (1 + self.control.settleShare) * self.peak)


def held(counts: Sequence[int]) -> int:
    """The users that a run held: the median over its second half, when it has found its level."""
    half = sorted(counts[len(counts) // 2 :])
    return half[len(half) // 2] if half else 0


def read_control(mix_file: Path) -> Mapping[str, Any] | None:
    """The control that lies beside the mix; None: all users come and stay."""
    path = mix_file.with_name("level.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
