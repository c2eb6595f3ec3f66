import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { kubernetesObjects, type Plan } from "../../../plan/plan";
import { planOf } from "../../support/planOf";
import { at } from "../../support/planAccess";

/*
 * The shop as microservices-demo deploys it, and as docs/deviations.md says otherwise, written down a
 * second time and independently of shop/services.ts: image, requests, limits, probe delays (live/ready), ports.
 */
const expected = `
front-end     weaveworksdemos/front-end:0.3.12       100m/300Mi 300m/1000Mi 5/5     8079
catalogue     weaveworksdemos/catalogue:0.3.5        100m/100Mi 200m/200Mi  300/180 80
catalogue-db  weaveworksdemos/catalogue-db:0.3.0     25m/-      1/-         -       3306
carts         weaveworksdemos/carts:0.4.8            100m/200Mi 300m/500Mi  -       80
carts-db      mongo:4.4.18                           25m/-      -           -       27017
orders        weaveworksdemos/orders:0.4.7           100m/300Mi 500m/500Mi  -       80
orders-db     mongo:4.4.18                           25m/-      -           -       27017
payment       weaveworksdemos/payment:0.4.3          99m/100Mi  200m/200Mi  300/180 80
queue-master  weaveworksdemos/queue-master:0.3.1     100m/300Mi 300m/500Mi  -       80
rabbitmq      rabbitmq:3.6.8-management              25m/-      -           -       15672,5672
session-db    redis:7.4-alpine                       25m/-      -           -       6379
shipping      weaveworksdemos/shipping:0.4.8         100m/300Mi 300m/500Mi  -       80
user          weaveworksdemos/user:0.4.7             100m/100Mi 300m/200Mi  300/180 80
user-db       weaveworksdemos/user-db:0.3.0          25m/-      -           -       27017
`;

interface Amounts {
    readonly cpu: string;
    readonly memory?: string;
}

interface Container {
    readonly image: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly env?: readonly { readonly name: string; readonly value: string }[];
    readonly ports: readonly { readonly containerPort: number }[];
    readonly resources?: { readonly requests: Amounts; readonly limits?: Amounts };
    readonly livenessProbe?: { readonly initialDelaySeconds: number };
    readonly readinessProbe?: { readonly initialDelaySeconds: number };
    readonly startupProbe?: Readonly<Record<string, unknown>>;
    readonly securityContext?: unknown;
}

function containers(plan: Plan, service: string): readonly Container[] {
    const deployment = kubernetesObjects(plan).find(
        ({ kind, metadata }) => kind === "Deployment" && metadata.name === service,
    );
    return at(deployment, "spec.template.spec.containers") as readonly Container[];
}

function application(plan: Plan, service: string): Container {
    const [first] = containers(plan, service);
    assert.ok(first, service);
    return first;
}

const shown = (amounts: Amounts | undefined): string =>
    amounts === undefined ? "-" : `${amounts.cpu}/${amounts.memory ?? "-"}`;

function lineOf(plan: Plan, service: string): string {
    const { image, ports, resources, livenessProbe, readinessProbe } = application(plan, service);
    const probes =
        livenessProbe === undefined
            ? "-"
            : `${livenessProbe.initialDelaySeconds}/${String(readinessProbe?.initialDelaySeconds)}`;
    const listening = ports.map(({ containerPort }) => containerPort).join(",");
    return [
        service,
        image,
        shown(resources?.requests),
        shown(resources?.limits),
        probes,
        listening,
    ].join(" ");
}

const service = (plan: Plan, name: string): unknown =>
    kubernetesObjects(plan).find(
        ({ kind, metadata }) => kind === "Service" && metadata.name === name,
    );

