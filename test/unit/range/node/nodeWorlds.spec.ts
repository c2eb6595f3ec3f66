import { deepEqual, equal, ok } from "node:assert/strict";

import type { KubernetesObject } from "@kubernetes/client-node";

import { WorldClock } from "../../../../range/clock";
import type { Watched, Watches, WatchHandlers } from "../../../../range/node/api/watches";
import type { NodeOptions } from "../../../../range/node/options";
import { NodeWorlds } from "../../../../range/node/nodeWorlds";

/** The API's objects by path, and who watches them. */
class StandIn {
    private readonly objects = new Map<string, KubernetesObject[]>();
    private readonly handlers: (readonly [string, WatchHandlers<KubernetesObject>])[] = [];

    watch(path: string, handlers: WatchHandlers<KubernetesObject> = {}): Promise<unknown> {
        this.handlers.push([path, handlers]);
        const list = (namespace?: string): readonly KubernetesObject[] =>
            (this.objects.get(path) ?? []).filter(
                ({ metadata }) => namespace === undefined || metadata?.namespace === namespace,
            );
        const watched: Watched<KubernetesObject> = {
            list,
            get: (name, namespace) => list(namespace).find((one) => one.metadata?.name === name),
        };
        return Promise.resolve(watched);
    }

    put(path: string, object: object): void {
        const put = object as KubernetesObject;
        this.keep(path, put, [put]);
        this.handlers.filter(([of]) => of === path).forEach(([, { changed }]) => changed?.(put));
    }

    drop(path: string, object: object): void {
        const gone = object as KubernetesObject;
        this.keep(path, gone, []);
        this.handlers.filter(([of]) => of === path).forEach(([, { deleted }]) => deleted?.(gone));
    }

    private keep(path: string, { metadata }: KubernetesObject, now: KubernetesObject[]): void {
        const others = (this.objects.get(path) ?? []).filter(
            (one) => one.metadata?.name !== metadata?.name,
        );
        this.objects.set(path, [...others, ...now]);
    }
}

const namespace = "sock-shop";
const address = "10.244.0.7";
const labels = { name: "front-end", "pod-template-hash": "abc" };

const pod = {
    metadata: {
        ...{ name: "front-end-abc-1", namespace, uid: "1", labels },
        ownerReferences: [{ kind: "ReplicaSet", name: "front-end-abc", controller: true }],
    },
    spec: { containers: [{ name: "front-end", image: "weaveworksdemos/front-end:0.3.12" }] },
    status: { phase: "Running", podIP: address },
};
const service = {
    metadata: { name: "front-end", namespace },
    spec: { selector: { name: "front-end" }, ports: [{ port: 80, targetPort: 8079 }] },
};
const slice = {
    metadata: { name: "s", namespace, labels: { "kubernetes.io/service-name": "front-end" } },
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ port: 8079 }],
};

const [pods, services] = ["/api/v1/pods", "/api/v1/services"];
const slices = "/apis/discovery.k8s.io/v1/endpointslices";

