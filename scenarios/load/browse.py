"""Customers who look around in the shop and log in."""

from shop import ShopUser, weighted_tasks


class Browser(ShopUser):
    """Picks one request after another by weight, and thinks in between."""

    tasks = weighted_tasks()
