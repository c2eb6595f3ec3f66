import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { Recorder } from "../../../../experiment/record/recorder";
import type { Look } from "../../../../experiment/senses/look";
import { containersOf } from "../../../../experiment/senses/told/objects";
import { ShopFeeds } from "../../../../experiment/senses/told/shopFeeds";
import { fineMetrics } from "../../../../evidence/fineMetrics";
import { apiReader } from "../../../../live/snapshot/apiServer";
import type { JsonObject } from "../../../../live/snapshot/json";
import { waitFor } from "../../../../range/controlPlane/wait";
import { lookAfter } from "../support";
import { StandInWatches } from "./standInWatches";

const paths = {
    pods: "/api/v1/namespaces/sock-shop/pods",
    events: "/api/v1/namespaces/sock-shop/events",
    slices: "/apis/discovery.k8s.io/v1/namespaces/sock-shop/endpointslices",
    autoscalers: "/apis/autoscaling/v2/namespaces/sock-shop/horizontalpodautoscalers",
} as const;

/** More than the client waits before it connects again, in seconds. */
const patienceSeconds = 15;

/** For a connection that is made all the same to be seen, in ms. */
const settlingMs = 200;

const pod = (restartCount: number): JsonObject => ({
    metadata: { ownerReferences: [{ kind: "ReplicaSet", name: "front-end-abc" }] },
    spec: { containers: [{ name: "front-end" }] },
    status: {
        containerStatuses: [
            {
                ...{ name: "front-end", restartCount },
                lastState: { terminated: { reason: "OOMKilled" } },
            },
        ],
    },
});

const slice = (...ready: readonly boolean[]): JsonObject => ({
    metadata: { labels: { "kubernetes.io/service-name": "front-end" } },
    endpoints: ready.map((one) => ({ conditions: { ready: one } })),
});

const event = (count: number): JsonObject => ({
    ...{ reason: "BackOff", type: "Warning", message: "Back-off restarting", count },
    involvedObject: { kind: "Pod", name: "front-end-abc-x1", namespace: "sock-shop" },
    lastTimestamp: new Date((1000 + count) * 1000).toISOString(),
});

