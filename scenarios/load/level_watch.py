"""What a load sees of the shop, for whoever decides how many users it is to have."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import gevent

from connections import NAME_LIFE_SECONDS


class Tally:
    """What users have seen since the last look."""

    def __init__(self, slow_seconds: float) -> None:
        self.slow_seconds = slow_seconds
        self.take()

    def on_request(self, response_time: float, response: Any = None, **_: Any) -> None:
        if getattr(response, "status_code", 0) == 0:
            self.lost += 1
            return
        self.answers += 1
        self.answer_seconds += response_time / 1000
        self.slow += response_time / 1000 > self.slow_seconds

    def take(self) -> dict[str, Any]:
        """All of it, in a form that Locust can send to the master; it is gone afterwards."""
        seen = dict(vars(self))
        seen.pop("slow_seconds")
        self.answers, self.answer_seconds, self.slow, self.lost = 0, 0.0, 0, 0
        return seen

    def add(self, seen: Mapping[str, Any]) -> None:
        """Add what take() of another process's tally gave."""
        for name, value in seen.items():
            setattr(self, name, getattr(self, name) + value)


class Prober:
    """Asks the shop as a kubelet asks: GET / on a new connection, with a limit."""

    def __init__(self, host: str, every_seconds: float, limit_seconds: float) -> None:
        self.host = urlsplit(host)
        self.every_seconds = every_seconds
        self.limit_seconds = limit_seconds
        self.ended: list[bool] = []
        self.address: tuple[float, Any] = (0.0, None)

    def run(self) -> None:
        while True:
            gevent.spawn(self.probe)
            gevent.sleep(self.every_seconds)

    def take(self) -> list[bool]:
        ended, self.ended = self.ended, []
        return ended

    def probe(self) -> None:
        in_time = False
        try:
            host, port = self.resolved()
            with gevent.Timeout(self.limit_seconds, False):
                in_time = self.ask(host, port)
        except (OSError, http.client.HTTPException):
            pass
        self.ended.append(in_time)

    def ask(self, host: str, port: int) -> bool:
        connection = http.client.HTTPConnection(host, port)
        try:
            headers = {"Host": self.host.netloc, "Connection": "close"}
            connection.request("GET", "/", headers=headers)
            return 200 <= connection.getresponse().status < 400
        finally:
            connection.close()

    def resolved(self) -> tuple[str, int]:
        """The address, looked up seldom: the kubelet asks the pod's own and needs no DNS."""
        until, known = self.address
        if until < time.monotonic():
            port = self.host.port or 80
            found = socket.getaddrinfo(self.host.hostname, port, type=socket.SOCK_STREAM)
            known = found[0][4][:2]
            self.address = (time.monotonic() + NAME_LIFE_SECONDS, known)
        return known
