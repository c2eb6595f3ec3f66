"""The closed model of the comparison in Ciw: a node where users think, and one server."""

import json
import sys
import time

import ciw

from quota import Quota


class UnderQuota(ciw.dists.Distribution):
    """Service that takes as long as the quota of its server makes it."""

    def __init__(self, limit, work):
        self.quota = Quota(limit)
        self.work = ciw.dists.Uniform(0.6 * work, 1.4 * work)

    def sample(self, t=None, ind=None):
        return self.quota.finish(t, self.work.sample()) - t


def main():
    settings = json.loads(sys.argv[1])
    never = float("inf")
    network = ciw.create_network(
        # All users come at the beginning, and none ever leaves.
        arrival_distributions=[ciw.dists.Sequential([1e-6, never]), None],
        batching_distributions=[
            ciw.dists.Deterministic(settings["users"]),
            ciw.dists.Deterministic(1),
        ],
        service_distributions=[
            ciw.dists.Uniform(settings["thinkMin"], settings["thinkMax"]),
            UnderQuota(settings["limit"], settings["work"]),
        ],
        routing=[[0.0, 1.0], [1.0, 0.0]],
        number_of_servers=[never, 1],
    )
    ciw.seed(settings["seed"])
    simulation = ciw.Simulation(network)
    started = time.process_time()
    simulation.simulate_until_max_time(settings["seconds"])
    spent = time.process_time() - started
    requests = sum(1 for record in simulation.get_all_records() if record.node == 2)
    print(json.dumps({"requests": requests, "cpuSeconds": spent}))


main()