describe("the worlds of the node", () => {
    let worlds: NodeWorlds;
    let api: StandIn;
    let asked: string[];
    /** The wall's time, in seconds. */
    let wall: number;

    beforeEach(async () => {
        api = new StandIn();
        asked = [];
        wall = Date.now() / 1000;
        const request = (what: string, path: string): Promise<object> => {
            asked.push(`${what} ${path}`);
            return Promise.resolve({});
        };
        const options = {
            api: {
                request,
                apply: ({ kind, metadata }: KubernetesObject) =>
                    request("APPLY", `${kind} of ${metadata?.namespace}`),
            },
            clock: new WorldClock({ wall: () => wall * 1000 }),
            store: { add: () => undefined },
            ...{ seed: 1, hostSpeed: "lab", nodeCpus: 4, name: "node", plane: {} },
            report: (line: string) => asked.push(line),
        } as unknown as NodeOptions & { readonly name: string };
        worlds = await NodeWorlds.start(options, api as unknown as Watches);
    });

    afterEach(() => {
        worlds.stop();
    });

    it("come with a namespace's first pod, which is found by its address", () => {
        equal(worlds.known(namespace), undefined);
        api.put(pods, pod);
        ok(worlds.known(namespace));
        deepEqual(
            [worlds.podAt(address)?.namespace, worlds.podAt(address)?.pod.name, worlds.all.length],
            [namespace, pod.metadata.name, 1],
        );
        equal(worlds.partyAt(address)?.namespace, namespace);
        equal(worlds.podAt("10.244.0.8"), undefined);
        deepEqual(asked, [`APPLY ResourceQuota of ${namespace}`]);
    });

    it("follow Services and their endpoints, and name them in the telemetry", () => {
        const told: [string | undefined, boolean][] = [];
        worlds.onService = ({ metadata }, isGone) => told.push([metadata?.name, isGone]);
        api.put(services, service);
        api.put(slices, slice);
        api.put(pods, pod);
        const space = worlds.world(namespace);
        const { endpoints } = space.world.cluster;
        ok(endpoints.of("front-end"));
        deepEqual(space.telemetry.facts.servicesOf.get("front-end"), ["front-end"]);
        api.drop(services, service);
        equal(endpoints.of("front-end"), undefined);
        deepEqual(told, [
            ["front-end", false],
            ["front-end", true],
        ]);
    });

    it("send visits to a pod as long as a slice calls it ready, a moment after it became so", () => {
        const call = (isReady: boolean, ...addresses: readonly string[]): void => {
            const conditions = { ready: isReady };
            api.put(slices, { ...slice, endpoints: [{ addresses, conditions }] });
        };
        const later = (): void => {
            for (let step = 0; step < 20; step += 1) {
                wall += 0.1;
                worlds.catchUp();
            }
        };
        const endpoints = (): readonly string[] | undefined =>
            worlds
                .world(namespace)
                .world.cluster.endpoints.of("front-end")
                ?.pods.map(({ name }) => name);
        const { name } = pod.metadata;
        api.put(services, service);
        call(false, address);
        api.put(pods, pod);
        later();
        deepEqual(endpoints(), []);
        const { cluster } = worlds.world(namespace).world;
        const [player] = cluster.pods;
        ok(player);
        player.readySince = cluster.queue.now;
        call(true, address);
        deepEqual(endpoints(), [], "of the way to the node's rules nothing has passed");
        later();
        deepEqual(endpoints(), [name]);
        call(true, address, "10.244.0.8");
        deepEqual(endpoints(), [name], "nobody has that address");
        call(false, address);
        deepEqual(endpoints(), []);
    });

    it("go by what a pod is labelled with now, and forget one that has gone", () => {
        api.put(pods, pod);
        const changed = { ...pod.metadata, labels: { ...labels, quarantine: "yes" } };
        api.put(pods, { ...pod, metadata: changed });
        equal(worlds.podAt(address)?.pod.labels.quarantine, "yes");
        api.drop(pods, pod);
        equal(worlds.pods.list().length, 0);
    });

    it("hear what others tell of their pods, since they began", () => {
        api.put(pods, pod);
        const { telemetry } = worlds.world(namespace);
        const heard: string[] = [];
        telemetry.event = ({ reason }) => void heard.push(reason);
        const event = (reason: string, seconds: number): object => ({
            metadata: { name: reason, namespace },
            involvedObject: { kind: "Pod", name: pod.metadata.name, namespace },
            ...{ reason, message: "m", type: "Warning", count: 1 },
            lastTimestamp: new Date(Date.now() + seconds * 1000).toISOString(),
            source: { component: "default-scheduler" },
        });
        api.put("/api/v1/events", event("Early", -3600));
        api.put("/api/v1/events", event("FailedScheduling", 60));
        deepEqual(heard, ["FailedScheduling"]);
    });
});
