import { deepEqual, ok } from "node:assert/strict";

import type { ClusterSample, Observer } from "../../../../twin/observer";
import { Agent, type Telegram } from "../../../../twin/telemetry/agent";
import { clusterFactsOf } from "../../../../twin/telemetry/clusterFacts";
import { simulate } from "../../../../twin/simulate";
import type { TwinInput } from "../../../../twin/input";
import { objectsOf } from "../worlds";

/** What an agent sends of a minute of load, told to it second by second. */
async function sent(takenAt: (sample: ClusterSample) => boolean): Promise<Telegram> {
    const objects = await objectsOf({ incident: "hybrid", duration: "60s", users: "300" });
    const input: TwinInput = {
        namespace: "sock-shop",
        phases: [{ atSeconds: 0, objects }],
        beforeSeconds: 0,
        afterSeconds: 30,
        seed: 1,
        hostSpeed: "published",
        epoch: 1_750_000_000,
    };
    const agent = new Agent(clusterFactsOf(input));
    const parts: Telegram[] = [];
    const observer: Observer = {
        requestEnded: () => undefined,
        requestServed: (request) => {
            agent.served(request);
        },
        sampled: (sample) => {
            agent.sampled(sample);
            if (takenAt(sample)) {
                parts.push(agent.take(sample.at));
            }
        },
        event: (event) => {
            agent.event(event);
        },
        log: (line) => {
            agent.log(line);
        },
    };
    simulate(input, observer);
    return joined([...parts, agent.take()]);
}

function joined(parts: readonly Telegram[]): Telegram {
    const keyOf = ({ metric, tags }: { metric: string; tags: object }): string =>
        `${metric} ${JSON.stringify(tags)}`;
    const points = new Map<string, [number, unknown][]>();
    const add = (key: string, times: readonly number[], values: readonly unknown[]): void => {
        const known = points.get(key) ?? [];
        times.forEach((time, at) => known.push([time, values[at]]));
        points.set(key, known);
    };
    for (const { series, distributions } of parts) {
        series.forEach((one) => {
            add(keyOf(one), one.times, one.values);
        });
        distributions.forEach((one) => {
            add(keyOf(one), one.times, one.sketches);
        });
    }
    return {
        series: [...points].sort() as never,
        distributions: [],
        events: parts.flatMap(({ events }) => events),
        uncollectedEvents: parts.flatMap(({ uncollectedEvents }) => uncollectedEvents),
        logs: parts.flatMap(({ logs }) => logs),
    };
}

describe("what the simulated agent sends", () => {
    it("is the same in parts as all at once, each thing once", async function () {
        this.timeout(60_000);
        const whole = await sent(() => false);
        ok(whole.series.length > 100);
        ok(whole.events.length > 0);
        deepEqual(await sent(({ at }) => at % 15 === 0), whole);
    });
});
