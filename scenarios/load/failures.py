"""Why a request got no answer: few, plain reasons, which stay the same from run to run."""

from __future__ import annotations

import errno
import os
import socket

from gevent import Timeout
from geventhttpclient.response import HTTPConnectionClosed, HTTPParseError

OF_GENERATOR = "generator: "
"""How reasons start that are not the shop's: this process ran out of something."""

OUT_OF_FILES = f"{OF_GENERATOR}out of file descriptors"

CONNECT_REASONS = {
    errno.ECONNREFUSED: "refused: connection refused",
    errno.ETIMEDOUT: "connect timeout: the network gave up",
    errno.ECONNRESET: "reset: connection reset by peer",
    errno.EHOSTUNREACH: "unreachable: no route to host",
    errno.ENETUNREACH: "unreachable: no route to network",
    errno.EADDRNOTAVAIL: f"{OF_GENERATOR}out of local ports",
    errno.EMFILE: OUT_OF_FILES,
    errno.ENFILE: OUT_OF_FILES,
}


class Failure(Exception):
    """A failed request; its reason is all that the statistics show of it."""

    def __repr__(self) -> str:
        return str(self)


def connect_failure(error: BaseException, patience: float) -> Failure:
    """Why no connection came about; patience is the own time limit, in seconds."""
    if isinstance(error, socket.gaierror):
        # A lookup opens files as well, and does not say that it could not.
        return Failure(OUT_OF_FILES if is_out_of_files() else "name lookup failed")
    code = error.errno if isinstance(error, OSError) else None
    if code in CONNECT_REASONS:
        return Failure(CONNECT_REASONS[code])
    if isinstance(error, (socket.timeout, Timeout)):
        return Failure(f"connect timeout: no connection within {patience:g} s")
    return Failure(f"connect failed: {errno.errorcode.get(code or 0, type(error).__name__)}")


def answer_failure(error: BaseException, patience: float) -> Failure:
    """Why no whole answer came over a connection that had been there."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, HTTPConnectionClosed):
        # geventhttpclient calls a reset before the first byte "closed" as well.
        was_reset = isinstance(error.__context__, ConnectionResetError)
        return Failure(CONNECT_REASONS[errno.ECONNRESET] if was_reset else "closed: no answer")
    if isinstance(error, HTTPParseError):
        return Failure("cut short: incomplete answer")
    if isinstance(error, (ConnectionResetError, BrokenPipeError)):
        return Failure(CONNECT_REASONS[errno.ECONNRESET])
    if isinstance(error, OSError) and error.errno == errno.ETIMEDOUT:
        return Failure("lost: the network gave up on the connection")
    if isinstance(error, (socket.timeout, Timeout)):
        return Failure(f"no answer within {patience:g} s")
    return Failure(f"broken: {type(error).__name__}")


def is_out_of_files() -> bool:
    """Whether this process can open no file any more."""
    try:
        os.close(os.dup(0))
    except OSError as error:
        return error.errno in (errno.EMFILE, errno.ENFILE)
    return False
