"""Customers of the shop: how they log in, send the mix's requests, and judge the answers."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable

import gevent
from gevent.lock import RLock
from locust import FastHttpUser, between, events
from locust.env import Environment
from locust.user.task import LOCUST_STATE_STOPPING, LOCUST_STATE_WAITING

import level_keeper
import results
import run_events
from connections import CustomerSession
from failures import Failure
from mix import Account, Request, Sock, mix_file, read_mix

PATIENCE_SECONDS = 180.0
"""How long a customer waits, for a connection and for an answer. It must be longer than the
kernel tries to connect (134 to 135 s): Locust's default of 60 s would cut the slowest part off."""

SHARED_SETUP_TRIES = 4
"""After that many tries a shared account's setup is left as it is, so that load comes anyhow."""

LONGEST_PAUSE_SECONDS = 15.0
"""The longest pause before a failed setup request is sent again."""

MIX = read_mix()
results.install(events, MIX.name)
run_events.install(events)
level_keeper.install(events, MIX, mix_file())


@dataclass(frozen=True)
class Answer:
    """What came back: whether it counts as success, its status (0: no answer) and its body."""

    ok: bool
    status: int
    content: bytes

    def json(self) -> Mapping[str, Any]:
        """The JSON object in the body; an empty one if there is none."""
        try:
            found = json.loads(self.content)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


class ShopUser(FastHttpUser):
    """A customer with an account, cookies and one connection."""

    abstract = True
    connection_timeout = PATIENCE_SECONDS
    network_timeout = PATIENCE_SECONDS
    wait_time = between(MIX.wait_min, MIX.wait_max)
    account: Account
    shared: Account | None = None
    shared_lock = RLock()

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.client = CustomerSession(environment, self.host or "", self, PATIENCE_SECONDS)

    def on_start(self) -> None:
        """Get an account, and send what the mix sends once per account."""
        if MIX.account == "shared":
            self.account = self.shared_account()
        elif MIX.account == "own":
            self.account = new_account()
            self.set_up(tries=None)
        else:
            self.account = random.choice(MIX.accounts or (new_account(),))
            self.set_up(tries=1)

    def stop(self, force: bool = False) -> bool:
        """Stop; Locust kills a waiting user, but a moment later: a wait that ends within that
        moment would lead to a request that the shop serves and nobody counts. Who is about to
        leave may be told so once more, when further users are taken away."""
        if self._state == LOCUST_STATE_STOPPING and not force:
            return False
        waits = self._state == LOCUST_STATE_WAITING
        if waits:
            self._state = LOCUST_STATE_STOPPING
        return super().stop(force or waits)

    def shared_account(self) -> Account:
        """The account of this process; its first customer registers it, the others wait."""
        with ShopUser.shared_lock:
            if ShopUser.shared is None:
                self.account = new_account()
                self.set_up(SHARED_SETUP_TRIES)
                ShopUser.shared = self.account
            return ShopUser.shared

    def set_up(self, tries: int | None) -> None:
        """Send each setup request until it succeeds, with growing pauses (tries None: for ever)."""
        for request in MIX.setup:
            tried, pause = 1, 1.0
            while not self.send(request).ok and tried != tries:
                gevent.sleep(pause * random.uniform(0.5, 1))
                tried, pause = tried + 1, min(2 * pause, LONGEST_PAUSE_SECONDS)
                if request.path == "/register":
                    # The lost answer may have been a yes, and a name is taken only once.
                    self.account = new_account()

    def send(self, request: Request, sock: Sock | None = None) -> Answer:
        """Send the request, with this sock or any one as the item, and count its outcome."""
        item = sock or random.choice(MIX.socks)
        values = {
            "{item}": item.id,
            "{customer}": self.account.username,
            "{password}": self.account.password,
        }
        with self.client.request(
            request.method,
            fill(request.path, values),
            name=request.name,
            json=request.body and {key: fill(text, values) for key, text in request.body.items()},
            auth=(self.account.username, self.account.password) if request.basic_auth else None,
            catch_response=True,
        ) as response:
            answer = Answer(True, response.status_code, bytes(response.content or b""))
            reason = self.failure(request, answer, response)
            if reason is None:
                response.success()
                return answer
            response.failure(reason)
            return Answer(False, answer.status, answer.content)

    def failure(self, request: Request, answer: Answer, response: Any) -> Exception | None:
        """Why the answer counts as failed; None if it does not."""
        if answer.status == 0:
            return response.error
        wrong = answer.status not in request.success
        seconds = response.request_meta["response_time"] / 1000
        if request.slow_after_seconds is not None and seconds > request.slow_after_seconds:
            limit = f"slow: over {request.slow_after_seconds:g} s"
            return Failure(f"{limit} (HTTP {answer.status})" if wrong else limit)
        return Failure(f"HTTP {answer.status}") if wrong else None


def weighted_tasks() -> dict[Callable[[ShopUser], None], int]:
    """The mix's tasks in the form that Locust picks from by weight."""
    return {task_of(request): request.weight for request in MIX.tasks}


def task_of(request: Request) -> Callable[[ShopUser], None]:
    """A Locust task that sends the request; it carries its name into Locust's report."""

    def task(user: ShopUser) -> None:
        user.send(request)

    task.__name__ = request.name
    return task


def new_account() -> Account:
    """An account that no other customer has, in this run or in any other."""
    name = uuid.uuid4().hex[:16]
    return Account(username=f"customer-{name}", password=f"secret-{name}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in."""
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text
