"""A crowd in a hurry: looks around, fills a basket and logs in."""

from shop import ShopUser, weighted_tasks


class Rusher(ShopUser):
    """Picks one request after another by weight, and hardly thinks in between."""

    tasks = weighted_tasks()