describe("what an API server tells of a shop", () => {
    let api: StandInWatches;
    let feeds: ShopFeeds | undefined;
    let recorder: Recorder;
    let now = 1000;

    const begin = async (): Promise<ShopFeeds> => {
        const { config } = api;
        const telling = { config, reader: apiReader(config), namespace: "sock-shop" };
        const times = { now: () => now, dated: (seconds: number) => seconds };
        feeds = await ShopFeeds.begin({ ...telling, ...times });
        return feeds;
    };

    beforeEach(async () => {
        now = 1000;
        recorder = new Recorder();
        api = new StandInWatches();
        await api.start();
        api.put(paths.pods, "front-end-abc-x1", pod(1));
    });

    afterEach(async () => {
        await feeds?.end();
        feeds = undefined;
        await api.stop();
    });

    /** A look, as it is taken beside what is asked for. */
    const look = (one: ShopFeeds): Look => ({
        ...lookAfter(0, now),
        ...{ containers: one.pods.flatMap(containersOf), endpoints: one.endpoints },
        changes: one.takeChanges(),
    });

    const restartsOf = ({ pods }: ShopFeeds): number | undefined =>
        pods.flatMap(containersOf)[0]?.restarts;

    const told = (restarts: number): Promise<unknown> =>
        waitFor(`${restarts} restarts`, patienceSeconds, () => {
            return feeds !== undefined && restartsOf(feeds) === restarts ? true : undefined;
        });

    const record = (one: ShopFeeds): void => {
        now += 5;
        recorder.record(look(one));
    };

    const seen = (): readonly number[] | undefined =>
        recorder.fine.find(({ metric }) => metric === fineMetrics.restarts)?.values;

    it("is all there when it begins, and none of it is a change", async () => {
        api.put(paths.slices, "front-end-1", slice(true, false));
        const one = await begin();
        assert.equal(restartsOf(one), 1);
        assert.deepEqual(one.endpoints, [{ service: "front-end", ready: 1 }]);
        assert.deepEqual(one.takeChanges(), []);
        assert.deepEqual(one.missing, []);
    });

    it("has the time of each change, also of what is over before the next look", async () => {
        const one = await begin();
        record(one);
        now = 1007;
        api.put(paths.slices, "front-end-1", slice(false));
        await waitFor("a slice", patienceSeconds, () => one.endpoints[0]);
        api.put(paths.slices, "front-end-1", slice(true, true));
        await waitFor("two endpoints", patienceSeconds, () => {
            return one.endpoints[0]?.ready === 2 || undefined;
        });
        now = 1008;
        api.put(paths.pods, "front-end-abc-x1", pod(2));
        await told(2);
        const changes = one.takeChanges();
        assert.deepEqual(
            changes.map(({ at, endpoints, containers }) => [
                at,
                endpoints?.[0]?.ready ?? containers?.[0]?.restarts,
            ]),
            [
                [1007, 0],
                [1007, 2],
                [1008, 2],
            ],
        );
    });

    it("loses and doubles no restart when its watches are cut, and lists nothing anew", async () => {
        const one = await begin();
        record(one);
        api.cut();
        api.put(paths.pods, "front-end-abc-x1", pod(2));
        api.put(paths.pods, "front-end-abc-x1", pod(3));
        await told(3);
        record(one);
        assert.deepEqual(recorder.restarts, { "front-end": 2 });
        api.cut();
        api.put(paths.pods, "front-end-abc-x1", pod(4));
        await told(4);
        record(one);
        assert.deepEqual(recorder.restarts, { "front-end": 3 });
        assert.equal(seen()?.at(-1), 4);
        assert.equal(api.lists.get(paths.pods), 1);
        assert.deepEqual(one.missing, []);
    });

    it("goes on when the API server was away, with the restart of a pod that went meanwhile", async () => {
        const one = await begin();
        record(one);
        await api.stop();
        api.put(paths.pods, "front-end-abc-x1", pod(2));
        api.remove(paths.pods, "front-end-abc-x1");
        api.put(paths.pods, "front-end-abc-x2", pod(0));
        await api.start();
        await told(0);
        record(one);
        assert.deepEqual(recorder.restarts, { "front-end": 1 });
        assert.deepEqual(one.missing, []);
    });

    it("begins anew when what was meanwhile is forgotten (410), says so, and doubles nothing", async () => {
        api.put(paths.events, "one", event(1));
        const one = await begin();
        record(one);
        api.put(paths.pods, "front-end-abc-x1", pod(2));
        await told(2);
        await api.stop();
        api.put(paths.pods, "front-end-abc-x1", pod(3));
        api.put(paths.events, "two", event(2));
        api.forget();
        await api.start();
        await told(3);
        await waitFor("the other event", patienceSeconds, () => {
            return one.eventsSince(0).length === 2 || undefined;
        });
        record(one);
        assert.deepEqual(recorder.restarts, { "front-end": 2 });
        assert.equal(api.lists.get(paths.pods), 2);
        assert.ok(
            one.missing.includes("pods: what came and went while they could not be watched (once)"),
            one.missing.join("\n"),
        );
    });

    it("has an event each time that it happens, and since when is asked", async () => {
        const one = await begin();
        for (const count of [1, 2, 5]) {
            api.put(paths.events, "one", event(count));
        }
        await waitFor("three records", patienceSeconds, () => {
            return one.eventsSince(0).length === 3 || undefined;
        });
        // After an hour the API server deletes it.
        api.remove(paths.events, "one");
        api.put(paths.events, "two", event(6));
        await waitFor("the last", patienceSeconds, () => one.eventsSince(1006)[0]);
        assert.deepEqual(
            one.eventsSince(1002).map(({ time }) => time),
            [1002, 1005, 1006],
        );
    });

    it("names what may not be watched, and is refused without pods", async () => {
        api.forbidden.add(paths.slices);
        api.forbidden.add(paths.autoscalers);
        const one = await begin();
        assert.deepEqual(one.missing, [
            "autoscalers: the API server does not let them be watched",
            "endpoints: the API server does not let them be watched",
        ]);
        assert.deepEqual(one.endpoints, []);
        api.forbidden.add(paths.pods);
        const { config } = api;
        const telling = { config, reader: apiReader(config), namespace: "sock-shop" };
        const times = { now: () => now, dated: (seconds: number) => seconds };
        await assert.rejects(ShopFeeds.begin({ ...telling, ...times }), /forbidden/);
    });

    it("is not known either where it may only be listed, from the beginning or later", async () => {
        api.unwatchable.add(paths.slices);
        const one = await begin();
        assert.deepEqual(one.missing, ["endpoints: the API server does not let them be watched"]);
        api.unwatchable.add(paths.autoscalers);
        await waitFor("all watches", patienceSeconds, () => api.watched === 3 || undefined);
        api.cut();
        await waitFor("the refusal", patienceSeconds, () => {
            return one.missing.some((line) => line.startsWith("autoscalers")) || undefined;
        });
        api.unwatchable.add(paths.pods);
        const { config } = api;
        const telling = { config, reader: apiReader(config), namespace: "sock-shop" };
        const times = { now: () => now, dated: (seconds: number) => seconds };
        await assert.rejects(ShopFeeds.begin({ ...telling, ...times }), /pods may be listed, but/);
    });

    it("goes on when there were no credentials for a moment to connect again with", async () => {
        const one = await begin();
        await waitFor("all watches", patienceSeconds, () => api.watched === 4 || undefined);
        const { config } = api;
        const authenticate = config.applySecurityAuthentication.bind(config);
        config.applySecurityAuthentication = () => Promise.reject(new Error("the plug-in failed"));
        api.cut();
        api.put(paths.pods, "front-end-abc-x1", pod(2));
        await sleep(1500);
        assert.equal(restartsOf(one), 1);
        config.applySecurityAuthentication = authenticate;
        await told(2);
        assert.deepEqual(one.missing, []);
    });

    it("watches nothing any more when it has ended, also while it connects again", async () => {
        const one = await begin();
        await waitFor("all watches", patienceSeconds, () => api.watched === 4 || undefined);
        const held: (() => void)[] = [];
        api.held = held;
        api.cut();
        await waitFor("new watches", patienceSeconds, () => held.length === 4 || undefined);
        await one.end();
        for (const letGo of held) {
            letGo();
        }
        await waitFor("no watch", patienceSeconds, () => api.watched === 0 || undefined);
        await sleep(settlingMs);
        assert.equal(api.watched, 0);
    });
});
