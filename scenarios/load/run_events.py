"""Tells Datadog when the load starts and when it ends, so that what is noticed in between can be
timed there. Nothing about it may fail or hold up the run; without a key nothing is sent."""

from __future__ import annotations

import json
import logging
import os
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

import gevent
from locust.env import Environment
from locust.event import Events
from locust.runners import Runner, WorkerRunner

from kubernetes_api import ApiError, with_retries

REQUEST_SECONDS = 3.0
"""How long one request may take."""

RETRY_SECONDS = 8.0
"""How long an event is tried again while the API does not answer or asks to come back later."""

PARTING_SECONDS = 5.0
"""How long the end of the process waits for events under way. Before that, the users' last
requests take up to 5 s and the results up to 15 s, of the 30 s that the pod has."""

logger = logging.getLogger("events")


def install(events: Events) -> None:
    """Follow the run, in the process that leads it: workers say nothing."""
    sender = EventSender.from_environment()
    if sender is None:
        return

    def on_init(environment: Environment, runner: Runner, **_: Any) -> None:
        if not isinstance(runner, WorkerRunner):
            RunEvents(environment, sender).follow(events)

    events.init.add_listener(on_init)


class RunEvents:
    """One event at the start of the run, one at its end."""

    def __init__(self, environment: Environment, sender: EventSender) -> None:
        self.environment = environment
        self.sender = sender
        self.sent: dict[str, gevent.Greenlet] = {}

    def follow(self, events: Events) -> None:
        events.test_start.add_listener(self.on_start)
        events.test_stopping.add_listener(self.on_stopping)
        events.quit.add_listener(self.on_quit)

    def on_start(self, **_: Any) -> None:
        self.send("start", "started")

    def on_stopping(self, **_: Any) -> None:
        # Also when the pod is told to go before the time is over.
        if "start" in self.sent:
            self.send("end", "ended")

    def on_quit(self, **_: Any) -> None:
        gevent.joinall(list(self.sent.values()), timeout=PARTING_SECONDS)
        for moment, greenlet in self.sent.items():
            if not greenlet.ready():
                logger.warning("Datadog has no event of the load's %s: it does not answer", moment)
                greenlet.kill(block=False)

    def send(self, moment: str, verb: str) -> None:
        """Send in the background, and each moment once: Locust may stop a run twice at a time."""
        if moment not in self.sent:
            event = self.sender.event(moment, verb, time.time())
            self.sent[moment] = gevent.spawn(self.sender.send, event)


class EventSender:
    """Posts events to Datadog's API."""

    def __init__(self, url: str, key: str, environment: Mapping[str, str]) -> None:
        self.url = f"{url.rstrip('/')}/api/v1/events"
        self.key = key
        self.subject = environment.get("EVENT_SUBJECT") or "Load run"
        self.tags = tags_of(environment)
        # Followed, a redirect would take the key to another host.
        self.opener = urllib.request.build_opener(NoRedirects())

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> EventSender | None:
        """A sender if $DD_API_KEY and $DD_SITE are set; $DD_URL names another API than the
        site's."""
        key = environment.get("DD_API_KEY", "").strip()
        site = environment.get("DD_SITE", "").strip()
        url = environment.get("DD_URL", "").strip() or (site and f"https://api.{site}")
        return EventSender(url, key, environment) if key and url else None

    def event(self, moment: str, verb: str, seconds: float) -> dict[str, Any]:
        """The body of a request; the time is in seconds since 1970."""
        return {
            "title": f"{self.subject} {verb}",
            "text": f"The load on the shop has {verb}.",
            "date_happened": int(seconds),
            "alert_type": "info",
            "tags": [*self.tags, f"load:{moment}"],
        }

    def send(self, event: Mapping[str, Any]) -> None:
        """Post the event; what goes wrong is logged, never raised."""
        try:
            with_retries(lambda: self.post(event), RETRY_SECONDS)
            logger.info("Datadog has the event: %s", event["title"])
        except ApiError as error:
            logger.warning("Datadog has no event of this (%s): %s", error, event["title"])

    def post(self, event: Mapping[str, Any]) -> None:
        """Send one request. Errors do not carry what the library says: it may quote the key."""
        headers = {"Content-Type": "application/json", "DD-API-KEY": self.key}
        body = json.dumps(event).encode()
        try:
            request = urllib.request.Request(self.url, body, headers, method="POST")
            # The library's own limit is per read: answers that trickle in would take for ever.
            with gevent.Timeout(REQUEST_SECONDS, TimeoutError):
                with self.opener.open(request, timeout=REQUEST_SECONDS) as answer:
                    answer.read()
        except urllib.error.HTTPError as error:
            error.close()
            raise ApiError(error.code, "refused") from None
        except OSError as error:
            raise ApiError(0, f"no answer: {type(error).__name__}") from None
        except Exception as error:
            # A malformed key or address is malformed the next time too.
            raise ApiError(400, f"not sent: {type(error).__name__}") from None


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Makes a redirect an error."""

    def redirect_request(self, *_: Any) -> None:
        return None


def tags_of(environment: Mapping[str, str]) -> list[str]:
    """The tags of all events: those of $DD_TAGS and $EVENT_TAGS (separated by commas), the run's
    label and where it runs."""
    given = [environment.get("DD_TAGS", ""), environment.get("EVENT_TAGS", "")]
    tags = [tag.strip() for tag in ",".join(given).split(",")]
    for name, variable in [
        ("run", "RUN_ID"),
        ("kube_namespace", "POD_NAMESPACE"),
        ("pod_name", "HOSTNAME"),
    ]:
        tags.append(f"{name}:{environment.get(variable, '')}")
    return list(dict.fromkeys(tag for tag in tags if tag and not tag.endswith(":")))
