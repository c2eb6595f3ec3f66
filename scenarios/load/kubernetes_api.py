"""A small client of the Kubernetes API for code that runs in a pod; standard library only.

For example::

    api = InClusterApi.from_environment()
    found = api.get("/api/v1/namespaces/shop/configmaps/results")
    api.patch("/api/v1/namespaces/shop/configmaps/results", {"data": {"key": "value"}})
"""

from __future__ import annotations

import http.client
import json
import os
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, Callable, TypeVar

MERGE_PATCH = "application/merge-patch+json"
STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json"

SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
"""Where the kubelet puts a pod's token and the certificate of the API server's authority."""

REQUEST_SECONDS = 5.0
"""How long one request may take."""

Result = TypeVar("Result")


class ApiError(Exception):
    """A request that did not succeed; status 0 means that there was no answer at all."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"HTTP {status}: {message}" if status else message)
        self.status = status
        self.message = message

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed a little later."""
        return self.status in (0, 409, 429) or self.status >= 500


class InClusterApi:
    """Sends requests to the API server with the pod's own service account."""

    def __init__(self, url: str, token_file: str, ca_file: str | None) -> None:
        self.url = url.rstrip("/")
        self.token_file = token_file
        handlers: list[urllib.request.BaseHandler] = [
            # A proxy that happens to be configured is for the world outside the cluster.
            urllib.request.ProxyHandler({}),
        ]
        if self.url.startswith("https:"):
            handlers.append(urllib.request.HTTPSHandler(context=trust(ca_file)))
        self.opener = urllib.request.build_opener(*handlers)

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> InClusterApi:
        """The API server that the kubelet tells every pod of; $KUBERNETES_API_URL,
        $KUBERNETES_TOKEN_FILE and $KUBERNETES_CA_FILE override it."""
        url = environment.get("KUBERNETES_API_URL")
        if not url:
            host = environment.get("KUBERNETES_SERVICE_HOST")
            if not host:
                raise ApiError(0, "not in a pod: KUBERNETES_SERVICE_HOST is not set")
            host = f"[{host}]" if ":" in host else host
            url = f"https://{host}:{environment.get('KUBERNETES_SERVICE_PORT', '443')}"
        return InClusterApi(
            url,
            environment.get("KUBERNETES_TOKEN_FILE", f"{SERVICE_ACCOUNT}/token"),
            environment.get("KUBERNETES_CA_FILE", f"{SERVICE_ACCOUNT}/ca.crt"),
        )

    def get(self, path: str) -> dict[str, Any]:
        """The object at the path."""
        return self.request("GET", path)

    def patch(self, path: str, body: Any, content_type: str = MERGE_PATCH) -> dict[str, Any]:
        """Patch the object at the path, and return it as it is then."""
        return self.request("PATCH", path, body, content_type)

    def request(
        self, method: str, path: str, body: Any = None, content_type: str | None = None
    ) -> dict[str, Any]:
        """Send one request; raise ApiError unless the answer is a success."""
        headers = {"Accept": "application/json", "Authorization": f"Bearer {self.token()}"}
        if content_type is not None:
            headers["Content-Type"] = content_type
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with self.opener.open(request, timeout=REQUEST_SECONDS) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise ApiError(error.code, message_of(error)) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise ApiError(0, f"{method} {self.url}{path}: {error}") from error

    def token(self) -> str:
        """The token, read anew each time because the kubelet replaces it before it expires."""
        try:
            with open(self.token_file, encoding="utf-8") as file:
                return file.read().strip()
        except OSError as error:
            raise ApiError(0, f"no service account token: {error}") from error


def trust(ca_file: str | None) -> ssl.SSLContext:
    """Trust in servers whose certificate this authority has signed."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise ApiError(0, f"no certificate authority in {ca_file}: {error}") from error


def message_of(error: urllib.error.HTTPError) -> str:
    """What the API server says about the error; its bare reason if it says nothing."""
    try:
        return str(json.loads(error.read())["message"])
    except (OSError, ValueError, KeyError, TypeError):
        return str(error.reason)


def with_retries(call: Callable[[], Result], seconds: float) -> Result:
    """Call, and again after 0.5, 1, 2, … seconds as long as the error may pass and there is
    time left."""
    deadline, pause = time.monotonic() + seconds, 0.5
    while True:
        try:
            return call()
        except ApiError as error:
            if not error.may_pass or time.monotonic() + pause > deadline:
                raise
            time.sleep(pause)
            pause *= 2
