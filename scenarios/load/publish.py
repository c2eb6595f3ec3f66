"""Puts a run's results into two ConfigMaps, so that they outlive the pod."""

from __future__ import annotations

import base64
import gzip
import logging
import os
import time
from collections.abc import Mapping
from typing import Any

from kubernetes_api import ApiError, InClusterApi, with_retries

CONFIG_MAP_BYTES = 1024 * 1024
"""What Kubernetes allows all values of a ConfigMap together to hold."""

SMALL_BYTES = 16 * 1024
"""Files up to this size are always kept: leaving them out would gain next to nothing."""

SUMMARY_SPARE_BYTES = 4 * 1024
"""Kept free for what the summary says about files that were left out."""

RETRY_SECONDS = 10.0
"""How long both uploads together are tried again; a last request may take its 5 s beyond that."""

SUMMARY = "summary.json"
ORDERS = "failed-orders.csv"
PLACED_ORDERS = "placed-orders.csv"
REPORT = "report.html.gz"

logger = logging.getLogger("results")


def omission(name: str, size: int, why: str) -> dict[str, Any]:
    """What the summary says about bytes that were left out."""
    return {"name": name, "bytes": size, "why": why}


def fit(
    files: Mapping[str, str], summary_bytes: int
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Choose what goes beside a summary of that size, and say what does not.

    The largest file goes first, the record of failed orders last and only as far as it must.
    """
    kept = dict(files)
    omitted = []
    room = CONFIG_MAP_BYTES - summary_bytes - SUMMARY_SPARE_BYTES
    for name in sorted(files, key=lambda name: byte_count(files[name]), reverse=True):
        if total(kept) <= room:
            break
        size = byte_count(files[name])
        if name != ORDERS and size > SMALL_BYTES:
            del kept[name]
            omitted.append(omission(name, size, "the other results leave no room for it"))
    if total(kept) > room and ORDERS in kept:
        others = total(kept) - byte_count(kept[ORDERS])
        kept[ORDERS] = first_lines(files[ORDERS], room - others)
        missing = files[ORDERS][len(kept[ORDERS]) :]
        why = f"the last {missing.count(chr(10))} lines do not fit"
        omitted.append(omission(ORDERS, byte_count(missing), why))
    return kept, omitted


def first_lines(text: str, limit: int) -> str:
    """As many whole lines as fit into the limit, in bytes."""
    start = text.encode()[: max(limit, 0)].decode(errors="ignore")
    return start[: start.rfind("\n") + 1]


def fit_report(html: str) -> tuple[bytes, list[dict[str, Any]]]:
    """The report, compressed; nothing of it, and a word why, when even that is too large."""
    # A fixed time in the header: the same report gives the same bytes.
    packed = gzip.compress(html.encode(), mtime=0)
    if len(packed) <= CONFIG_MAP_BYTES:
        return packed, []
    return b"", [omission(REPORT, len(packed), "larger than a ConfigMap even when compressed")]


def byte_count(text: str) -> int:
    return len(text.encode())


def total(files: Mapping[str, str]) -> int:
    return sum(byte_count(text) for text in files.values())


def is_wanted() -> bool:
    """Whether the environment names the ConfigMaps."""
    needed = ("RESULTS_CONFIGMAP", "REPORT_CONFIGMAP", "POD_NAMESPACE")
    return all(os.environ.get(name) for name in needed)


def publish(files: Mapping[str, str], report: bytes) -> None:
    """Replace the contents of both ConfigMaps; a refusal is logged, never raised."""
    try:
        api = InClusterApi.from_environment()
    except ApiError as error:
        logger.error("The results are not published: %s", error)
        return
    packed = {REPORT: base64.b64encode(report).decode()} if report else {}
    deadline = time.monotonic() + RETRY_SECONDS
    replace(api, os.environ["RESULTS_CONFIGMAP"], "data", files, deadline)
    replace(api, os.environ["REPORT_CONFIGMAP"], "binaryData", packed, deadline)


def replace(
    api: InClusterApi, name: str, field: str, values: Mapping[str, str], deadline: float
) -> None:
    """Make the values the only ones in the ConfigMap's field."""
    path = f"/api/v1/namespaces/{os.environ['POD_NAMESPACE']}/configmaps/{name}"

    def upload() -> None:
        earlier = api.get(path).get(field) or {}
        api.patch(path, {field: {**{key: None for key in earlier}, **values}})

    try:
        with_retries(upload, deadline - time.monotonic())
        logger.info("Published %s in ConfigMap %s", ", ".join(values) or "nothing", name)
    except ApiError as error:
        logger.error("ConfigMap %s is not updated, see the files instead: %s", name, error)
