/** The expiry's own script, run by a real Python with the rights of its ServiceAccount. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import type { V1ResourceRequirements } from "@kubernetes/client-node";

import type { ServiceName } from "../../shop/services";
import { Journey } from "../support/apply/journey";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { ownOrSkip, sharedCluster } from "../support/apply/sharedCluster";
import { SimulatedPod } from "../support/apply/simulatedPod";
import { type KwokPlane, waitFor } from "../support/controlPlane";

const plot = { namespace: "cluster-tier-expiry", nodePort: 30014 };
const overriddenPlot = { namespace: "cluster-tier-overridden", nodePort: 30015 };
const patienceSeconds = 60;

describe("the expiry", () => {
    let own: KwokPlane;
    const pods: SimulatedPod[] = [];
    const namespaces: string[] = [];

    before(async function () {
        own = ownOrSkip(await sharedCluster(), this);
    });

    afterEach(() => {
        for (const pod of pods.splice(0)) {
            pod.remove();
        }
    });

    after(async () => {
        await Promise.all(namespaces.map((name) => removeNamespace({ ...own, own }, name)));
    });

    async function journeyTo(
        context: Mocha.Context,
        place: typeof plot,
        always: Readonly<Record<string, string>> = {},
    ): Promise<Journey> {
        const cluster = { ...own, own };
        await claimNamespace(cluster, place.namespace, context);
        namespaces.push(place.namespace);
        return Journey.start(cluster, place, {
            always,
            services: ["front-end", "payment", "catalogue-db", "queue-master"],
        });
    }

    async function expiryOf({ shop }: Journey): Promise<SimulatedPod> {
        const pod = await SimulatedPod.of(own, shop.namespace, "expiry-job-auto");
        pods.push(pod);
        return pod;
    }

    /** Runs the script to its end, with a short time to wait; returns what it printed. */
    async function expire(journey: Journey): Promise<string> {
        const container = (await expiryOf(journey)).start({ EXPIRE_AFTER_SECONDS: "2" });
        assert.equal(await container.end(), 0, container.output);
        return container.output;
    }

    async function endpoints({ shop }: Journey, service: string, wanted: number): Promise<void> {
        await waitFor(`${wanted} endpoints of ${service}`, patienceSeconds, async () =>
            (await shop.endpoints(service)).length === wanted ? true : undefined,
        );
    }

    async function listed(api: string, { shop }: Journey, plural: string): Promise<number> {
        const path = `/apis/${api}/namespaces/${shop.namespace}/${plural}`;
        const { items } = (await own.api.get(path)) as { items: unknown[] };
        return items.length;
    }

    const autoscalers = (journey: Journey): Promise<number> =>
        listed("autoscaling/v2", journey, "horizontalpodautoscalers");
    const policies = (journey: Journey): Promise<number> =>
        listed("networking.k8s.io/v1", journey, "networkpolicies");

    describe("of a healthy shop's incident", () => {
        let journey: Journey;

        before(async function () {
            journey = await journeyTo(this, plot);
        });

        afterEach(async () => {
            await journey.go({});
            await journey.assertBaseline();
        });

        it("brings payment back, and a later recovery finds nothing to complain of", async () => {
            await journey.go({ incident: "payment" });
            await endpoints(journey, "payment", 0);
            assert.match(await expire(journey), /^undone: \S+\/deployments\/payment\/scale$/m);
            assert.equal(await journey.shop.replicas("payment"), 1);
            await endpoints(journey, "payment", 1);
        });

        it("brings queue-master back after shipments", async () => {
            await journey.go({ incident: "shipments" });
            await endpoints(journey, "queue-master", 0);
            assert.match(await expire(journey), /^undone: \S+\/deployments\/queue-master\/scale$/m);
            assert.equal(await journey.shop.replicas("queue-master"), 1);
            await endpoints(journey, "queue-master", 1);
        });

        it("gives the front-end its memory and its probes back after crash", async () => {
            const healthy = await resourcesOf(journey);
            await journey.go({ incident: "crash" });
            assert.equal((await resourcesOf(journey))?.limits?.memory, "144Mi");
            assert.match(await expire(journey), /^undone: \S+\/deployments\/front-end$/m);
            assert.deepEqual(await resourcesOf(journey), healthy);
            assert.deepEqual(healthy?.limits, { cpu: "300m", memory: "1000Mi" });
            const { spec } = await journey.shop.deployment("front-end");
            const [container] = spec?.template.spec?.containers ?? [];
            assert.equal(container?.livenessProbe?.failureThreshold, 3);
            assert.equal(container.readinessProbe?.failureThreshold, 3);
        });

        it("gives the catalogue's database its CPU back after database", async () => {
            await journey.go({ incident: "database" });
            assert.equal((await resourcesOf(journey, "catalogue-db"))?.limits?.cpu, "10m");
            assert.match(await expire(journey), /^undone: \S+\/deployments\/catalogue-db$/m);
            assert.deepEqual(await resourcesOf(journey, "catalogue-db"), {
                requests: { cpu: "25m" },
                limits: { cpu: "1" },
            });
        });

        it("removes an autoscaler, and is content with one that is gone already", async () => {
            await journey.go({ incident: "autoscaler" });
            assert.equal(await autoscalers(journey), 1);
            assert.match(await expire(journey), /^undone: \S+\/front-end-hpa$/m);
            assert.equal(await autoscalers(journey), 0);
            assert.match(await expire(journey), /^gone already: \S+\/front-end-hpa$/m);
            assert.equal(await journey.shop.replicas("front-end"), 1);
        });

        it("removes a policy, and is content with one that somebody has removed", async () => {
            await journey.go({ incident: "gateway" });
            assert.equal(await policies(journey), 1);
            assert.match(await expire(journey), /^undone: \S+\/orders-egress$/m);
            assert.equal(await policies(journey), 0);
            assert.match(await expire(journey), /^gone already: \S+\/orders-egress$/m);
        });

        it("leaves a fault that is set again by a new run to the next expiry", async () => {
            await journey.go({ incident: "payment" });
            await expire(journey);
            await journey.go({ incident: "payment", run: "again" });
            await endpoints(journey, "payment", 0);
            await expire(journey);
            await endpoints(journey, "payment", 1);
        });

        it("does not start the clock again when its container is restarted", async () => {
            await journey.go({ incident: "payment" });
            const pod = await expiryOf(journey);
            const start = Date.now();
            const first = pod.start({ EXPIRE_AFTER_SECONDS: "8" });
            await sleep(6000);
            await first.kill();
            assert.equal(await journey.shop.replicas("payment"), 0);
            const second = pod.start({ EXPIRE_AFTER_SECONDS: "8" });
            assert.equal(await second.end(), 0, second.output);
            const seconds = (Date.now() - start) / 1000;
            // Started again, the clock would run out after 14 s at the earliest.
            assert.ok(seconds >= 8 && seconds < 13, `healed after ${seconds} s`);
            assert.equal(await journey.shop.replicas("payment"), 1);
        });

        it("tries again when the API server is not there at first", async () => {
            await journey.go({ incident: "payment" });
            const port = await freePort();
            const pod = await expiryOf(journey);
            const container = pod.start({
                EXPIRE_AFTER_SECONDS: "0",
                KUBERNETES_API_URL: `https://127.0.0.1:${port}`,
            });
            await waitFor("a failed attempt", patienceSeconds, () =>
                Promise.resolve(/attempt 1 of \d+: .*refused/.test(container.output) || undefined),
            );
            assert.equal(await journey.shop.replicas("payment"), 0);
            const relay = await relayTo(own.serverUrl, port);
            assert.equal(await container.end(), 0, container.output);
            relay.close();
            assert.match(container.output, /^undone: /m);
            assert.equal(await journey.shop.replicas("payment"), 1);
        });
    });

    describe("of a shop with settings of its own", () => {
        const memory = { requests: { memory: "400Mi" }, limits: { memory: "900Mi" } };
        const services = { payment: { replicas: 3 }, "front-end": { resources: memory } };
        let journey: Journey;

        before(async function () {
            const always = { services: JSON.stringify(services) };
            journey = await journeyTo(this, overriddenPlot, always);
        });

        afterEach(async () => {
            await journey.go({});
            await journey.assertBaseline();
        });

        it("goes back to the replicas of the override", async () => {
            await journey.go({ incident: "payment" });
            await expire(journey);
            assert.equal(await journey.shop.replicas("payment"), 3);
            await endpoints(journey, "payment", 3);
        });

        it("goes back to the memory of the override", async () => {
            await journey.go({ incident: "crash" });
            assert.equal((await resourcesOf(journey))?.limits?.memory, "144Mi");
            await expire(journey);
            assert.deepEqual(await resourcesOf(journey), {
                requests: { cpu: "100m", memory: "400Mi" },
                limits: { cpu: "300m", memory: "900Mi" },
            });
        });

        it("does not take away a fix that is in force", async () => {
            await journey.go({ incident: "crash", remediation: "limits" });
            const limits = { cpu: "400m", memory: "1300Mi" };
            assert.deepEqual((await resourcesOf(journey))?.limits, limits);
            await expire(journey);
            const requests = { cpu: "100m", memory: "400Mi" };
            assert.deepEqual(await resourcesOf(journey), { requests, limits });
        });
    });
});

async function resourcesOf(
    { shop }: Journey,
    service: ServiceName = "front-end",
): Promise<V1ResourceRequirements | undefined> {
    const { spec } = await shop.deployment(service);
    return spec?.template.spec?.containers[0]?.resources;
}

/** A port on which nothing listens yet. */
async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}

/** Hands connections on, byte for byte. */
async function relayTo(serverUrl: string, port: number): Promise<Server> {
    const target = new URL(serverUrl);
    const relay = createServer((socket) => {
        const onward = connect(Number(target.port), target.hostname);
        socket.pipe(onward).pipe(socket);
        socket.on("error", () => onward.destroy());
        onward.on("error", () => socket.destroy());
    });
    await once(relay.listen(port, "127.0.0.1"), "listening");
    return relay;
}
