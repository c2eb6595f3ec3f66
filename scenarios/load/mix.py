"""The mix of requests that this run sends, read from mix.json."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request as a virtual user sends it; placeholders are filled in when it is sent."""

    name: str
    method: str
    path: str
    success: tuple[int, ...]
    slow_after_seconds: float | None
    basic_auth: bool
    body: Mapping[str, str] | None
    weight: int

    @staticmethod
    def parse(source: Mapping[str, Any]) -> Request:
        return Request(
            name=source["name"],
            method=source["method"],
            path=source["path"],
            success=tuple(source["success"]),
            slow_after_seconds=source["slowAfterSeconds"],
            basic_auth=source["basicAuth"],
            body=source["body"],
            weight=source.get("weight", 1),
        )


@dataclass(frozen=True)
class Sock:
    """An article of the catalogue."""

    name: str
    id: str
    price_dollars: float


@dataclass(frozen=True)
class Account:
    """The credentials of a customer."""

    username: str
    password: str


@dataclass(frozen=True)
class Mix:
    """What a virtual user does, how often, and how long it thinks in between (seconds)."""

    name: str
    wait_min: float
    wait_max: float
    account: str
    accounts: tuple[Account, ...]
    socks: tuple[Sock, ...]
    setup: tuple[Request, ...]
    tasks: tuple[Request, ...]
    shipping_dollars: float
    payment_limit_dollars: float

    @staticmethod
    def parse(source: Mapping[str, Any]) -> Mix:
        return Mix(
            name=source["name"],
            wait_min=source["waitSeconds"]["min"],
            wait_max=source["waitSeconds"]["max"],
            account=source["account"],
            accounts=tuple(Account(**account) for account in source["accounts"]),
            socks=tuple(
                Sock(sock["name"], sock["id"], sock["priceDollars"]) for sock in source["socks"]
            ),
            setup=tuple(Request.parse(request) for request in source["setup"]),
            tasks=tuple(Request.parse(task) for task in source["tasks"]),
            shipping_dollars=source["shippingDollars"],
            payment_limit_dollars=source["paymentLimitDollars"],
        )

    def task(self, method: str, path: str) -> Request:
        """The task that sends this method to this path."""
        for task in self.tasks:
            if (task.method, task.path) == (method, path):
                return task
        raise LookupError(f"the mix {self.name} has no task {method} {path}")


def mix_file() -> Path:
    """The file of $MIX_FILE, by default mix.json beside this file."""
    return Path(os.environ.get("MIX_FILE") or Path(__file__).with_name("mix.json"))


def read_mix() -> Mix:
    """The mix that this run is to send."""
    return Mix.parse(json.loads(mix_file().read_text(encoding="utf-8")))
