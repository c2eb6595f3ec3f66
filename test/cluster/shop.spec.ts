/**
 * The shop as a cluster really has it, beside the facts about it: the table is written down anew
 * from upstream's manifests, and shares nothing with the program. What differs from upstream on
 * purpose (docs/deviations.md) says so.
 */
import assert from "node:assert/strict";

import type { V1Container, V1Deployment, V1Service } from "@kubernetes/client-node";

import type { Plan } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import { LiveShop } from "../support/apply/liveShop";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { nothing, Player } from "../../range/apply/player";
import { settingsFor, sharedCluster } from "../support/apply/sharedCluster";
import { type TestCluster, waitFor } from "../support/controlPlane";

const patienceSeconds = 30;

const plot = { namespace: "cluster-tier-shop", nodePort: 30001 };

interface Facts {
    readonly image: string;
    /** Requests and limits, as `cpu/memory to cpu/memory`; absent: none. */
    readonly size?: string;
    /** Port of the Service and port of the pod, as the API says them. */
    readonly ports: string;
    /** Delays of liveness and readiness under the profile `upstream`, in seconds. */
    readonly delays?: readonly [number, number];
}

const web = "80 -> 80";
const mongo = "27017 -> 27017";

const facts: Readonly<Record<string, Facts>> = {
    "front-end": {
        image: "weaveworksdemos/front-end:0.3.12",
        size: "100m/300Mi to 300m/1000Mi",
        ports: "80 -> 8079",
        delays: [300, 30],
    },
    catalogue: {
        image: "weaveworksdemos/catalogue:0.3.5",
        size: "100m/100Mi to 200m/200Mi",
        ports: web,
        delays: [300, 180],
    },
    "catalogue-db": { image: "weaveworksdemos/catalogue-db:0.3.0", ports: "3306 -> 3306" },
    carts: {
        image: "weaveworksdemos/carts:0.4.8",
        size: "100m/200Mi to 300m/500Mi",
        ports: web,
    },
    // Upstream leaves the tags of mongo, redis and the exporter open.
    "carts-db": { image: "mongo:4.4.18", ports: mongo },
    orders: {
        image: "weaveworksdemos/orders:0.4.7",
        size: "100m/300Mi to 500m/500Mi",
        ports: web,
    },
    "orders-db": { image: "mongo:4.4.18", ports: mongo },
    payment: {
        image: "weaveworksdemos/payment:0.4.3",
        size: "99m/100Mi to 200m/200Mi",
        ports: web,
        delays: [300, 180],
    },
    "queue-master": {
        image: "weaveworksdemos/queue-master:0.3.1",
        size: "100m/300Mi to 300m/500Mi",
        ports: web,
    },
    rabbitmq: {
        image: "rabbitmq:3.6.8-management + kbudde/rabbitmq-exporter:1.0.0",
        ports: "rabbitmq 5672 -> 5672, exporter 9090 -> exporter",
    },
    "session-db": { image: "redis:7.4-alpine", ports: "6379 -> 6379" },
    shipping: {
        image: "weaveworksdemos/shipping:0.4.8",
        size: "100m/300Mi to 300m/500Mi",
        ports: web,
    },
    user: {
        image: "weaveworksdemos/user:0.4.7",
        size: "100m/100Mi to 300m/200Mi",
        ports: web,
        delays: [300, 180],
    },
    "user-db": { image: "weaveworksdemos/user-db:0.3.0", ports: mongo },
};

const names = Object.keys(facts).sort();

