"""The book of orders: what became of each one, gathered from all worker processes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from locust.event import Events


@dataclass(frozen=True)
class PlacedOrder:
    """An order that the shop says it has taken and been paid for."""

    time: str
    """When the answer came, ISO 8601 in UTC."""
    customer: str
    customer_id: str
    amount_dollars: float
    order_id: str


@dataclass(frozen=True)
class FailedOrder(PlacedOrder):
    """
    An order that the shop took and then failed with an error. As a rule it has no id: the shop
    gives an order its number only once it has been paid.
    """

    reason: str


class OrderBook:
    """Counts of orders by outcome, and a record of each that was placed or failed."""

    def __init__(self) -> None:
        self.is_kept = False
        """Whether this run places orders at all."""
        self.clear()

    def clear(self) -> None:
        """Strike out all entries."""
        self.placed: list[PlacedOrder] = []
        self.declined = 0
        self.unanswered = 0
        self.failed: list[FailedOrder] = []

    def take(self) -> dict[str, Any]:
        """All entries, in a form that Locust can send to the master; they are gone afterwards."""
        entries = {
            "placed": [asdict(order) for order in self.placed],
            "declined": self.declined,
            "unanswered": self.unanswered,
            "failed": [asdict(order) for order in self.failed],
        }
        self.clear()
        return entries

    def add(self, entries: Mapping[str, Any]) -> None:
        """Add what take() of another process's book gave."""
        self.placed += [PlacedOrder(**order) for order in entries["placed"]]
        self.declined += entries["declined"]
        self.unanswered += entries["unanswered"]
        self.failed += [FailedOrder(**order) for order in entries["failed"]]

    def summary(self) -> dict[str, Any]:
        """The counts, and the money of the failed orders in dollars."""
        return {
            "placed": len(self.placed),
            "failed": len(self.failed),
            "declined": self.declined,
            "unanswered": self.unanswered,
            "moneyAtRisk": round(sum(order.amount_dollars for order in self.failed), 2),
        }

    def failed_csv(self) -> str:
        """One line per failed order, in the order of time, under a line of headings."""
        return as_csv(FailedOrder, self.failed)

    def placed_csv(self) -> str:
        """The same of those that were placed."""
        return as_csv(PlacedOrder, self.placed)


def as_csv(kind: type[PlacedOrder], orders: Sequence[PlacedOrder]) -> str:
    """A line of headings and one for each order, in the order of time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(kind)])
    for order in sorted(orders, key=lambda order: order.time):
        writer.writerow(asdict(order).values())
    return text.getvalue()


BOOK = OrderBook()
"""The book of this process; the master's ends up with everybody's entries."""


def report_to_master(events: Events) -> None:
    """In a worker: send the entries along with Locust's own report, every few seconds."""

    def report(client_id: str, data: dict[str, Any], **_: Any) -> None:
        data["orders"] = BOOK.take()

    events.report_to_master.add_listener(report)


def gather_from_workers(events: Events) -> None:
    """In the master: enter what the workers report."""

    def enter(client_id: str, data: dict[str, Any], **_: Any) -> None:
        if "orders" in data:
            BOOK.add(data["orders"])

    events.worker_report.add_listener(enter)
