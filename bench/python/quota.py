"""A CPU quota in periods of 100 ms, as twin/node/cpuQuota.ts has it."""

PERIOD = 0.1


class Quota:
    """One thread that may run so many seconds in each period."""

    def __init__(self, limit):
        self.quota = min(limit, 1.0) * PERIOD
        self.period = -1
        self.used = 0.0

    def finish(self, start, work):
        """When work that starts at that time ends."""
        at, left = start, work
        self.enter(int(at / PERIOD))
        while True:
            end = (self.period + 1) * PERIOD
            run = max(0.0, min(left, self.quota - self.used, end - at))
            self.used += run
            left -= run
            at += run
            if left <= 1e-12:
                return at
            at = max(at, end)
            self.enter(self.period + 1)

    def enter(self, period):
        """A new period begins with its whole quota."""
        if period > self.period:
            self.period = period
            self.used = 0.0