describe("the shop", () => {
    let shop: Plan;

    before(async () => {
        shop = await planOf();
    });

    const lines = expected.trim().split("\n");

    it("has fourteen services, each with a Deployment", () => {
        const count = (wanted: string): number =>
            kubernetesObjects(shop).filter(({ kind }) => kind === wanted).length;
        assert.deepEqual([lines.length, count("Deployment"), count("Service")], [14, 14, 14]);
    });

    for (const line of lines) {
        const name = line.split(/\s+/)[0] ?? "";
        it(`${name} is what upstream deploys`, () => {
            assert.equal(lineOf(shop, name), line.replace(/\s+/g, " "));
        });
    }

    it("is entered through node port 30001", () => {
        assert.deepEqual(at(service(shop, "front-end"), "spec.ports.0"), {
            port: 80,
            targetPort: 8079,
            protocol: "TCP",
            nodePort: 30001,
        });
    });

    it("tells the user service its database by the name that it reads", () => {
        assert.deepEqual(application(shop, "user").env, [
            { name: "MONGO_HOST", value: "user-db:27017" },
        ]);
    });

    it("has the exporter listen on its Service's port, and ask RabbitMQ what 3.6.8 answers", () => {
        const exporter = containers(shop, "rabbitmq")[1];
        assert.deepEqual(exporter?.env, [
            { name: "PUBLISH_PORT", value: "9090" },
            { name: "RABBIT_CAPABILITIES", value: "compat" },
        ]);
        assert.equal(at(service(shop, "rabbitmq"), "spec.ports.1.targetPort"), "exporter");
    });

    it("starts MySQL 5.7 where it may open few files, and MariaDB as its image does", async () => {
        const { command = [], args = [] } = application(shop, "catalogue-db");
        const folder = mkdtempSync(join(tmpdir(), "entrypoint-"));
        const entrypoint = join(folder, "docker-entrypoint.sh");
        writeFileSync(entrypoint, '#!/bin/sh\necho "$(ulimit -n) $*"\n', { mode: 0o755 });
        const [program = "", ...rest] = [...command, ...args];
        const { stdout } = spawnSync(program, rest, {
            env: { PATH: [folder, process.env.PATH].join(delimiter) },
            encoding: "utf8",
        });
        rmSync(folder, { recursive: true });
        // Where even that is not allowed, it goes on with what is.
        const [limit, what] = stdout.trim().split(" ");
        assert.equal(what, "mysqld");
        assert.ok(Number(limit) <= 65_536, stdout);
        const rebuilt = application(await planOf({ images: "multiarch" }), "catalogue-db");
        assert.deepEqual([rebuilt.command, rebuilt.args], [undefined, undefined]);
    });

    it("meets the Pod Security level that its namespace enforces", () => {
        const allowed = ["NET_BIND_SERVICE", "CHOWN", "SETGID", "SETUID", "DAC_OVERRIDE"];
        for (const line of lines) {
            for (const container of containers(shop, line.split(/\s+/)[0] ?? "")) {
                const added = at(container.securityContext, "capabilities.add") ?? [];
                assert.ok((added as string[]).every((name) => allowed.includes(name)));
                assert.equal(at(container.securityContext, "privileged"), undefined);
            }
        }
    });
});