describe("the shop in a cluster", () => {
    let cluster: TestCluster;
    let player: Player;
    let shop: LiveShop;
    let plan: Plan = nothing;

    before(async function () {
        cluster = await sharedCluster();
        await claimNamespace(cluster, plot.namespace, this);
        player = new Player(cluster);
        shop = new LiveShop(cluster, plot.namespace);
        await become({});
    });

    after(async () => {
        await removeNamespace(cluster, plot.namespace);
    });

    async function become(settings: Readonly<Record<string, string>>): Promise<void> {
        const next = await renderPlan({ ...settingsFor(cluster, plot), ...settings });
        await player.play(plan, next);
        plan = next;
    }

    async function list<T>(path: string): Promise<readonly T[]> {
        const list = (await cluster.api.get(path.replace("*", shop.namespace))) as {
            items: T[];
        };
        return list.items;
    }

    const deployments = (): Promise<readonly V1Deployment[]> =>
        list("/apis/apps/v1/namespaces/*/deployments");
    const services = (): Promise<readonly V1Service[]> => list("/api/v1/namespaces/*/services");

    it("has the fourteen Deployments, each with one pod, all of them Ready", async () => {
        const found = await deployments();
        assert.deepEqual(found.map(({ metadata }) => metadata?.name).sort(), names);
        for (const { metadata, status } of found) {
            assert.deepEqual([status?.replicas, status?.readyReplicas], [1, 1], metadata?.name);
        }
    });

    it("runs the images that upstream names", async () => {
        const images = tableOf(await deployments(), (containers) =>
            containers.map(({ image }) => image).join(" + "),
        );
        assert.deepEqual(images, factsTable("image"));
    });

    it("gives them upstream's requests and limits, and the catalogue's database a limit to go back to", async () => {
        const sizes = tableOf(await deployments(), ([application]) => sizeOf(application));
        assert.deepEqual(sizes, { ...factsTable("size"), "catalogue-db": "25m/ to 1/" });
    });

    it("puts the fourteen Services in front of them, front-end on its node port", async () => {
        const found = await services();
        const ports = found.map((service): [string, string] => [nameOf(service), portsOf(service)]);
        assert.deepEqual(Object.fromEntries(ports), factsTable("ports"));
        const exposed = found.filter(({ spec }) => spec?.type === "NodePort");
        assert.deepEqual(
            exposed.map((service) => [nameOf(service), service.spec?.ports?.[0]?.nodePort]),
            [["front-end", plot.nodePort]],
        );
    });

    it("shortens only the front-end's probes, and only under the profile of the testbed", async () => {
        const testbed = tableOf(await deployments(), ([application]) => delaysOf(application));
        await become({ probes: "upstream" });
        const upstream = tableOf(await deployments(), ([application]) => delaysOf(application));
        assert.deepEqual(upstream, factsTable("delays"));
        assert.deepEqual(testbed, { ...factsTable("delays"), "front-end": [5, 5] });
        await become({});
    });

    for (const images of ["upstream", "multiarch"]) {
        it(`leads every Service to a pod, on a port that the pod opens: ${images}`, async () => {
            await become({ images });
            for (const service of await services()) {
                // The controller of endpoints takes its time after a rollout.
                await waitFor("the right endpoints", patienceSeconds, async () => {
                    await checkEndpoints(service);
                    return true;
                });
            }
        });
    }

    async function checkEndpoints(service: V1Service): Promise<void> {
        const name = nameOf(service);
        const endpoints = await shop.endpoints(name);
        const pods = await shop.pods(`name=${name}`);
        const [pod, ...others] = pods.filter(({ metadata }) => !metadata?.deletionTimestamp);
        assert.deepEqual(others, []);
        const open = (pod?.spec?.containers ?? []).flatMap(({ ports = [] }) => ports);
        const expected = (service.spec?.ports ?? []).map(({ targetPort, name: portName = "" }) => ({
            address: pod?.status?.podIP,
            port: open.find((port) =>
                [port.containerPort, port.name].includes(targetPort as string),
            )?.containerPort,
            portName,
            pod: pod?.metadata?.name,
        }));
        assert.deepEqual(byPort(endpoints), byPort(expected), name);
    }

    it("listens above the privileged ports where the images were rebuilt", async () => {
        const ports = await Promise.all(
            ["catalogue", "carts", "orders", "payment", "user"].map((name) => shop.endpoints(name)),
        );
        assert.deepEqual(new Set(ports.flat().map(({ port }) => port)), new Set([8080]));
        const front = await shop.endpoints("front-end");
        assert.deepEqual(
            front.map(({ port }) => port),
            [8079],
        );
    });
});

function nameOf({ metadata }: V1Service | V1Deployment): string {
    return metadata?.name ?? "";
}

/** Something of each Deployment's containers, by its name; those that have it not are left out. */
function tableOf<T>(
    deployments: readonly V1Deployment[],
    read: (containers: readonly V1Container[]) => T | undefined,
): Readonly<Record<string, T>> {
    return Object.fromEntries(
        deployments.flatMap((deployment) => {
            const value = read(deployment.spec?.template.spec?.containers ?? []);
            return value === undefined ? [] : [[nameOf(deployment), value]];
        }),
    );
}

function factsTable(column: keyof Facts): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
        Object.entries(facts).flatMap(([name, row]) =>
            row[column] === undefined ? [] : [[name, row[column]]],
        ),
    );
}

function sizeOf(container: V1Container | undefined): string | undefined {
    const requests = container?.resources?.requests;
    const limits = container?.resources?.limits;
    return requests === undefined || limits === undefined
        ? undefined
        : [requests, limits].map(({ cpu = "", memory = "" }) => `${cpu}/${memory}`).join(" to ");
}

function delaysOf(container: V1Container | undefined): readonly unknown[] | undefined {
    const { livenessProbe, readinessProbe } = container ?? {};
    return livenessProbe === undefined
        ? undefined
        : [livenessProbe.initialDelaySeconds, readinessProbe?.initialDelaySeconds];
}

function portsOf({ spec }: V1Service): string {
    return (spec?.ports ?? [])
        .map(({ name, port, targetPort }) => {
            return `${name === undefined ? "" : `${name} `}${port} -> ${String(targetPort)}`;
        })
        .join(", ");
}

function byPort<T extends { readonly portName: string }>(endpoints: readonly T[]): readonly T[] {
    return endpoints.toSorted((a, b) => (a.portName < b.portName ? -1 : 1));
}
