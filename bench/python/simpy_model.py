"""The closed model of the comparison in SimPy: users who think, and one server under a CPU quota."""

import json
import random
import sys
import time

import simpy

from quota import Quota


def user(env, server, quota, settings, stream, done):
    """Think, then be served; for ever."""
    while True:
        yield env.timeout(stream.uniform(settings["thinkMin"], settings["thinkMax"]))
        with server.request() as turn:
            yield turn
            work = settings["work"] * stream.uniform(0.6, 1.4)
            yield env.timeout(quota.finish(env.now, work) - env.now)
        done[0] += 1


def main():
    settings = json.loads(sys.argv[1])
    stream = random.Random(settings["seed"])
    env = simpy.Environment()
    server = simpy.Resource(env, capacity=1)
    quota = Quota(settings["limit"])
    done = [0]
    for _ in range(settings["users"]):
        env.process(user(env, server, quota, settings, stream, done))
    started = time.process_time()
    env.run(until=settings["seconds"])
    print(json.dumps({"requests": done[0], "cpuSeconds": time.process_time() - started}))


main()
