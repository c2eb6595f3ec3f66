"""Customers who buy: each with an account, a basket and an order history of its own."""

from __future__ import annotations

import random
import time
from dataclasses import asdict
from typing import Any

from locust import task

from failures import Failure
from mix import Request
from orders import BOOK, FailedOrder, PlacedOrder
from shop import MIX, Answer, ShopUser
from summary import iso

LOGIN = next(request for request in MIX.setup if request.path == "/login")
ADD = MIX.task("POST", "/cart")
ORDER = MIX.task("POST", "/orders")
EMPTY = MIX.task("DELETE", "/cart")

AFFORDABLE = tuple(
    sock
    for sock in MIX.socks
    if sock.price_dollars + MIX.shipping_dollars <= MIX.payment_limit_dollars
)
"""What an order may hold without being declined for its amount."""

BOOK.is_kept = True


class Customer(ShopUser):
    """Buys one pair of socks after another, always out of a basket that was empty before."""

    customer_id = ""
    basket_is_empty = True
    logged_out = False

    def send(self, request: Request, *args: Any) -> Answer:
        answer = super().send(request, *args)
        if answer.ok and request.path == "/register":
            self.customer_id = str(answer.json().get("id", ""))
        return answer

    @task
    def buy(self) -> None:
        """Put a sock into the basket, order, and leave an empty basket behind."""
        if self.logged_out:
            self.logged_out = not self.send(LOGIN).ok
            # The basket that was emptied since may have been another one, without an owner.
            self.basket_is_empty = False
        if not self.basket_is_empty:
            # What was left in it would add up until orders are declined for their amount.
            self.basket_is_empty = self.send(EMPTY).ok
            if not self.basket_is_empty:
                return
        sock = random.choice(AFFORDABLE)
        self.basket_is_empty = False
        if not self.send(ADD, sock).ok:
            return
        self.enter(self.send(ORDER), round(sock.price_dollars + MIX.shipping_dollars, 2))
        self.basket_is_empty = self.send(EMPTY).ok

    def failure(self, request: Request, answer: Answer, response: Any) -> Exception | None:
        if request is ORDER and answer.status == 406:
            return Failure("declined")
        return super().failure(request, answer, response)

    def enter(self, answer: Answer, amount_dollars: float) -> None:
        """Enter the order's outcome into the book."""
        if answer.ok:
            BOOK.placed.append(self.entry(answer, amount_dollars))
        elif answer.status == 406:
            BOOK.declined += 1
        elif answer.status == 0:
            # Nobody knows whether it was placed, so its money is not counted as lost.
            BOOK.unanswered += 1
        else:
            message = str(answer.json().get("message") or f"HTTP {answer.status}")
            self.logged_out = message == "User not logged in."
            entry = self.entry(answer, amount_dollars)
            BOOK.failed.append(FailedOrder(**asdict(entry), reason=message))

    def entry(self, answer: Answer, amount_dollars: float) -> PlacedOrder:
        """The order that has been answered just now."""
        return PlacedOrder(
            time=iso(time.time()) or "",
            customer=self.account.username,
            customer_id=self.customer_id,
            amount_dollars=amount_dollars,
            order_id=str(answer.json().get("id", "")),
        )
