import { deepEqual, equal } from "node:assert/strict";

import type { V1EndpointSlice, V1Pod, V1Service } from "@kubernetes/client-node";

import type { Watched } from "../../../../range/node/api/watches";
import { podSpecOf } from "../../../../range/node/pods/podSpec";
import { Visits, type Visited } from "../../../../range/node/http/visits";
import { World } from "../../../../range/node/world/world";
import { Settling } from "../../../../range/node/world/settling";
import { isLet } from "../../../../range/node/world/policyMap";
import { direct } from "../../../../range/node/world/serviceMap";
import { Policies } from "../../../../twin/network/policies";
import { readPolicies } from "../../../../twin/read/policies";
import { endpointsLagSeconds } from "../../../../twin/physics/network";
import { Recorder } from "../../twin/worlds";
import { plainClock } from "../../../support/plainClock";

const address = "10.244.0.2";

/** Like what the API sends: no instance of the client's classes. */
const sent = (object: object): unknown => object;

/** A front-end whose readiness probe asks that port. */
function podWith(port: number): V1Pod {
    const readinessProbe = { httpGet: { path: "/", port } };
    const image = "weaveworksdemos/front-end:0.3.12";
    const containers = [{ name: "front-end", image, readinessProbe }];
    const metadata = { name: "front-end-1", labels: { name: "front-end" } };
    return sent({ metadata, spec: { containers } }) as V1Pod;
}

const pod = podWith(8079);

const clock = plainClock(() => 1_750_000_000);

/** A world with one front-end, and Service and slices as given. */
function worldWith(servicePort: number, targetPort: number) {
    const world = new World({
        ...{ namespace: "shop", seed: 1, hostSpeed: "lab", nodeCpus: 4, clock },
        observer: new Recorder(),
        started: () => undefined,
    });
    /** Whether the slice has the pod. */
    const ready = { is: true };
    const identity = { name: "front-end-1", uid: "1", address, replicaSet: "" };
    const twin = world.cluster.createPod(podSpecOf(pod), 0, identity);
    twin.isPending = false;
    world.kubelet.adopt(twin, 0, false);
    const watched = <T>(object: T): Watched<T> => ({ get: () => object, list: () => [object] });
    const labels = { "kubernetes.io/service-name": "front-end" };
    const sources = {
        services: watched(
            sent({
                metadata: { name: "front-end" },
                spec: { ports: [{ port: servicePort, targetPort }] },
            }) as V1Service,
        ),
        slices: watched(
            sent({
                metadata: { labels },
                endpoints: [{ addresses: [address], conditions: { ready: true } }],
                ports: [{ port: targetPort }],
            }) as V1EndpointSlice,
        ),
    };
    const redirect = (): void => {
        direct(world, "front-end", sources, () => (ready.is ? twin : undefined));
    };
    redirect();
    return { world, twin, redirect, ready };
}

/** Time enough for the node to know of a condition. */
function passed(world: World): World {
    world.advance(world.time + 1);
    return world;
}

async function visited(world: World): Promise<Visited> {
    const visits = new Visits(world, (waiting) => waiting, "172.18.0.1", 1);
    const asked = { method: "GET", path: "/index.html", basicAuth: false };
    const visit = visits.service("front-end", asked);
    world.advance(world.time + 5);
    return visit;
}