describe("the profiles of the shop", () => {
    it("testbed's front-end may take as long to start as upstream's liveness probe waits", async () => {
        const { startupProbe } = application(await planOf(), "front-end");
        assert.deepEqual(startupProbe, {
            tcpSocket: { port: 8079 },
            initialDelaySeconds: 2,
            periodSeconds: 3,
            failureThreshold: 100,
        });
    });

    it("a crash silences liveness and readiness, and leaves the startup probe alone", async () => {
        const [healthy, crash] = await Promise.all(
            ["none", "crash"].map(async (incident) =>
                application(await planOf({ incident }), "front-end"),
            ),
        );
        assert.deepEqual(crash?.startupProbe, healthy?.startupProbe);
        assert.notDeepEqual(crash?.livenessProbe, healthy?.livenessProbe);
    });

    it("upstream's probes wait 300 s and 30 s", async () => {
        const frontEnd = application(await planOf({ probes: "upstream" }), "front-end");
        assert.equal(frontEnd.livenessProbe?.initialDelaySeconds, 300);
        assert.equal(frontEnd.readinessProbe?.initialDelaySeconds, 30);
        assert.equal(frontEnd.startupProbe, undefined);
    });

    it("multiarch keeps every size and moves applications, probes and callers to port 8080", async () => {
        const [upstream, multiarch] = [
            await planOf({ networkPolicies: "true" }),
            await planOf({ networkPolicies: "true", images: "multiarch" }),
        ];
        for (const name of ["catalogue", "carts", "orders", "payment", "shipping", "user"]) {
            const container = application(multiarch, name);
            assert.match(container.image, /^quay\.io\/powercloud\/sock-shop-/);
            assert.deepEqual(container.resources, application(upstream, name).resources);
            assert.equal(container.ports[0]?.containerPort, 8080);
            assert.equal(at(service(multiarch, name), "spec.ports.0.targetPort"), 8080);
            const port = at(container, "livenessProbe.httpGet.port");
            assert.ok(port === undefined || port === 8080);
            const policy = kubernetesObjects(multiarch).find(
                ({ kind, metadata }) =>
                    kind === "NetworkPolicy" && metadata.name === `${name}-access`,
            );
            assert.equal(at(policy, "spec.ingress.0.ports.0.port"), 8080);
        }
        assert.equal(application(multiarch, "front-end").ports[0]?.containerPort, 8079);
    });

    it("overrides change one service and nothing else", async () => {
        const services = JSON.stringify({
            carts: { image: "carts:mine", replicas: 2, resources: { limits: { cpu: "1" } } },
        });
        const plan = await planOf({ services });
        const carts = application(plan, "carts");
        assert.equal(carts.image, "carts:mine");
        assert.deepEqual(carts.resources?.limits, { cpu: "1", memory: "500Mi" });
        assert.deepEqual(carts.resources.requests, { cpu: "100m", memory: "200Mi" });
        assert.deepEqual(application(plan, "user"), application(await planOf(), "user"));
    });
});

describe("network policies", () => {
    /** Who opens connections to whom, from the call graph of the services' sources. */
    const calls = [
        ["front-end", "catalogue"],
        ["front-end", "carts"],
        ["front-end", "orders"],
        ["front-end", "user"],
        ["front-end", "session-db"],
        ["catalogue", "catalogue-db"],
        ["carts", "carts-db"],
        ["orders", "orders-db"],
        ["orders", "user"],
        ["orders", "carts"],
        ["orders", "payment"],
        ["orders", "shipping"],
        ["shipping", "rabbitmq"],
        ["queue-master", "rabbitmq"],
        ["user", "user-db"],
    ].map(([from, to]) => `${String(from)} -> ${String(to)}`);

    it("allow exactly the calls that the shop makes", async () => {
        const plan = await planOf({ networkPolicies: "true" });
        const allowed = kubernetesObjects(plan)
            .filter(({ kind }) => kind === "NetworkPolicy")
            .flatMap((policy) => {
                const to = String(at(policy, "spec.podSelector.matchLabels.name"));
                const rules = at(policy, "spec.ingress") as readonly {
                    readonly from?: readonly { readonly podSelector?: unknown }[];
                }[];
                const peers = rules.flatMap(({ from }) => from ?? []);
                return peers
                    .map(({ podSelector }) => at(podSelector, "matchLabels.name"))
                    .filter((from) => typeof from === "string")
                    .map((from) => `${from} -> ${to}`);
            });
        assert.deepEqual(allowed.sort(), [...calls].sort());
    });

    it("let anyone reach the front-end", async () => {
        const plan = await planOf({ networkPolicies: "true" });
        const policy = kubernetesObjects(plan).find(
            ({ metadata }) => metadata.name === "front-end-access",
        );
        assert.deepEqual(at(policy, "spec.ingress"), [
            { ports: [{ protocol: "TCP", port: 8079 }] },
        ]);
    });
});
