import assert from "node:assert/strict";

import type { ClusterSample, PodSample, QueueSample } from "../../../../twin/observer";
import { QueueCheck } from "../../../../twin/telemetry/queueCheck";
import { SeriesBook } from "../../../../twin/telemetry/seriesBook";

const facts = {
    ...{ namespace: "sock-shop", node: "node", cluster: "cluster", load: undefined, loadTasks: [] },
    podLabels: new Map<string, Readonly<Record<string, string>>>(),
    servicesOf: new Map([["rabbitmq", ["rabbitmq"]]]),
};

const exporter = {
    ...{ name: "rabbitmq-1", deployment: "rabbitmq", replicaSet: "rabbitmq-a" },
    ...{ container: "rabbitmq-exporter", containerId: "one", state: "running" },
    image: "kbudde/rabbitmq-exporter:1.0.0",
} as PodSample;

const queue: QueueSample = {
    ...{ name: "shipping-task", ready: 0, unacknowledged: 0, consumers: 1, acknowledged: 0 },
};

type Reading = readonly [queue: QueueSample | undefined, pod?: Partial<PodSample>];

/** The values of a metric that come of readings 15 s apart; null: no point. */
function values(metric: string, readings: readonly Reading[]): readonly (number | null)[] {
    const book = new SeriesBook(15);
    const check = new QueueCheck(facts, book);
    readings.forEach(([of, pod], index) => {
        const pods = [{ ...exporter, ...pod }];
        check.scrape(15 * index, { pods, queue: of } as unknown as ClusterSample);
    });
    const all = book.take().filter((series) => series.metric === metric);
    return readings.map((_, index) => {
        const points = all.flatMap(({ times, values: of }) => {
            const at = times.indexOf(15 * index);
            return at === -1 ? [] : (of[at] ?? []);
        });
        return points[0] ?? null;
    });
}

const taken = (acknowledged: number): QueueSample => ({ ...queue, acknowledged });

describe("the agent's reading of the broker's exporter", () => {
    it("has the queue's figures under the exporter's tags", () => {
        const book = new SeriesBook(15);
        const check = new QueueCheck(facts, book);
        const sample = { pods: [exporter], queue: { ...queue, ready: 7 } };
        check.scrape(15, sample as unknown as ClusterSample);
        const found = book
            .take()
            .map(({ metric, tags, values: of }) => [
                ...[metric, tags.kube_deployment, tags.kube_container_name, tags.queue],
                ...of,
            ]);
        const tags = ["rabbitmq", "rabbitmq-exporter", "shipping-task"];
        assert.deepEqual(found, [
            ["sockshop.queue.messages_ready", ...tags, 7],
            ["sockshop.queue.consumers", ...tags, 1],
        ]);
    });

    it("sends of a counter what it has grown by, from the second reading on", () => {
        const readings = [5, 5, 9].map((count): Reading => [taken(count)]);
        assert.deepEqual(values("sockshop.queue.acknowledged.count", readings), [null, 0, 4]);
    });

    it("begins again with a new broker and with a new exporter", () => {
        const metric = "sockshop.queue.acknowledged.count";
        const ofBroker = [9, 2, 3].map((count): Reading => [taken(count)]);
        assert.deepEqual(values(metric, ofBroker), [null, null, 1]);
        const other = { containerId: "two" };
        const ofExporter: readonly Reading[] = [[taken(9)], [taken(12), other], [taken(14), other]];
        assert.deepEqual(values(metric, ofExporter), [null, null, 2]);
    });

    it("has nothing while the broker or its exporter is away", () => {
        const readings: readonly Reading[] = [
            [queue],
            [undefined],
            [queue, { state: "waiting" }],
            [queue],
        ];
        assert.deepEqual(values("sockshop.queue.consumers", readings), [1, null, null, 1]);
    });
});