describe("the network of the range", () => {
    it("leads a visitor through a Service to a pod", async () => {
        deepEqual(await visited(passed(worldWith(80, 8079).world)), {
            is: "answered",
            status: 200,
        });
    });

    it("refuses where the Service's target port is not the program's, or its port another one", async () => {
        equal((await visited(passed(worldWith(80, 80).world))).is, "refused");
        equal((await visited(passed(worldWith(8080, 8079).world))).is, "refused");
    });

    it("refuses connections to a pod whose process is gone, and counts visitors among its requests", async () => {
        const { world, twin } = worldWith(80, 8079);
        equal((await visited(passed(world))).is, "answered");
        world.kubelet.kill(twin);
        equal((await visited(world)).is, "refused");
    });

    it("knows of a pod's condition as late as in a rehearsal, however fast the API is", () => {
        const { world, twin, redirect, ready } = worldWith(80, 8079);
        const { endpoints } = world.cluster;
        const lag = endpointsLagSeconds;
        const known = (after: number): number => {
            world.advance(world.time + after);
            return endpoints.of("front-end")?.pods.length ?? -1;
        };
        deepEqual([known(0), known(lag - 0.01), known(0.02)], [0, 0, 1]);
        twin.main.isReady = false;
        endpoints.update(twin);
        ready.is = false;
        redirect();
        deepEqual([known(lag - 0.01), known(0.02)], [1, 0]);
        // What has been so for long is so at once.
        ready.is = true;
        redirect();
        equal(known(0), 1);
    });

    it("has the world wait where the API is slower than that, but not for long", () => {
        const { world, twin, redirect, ready } = worldWith(80, 8079);
        const spec = { selector: { name: "front-end" }, ports: [{ port: 80, targetPort: 8079 }] };
        const service = sent({ metadata: { name: "front-end" }, spec }) as V1Service;
        const wall = { ms: 0 };
        const settling = new Settling(
            world,
            () => [service],
            () => wall.ms,
        );
        passed(world);
        const turn = (isReady: boolean): void => {
            // Its probes would make it Ready again.
            twin.isTerminating = !isReady;
            world.cluster.endpoints.update(twin);
        };
        turn(false);
        equal(settling.isWaiting, false, "no node could know of it yet");
        passed(world);
        equal(settling.isWaiting, true);
        ready.is = false;
        redirect();
        equal(settling.isWaiting, false);
        turn(true);
        passed(world);
        equal(settling.isWaiting, true);
        wall.ms += 1001;
        equal(settling.isWaiting, false, "the API sees it in another way");
    });

    it("has a probe of a port fail on which nobody listens", () => {
        const wrong = podWith(80);
        equal(podSpecOf(wrong).containers[0]?.readiness?.isRefused, true);
        equal(podSpecOf(pod).containers[0]?.readiness?.isRefused, false);
    });

    it("drops what policies do not let through, and connects once they do", async () => {
        const { world } = worldWith(80, 8079);
        passed(world);
        const gate = { isOpen: false };
        const ports: (number | undefined)[] = [];
        const visits = new Visits(
            world,
            (waiting) => waiting,
            "172.18.0.1",
            1,
            (_, port) => {
                ports.push(port);
                return gate.isOpen;
            },
        );
        const asked = { method: "GET", path: "/index.html", basicAuth: false };
        const done: Visited[] = [];
        void visits.service("front-end", asked).then((visited) => done.push(visited));
        const later = async (seconds: number): Promise<void> => {
            for (let second = 0; second < seconds; second++) {
                world.advance(world.time + 1);
                await Promise.resolve();
            }
            await new Promise(setImmediate);
        };
        await later(20);
        equal(done.length, 0);
        gate.isOpen = true;
        await later(20);
        deepEqual(done, [{ is: "answered", status: 200 }]);
        equal(ports[0], 8079);

        gate.isOpen = false;
        void visits.service("front-end", asked).then((visited) => done.push(visited));
        await later(140);
        deepEqual(done[1], { is: "lost", reason: "connectTimeout" });
    });

    it("asks the policies of both namespaces", () => {
        const deny = (direction: string, name: string) => ({
            kind: "NetworkPolicy",
            metadata: { name: "deny", namespace: name },
            spec: { podSelector: {}, policyTypes: [direction] },
        });
        const use = (world: World, ...policies: readonly object[]): void => {
            world.cluster.policies.use(readPolicies(policies as never), 0);
        };
        const { world, twin } = worldWith(80, 8079);
        const { world: home } = worldWith(80, 8079);
        const from = { address: "10.244.0.9", labels: {}, namespace: "tools" };
        const to = { pod: twin, world, port: 8079 };
        const isThrough = (): boolean => isLet(from, to, () => home);
        Object.assign(home.cluster, { policies: new Policies("tools") });
        equal(isThrough(), true);
        use(home, deny("Egress", "tools"));
        equal(isThrough(), false);
        use(home);
        use(world, deny("Ingress", "shop"));
        equal(isThrough(), false);
        use(world, deny("Egress", "shop"));
        equal(isThrough(), true);
    });
});
