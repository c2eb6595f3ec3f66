"""One connection per customer, one try per request, and a plain reason for every loss.

geventhttpclient, below FastHttpUser, sends a request again, up to eleven times, when the server
closes the connection without an answer, a POST too: a dying server would show hardly any failure
and an order could be placed twice. Here nothing is sent twice. As a browser does, a connection
that the server closed while the customer was thinking is replaced before it is used.
"""

from __future__ import annotations

import socket
import time
from typing import Any

from gevent import Timeout
from geventhttpclient.client import HTTPClient, HTTPClientPool
from geventhttpclient.connectionpool import ConnectionPool
from geventhttpclient.response import HTTPParseError
from locust import User
from locust.contrib.fasthttp import ErrorResponse, FastHttpSession, LocustUserAgent
from locust.env import Environment

from failures import Failure, answer_failure, connect_failure

NAME_LIFE_SECONDS = 30.0
"""How long a looked-up address is used, so that thousands of connects do not flood the DNS."""


class CustomerConnection(ConnectionPool):
    """A pool of exactly one connection, never used again once the server has closed it."""

    names: dict[tuple[str, int], tuple[float, Any]] = {}

    def __init__(self, host: str, port: int, patience: float) -> None:
        super().__init__(
            host, port, host, port, 1, connection_timeout=patience, network_timeout=patience
        )
        # HTTPClient.request sends again up to size + 1 times; nothing else reads the size.
        self.size = -1

    def get_socket(self) -> socket.socket:
        while True:
            kept = not self._socket_queue.empty()
            connection = super().get_socket()
            if not kept or self._is_idle(connection):
                return connection
            self.release_socket(connection)

    def _is_idle(self, connection: socket.socket) -> bool:
        """Whether a kept connection is still open: bytes or an end to read mean it is not."""
        connection.settimeout(0)
        try:
            connection.recv(1, socket.MSG_PEEK)
            return False
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            connection.settimeout(self.network_timeout)

    def _create_socket(self) -> socket.socket:
        try:
            return super()._create_socket()
        except (OSError, Timeout) as error:
            raise connect_failure(error, self.connection_timeout) from error

    def _resolve(self) -> Any:
        key = (self._connection_host, self._connection_port)
        known = self.names.get(key)
        if known is None or known[0] < time.monotonic():
            known = (time.monotonic() + NAME_LIFE_SECONDS, super()._resolve())
            self.names[key] = known
        return known[1]


class CustomerClients(HTTPClientPool):
    """Gives every client its own CustomerConnection."""

    def __init__(self, patience: float) -> None:
        super().__init__()
        self.patience = patience

    def get_client(self, url: Any) -> HTTPClient:
        client = super().get_client(url)
        if not isinstance(client._connection_pool, CustomerConnection):
            client._connection_pool = CustomerConnection(client.host, client.port, self.patience)
        return client


class CustomerAgent(LocustUserAgent):
    """Leaves the judgement of statuses to the caller, and raises every error as it is."""

    def _verify_status(self, status_code: int, url: Any = None) -> None:
        """Accept every status: a refused one would close the connection unread."""

    def _handle_error(self, e: BaseException, url: Any = None) -> BaseException:
        raise e


class CustomerSession(FastHttpSession):
    """A customer's cookies and connection; a loss becomes a response with a Failure as error."""

    def __init__(self, environment: Environment, host: str, user: User, patience: float) -> None:
        super().__init__(environment, base_url=host, user=user)
        self.patience = patience
        self.latest: Any = None
        self.client = CustomerAgent(
            cookiejar=self.cookiejar, max_retries=0, client_pool=CustomerClients(patience)
        )

    def _send_request_safe_mode(self, method: str, url: str, **kwargs: Any) -> Any:
        try:
            response = self.client.urlopen(url, method=method, **kwargs)
            # Read the body here: Locust lets an error while reading it escape unrecorded.
            response.content
        except (Failure, OSError, Timeout, HTTPParseError) as error:
            response = ErrorResponse(url=url, request=self.client._make_request(url, method, {}))
            response.error = answer_failure(error, self.patience)
        # Locust lends the response's __dict__ to another object and drops the response. The
        # garbage collector of Python 3.13.0 then empties what is in use, and the request goes
        # unrecorded: keep the response until the next one.
        self.latest = response
        return response
