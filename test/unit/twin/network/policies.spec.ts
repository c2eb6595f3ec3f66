import { deepEqual, equal, ok } from "node:assert/strict";

import type { PlannedObject } from "../../../../plan/plan";
import { type Party, Policies } from "../../../../twin/network/policies";
import { readPolicies } from "../../../../twin/read/policies";
import { objectsOf, played } from "../worlds";

/** A NetworkPolicy of the shop. */
function policy(spec: object, name = "policy"): PlannedObject {
    return {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name, namespace: "sock-shop" },
        spec,
    };
}

const pods = {
    orders: { address: "10.244.0.10", labels: { name: "orders" } },
    carts: { address: "10.244.0.11", labels: { name: "carts", tier: "back" } },
    payment: { address: "10.244.0.12", labels: { name: "payment" }, ports: [80, "http", 9090] },
    agent: { address: "10.244.0.13", labels: { app: "agent" }, namespace: "datadog" },
    outside: { address: "172.18.0.1" },
    node: { address: "10.244.0.1", isNode: true },
} as const satisfies Readonly<Record<string, Party>>;

const callers = ["orders", "carts", "agent", "outside", "node"] as const;

const toPayment = { podSelector: { matchLabels: { name: "payment" } } };
const fromPods = (matchLabels: object) => ({ podSelector: { matchLabels } });
const fromSpace = (name: string) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});

function policiesOf(...specs: readonly object[]): Policies {
    const policies = new Policies("sock-shop");
    policies.use(readPolicies(specs.map((spec) => policy(spec))), 0);
    return policies;
}

/** Who gets through to payment's port. */
function reaching(port: number, ...specs: readonly object[]): readonly string[] {
    const policies = policiesOf(...specs);
    return callers.filter((name) => policies.allows(pods[name], pods.payment, port));
}

const ingress = (rule: object): object => ({ ...toPayment, ingress: [rule] });

/** The classic recipes: what it is, its spec, who gets through to port 80. */
const recipes: readonly (readonly [string, readonly object[], readonly string[]])[] = [
    ["no policy", [], callers],
    ["one of other pods", [{ podSelector: { matchLabels: { name: "user" } } }], callers],
    ["deny all ingress", [{ podSelector: {}, policyTypes: ["Ingress"] }], ["node"]],
    ["deny is what a policy without types means", [toPayment], ["node"]],
    ["allow all ingress", [{ podSelector: {}, ingress: [{}] }], callers],
    ["an empty list of peers is any", [ingress({ from: [] })], callers],
    ["from pods by label", [ingress({ from: [fromPods({ name: "orders" })] })], ["orders", "node"]],
    [
        "from all pods of the namespace",
        [ingress({ from: [{ podSelector: {} }] })],
        ["orders", "carts", "node"],
    ],
    [
        "from all namespaces",
        [ingress({ from: [{ namespaceSelector: {} }] })],
        ["orders", "carts", "agent", "node"],
    ],
    [
        "from a namespace by its name",
        [ingress({ from: [fromSpace("datadog")] })],
        ["agent", "node"],
    ],
    [
        "from pods of a namespace: both have to hold",
        [ingress({ from: [{ ...fromSpace("datadog"), ...fromPods({ name: "orders" }) }] })],
        ["node"],
    ],
    [
        "from pods or a namespace: two peers",
        [ingress({ from: [fromSpace("datadog"), fromPods({ name: "orders" })] })],
        ["orders", "agent", "node"],
    ],
    [
        "from addresses, some excepted",
        [ingress({ from: [{ ipBlock: { cidr: "10.244.0.0/24", except: ["10.244.0.11/32"] } }] })],
        ["orders", "agent", "node"],
    ],
    [
        "from outside",
        [ingress({ from: [{ ipBlock: { cidr: "172.18.0.0/16" } }] })],
        ["outside", "node"],
    ],
    ["on another port", [ingress({ ports: [{ port: 9090 }] })], ["node"]],
    ["on a port by name", [ingress({ ports: [{ port: "http" }] })], callers],
    ["on a name that nobody has", [ingress({ ports: [{ port: "grpc" }] })], ["node"]],
    ["on a range of ports", [ingress({ ports: [{ port: 1, endPort: 80 }] })], callers],
    ["on a range that ends before", [ingress({ ports: [{ port: 1, endPort: 79 }] })], ["node"]],
    ["by another protocol", [ingress({ ports: [{ protocol: "UDP", port: 80 }] })], ["node"]],
    ["by a protocol, any port", [ingress({ ports: [{ protocol: "TCP" }] })], callers],
    [
        "by expressions",
        [
            ingress({
                from: [
                    {
                        podSelector: {
                            matchExpressions: [
                                { key: "name", operator: "In", values: ["orders", "carts"] },
                                { key: "tier", operator: "DoesNotExist" },
                            ],
                        },
                    },
                ],
            }),
        ],
        ["orders", "node"],
    ],
    [
        "a label that is missing is not among any",
        [
            ingress({
                from: [
                    {
                        podSelector: {
                            matchExpressions: [
                                { key: "tier", operator: "NotIn", values: ["back"] },
                                { key: "name", operator: "Exists" },
                            ],
                        },
                    },
                ],
            }),
        ],
        ["orders", "node"],
    ],
    [
        "two policies allow what either does",
        [{ podSelector: {} }, ingress({ from: [fromPods({ name: "carts" })] })],
        ["carts", "node"],
    ],
    [
        "the caller may not leave",
        [{ podSelector: { matchLabels: { name: "orders" } }, policyTypes: ["Egress"] }],
        ["carts", "agent", "outside", "node"],
    ],
    [
        "the caller may leave to others only",
        [
            {
                podSelector: {},
                policyTypes: ["Egress"],
                egress: [{ to: [fromPods({ name: "user" })] }],
            },
        ],
        ["agent", "outside", "node"],
    ],
    [
        "both ends have to allow it",
        [
            { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
            {
                podSelector: {},
                egress: [{ to: [fromPods({ name: "payment" })], ports: [{ port: 80 }] }],
                policyTypes: ["Egress"],
            },
            ingress({ from: [fromPods({ name: "orders" })] }),
        ],
        ["orders", "node"],
    ],
];

describe("NetworkPolicies", () => {
    for (const [what, specs, through] of recipes) {
        it(`let through whom the API says: ${what}`, () => {
            deepEqual(reaching(80, ...specs), through);
        });
    }

    it("isolate for egress by rules alone where no types are named", () => {
        const only = { ...fromPods({ name: "orders" }), egress: [{ ports: [{ port: 443 }] }] };
        ok(!policiesOf(only).allows(pods.orders, pods.payment, 80));
        ok(policiesOf(only).allows(pods.orders, pods.payment, 443));
    });

    it("do not cut a pod off from itself, nor from its node", () => {
        const policies = policiesOf({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
        ok(policies.allows(pods.payment, pods.payment, 80));
        ok(policies.allows(pods.payment, pods.node, 6443));
    });

    it("go by the labels of namespaces", () => {
        const from = [{ namespaceSelector: { matchLabels: { team: "a" } } }];
        const policies = policiesOf(ingress({ from }));
        ok(!policies.allows(pods.agent, pods.payment, 80));
        policies.namespaceLabels = (name) => ({ team: name === "datadog" ? "a" : "b" });
        ok(policies.allows(pods.agent, pods.payment, 80));
        ok(!policies.allows(pods.orders, pods.payment, 80));
    });

    it("that let nobody leave keep a pod from the name server, unless it is named", () => {
        const deny = { podSelector: {}, policyTypes: ["Egress"] };
        const dns = {
            podSelector: {},
            egress: [
                {
                    to: [{ ...fromSpace("kube-system"), ...fromPods({ "k8s-app": "kube-dns" }) }],
                    ports: [{ protocol: "UDP", port: 53 }],
                },
            ],
        };
        ok(policiesOf().resolves(pods.orders));
        ok(!policiesOf(deny).resolves(pods.orders));
        ok(policiesOf(deny, dns).resolves(pods.orders));
    });

    it("a wrong one is named", () => {
        const wrong = policy({ podSelector: "payment" }, "broken");
        let message = "";
        try {
            readPolicies([wrong]);
        } catch (error) {
            message = String(error);
        }
        ok(message.includes("NetworkPolicy broken"), message);
    });
});

describe("a shop with NetworkPolicies", () => {
    const settings = { incident: "payment", duration: "60s" };

    /** The healthy shop under the checkout load, with these policies. */
    async function shop(
        policies: readonly PlannedObject[],
        extra: Readonly<Record<string, string>> = {},
    ): Promise<ReturnType<typeof played>["seen"]> {
        const objects = (await objectsOf({ ...settings, ...extra })).map((object) =>
            object.kind === "Deployment" && object.metadata.name === "payment"
                ? { ...object, spec: { ...(object.spec as object), replicas: 1 } }
                : object,
        );
        return played([...objects, ...policies]).seen;
    }

    const isOrder = ({ name }: { readonly name: string }): boolean => name === "Place Order";

    it("that only isolate as networkPolicies=true does is as healthy as without", async () => {
        const seen = await shop([], { networkPolicies: "true" });
        ok(seen.ended.some(isOrder));
        deepEqual(
            seen.ended.filter(({ failure }) => failure !== undefined),
            [],
        );
    });

    it("loses each order after 5 s where nobody may connect to payment, and nothing else", async () => {
        const { ended, logs, samples } = await shop([policy(toPayment)]);
        const orders = ended.filter(isOrder);
        ok(orders.length > 20, `${orders.length}`);
        for (const { status, startedAt, endedAt } of orders) {
            equal(status, 500);
            ok(endedAt - startedAt > 5 && endedAt - startedAt < 7.5, `${endedAt - startedAt} s`);
        }
        ok(ended.filter((one) => !isOrder(one)).every(({ failure }) => failure === undefined));
        const errors = logs.filter(({ pod }) => pod.deployment === "orders");
        ok(errors.length >= orders.length);
        ok(
            errors.every(({ message }) => {
                return message.includes("timeout from one of the services");
            }),
        );
        ok(samples.every(({ pods: all }) => all.every(({ isReady }) => isReady)));
    });

    it("does the same where orders may leave to nobody but the name server", async () => {
        const { ended } = await shop([
            policy({
                podSelector: { matchLabels: { name: "orders" } },
                policyTypes: ["Egress"],
                egress: [{ ports: [{ protocol: "UDP", port: 53 }] }],
            }),
        ]);
        ok(ended.filter(isOrder).every(({ status }) => status === 500));
        ok(ended.filter((one) => !isOrder(one)).every(({ failure }) => failure === undefined));
    });

    it("loses each order where orders may connect to all, but not ask for their names", async () => {
        const { ended } = await shop([
            policy({
                podSelector: { matchLabels: { name: "orders" } },
                policyTypes: ["Egress"],
                egress: [{ ports: [{ port: 80 }] }],
            }),
        ]);
        ok(ended.some(isOrder));
        ok(ended.filter(isOrder).every(({ status }) => status === 500));
    });

    it("answers nobody whom its front-end does not let in, and refuses nobody", async () => {
        const { ended } = await shop([policy(fromPods({ name: "front-end" }))], {
            duration: "200s",
        });
        ok(ended.length > 0);
        ok(ended.every(({ failure }) => failure === "connectTimeout"));
    });

    it("keeps the connections that there were: a front-end has its sessions still", async () => {
        const shut = policy(fromPods({ name: "session-db" }));
        const { ended } = await shop([shut]);
        // The policy was there before the front-end: it got no connection, and every login kills it.
        ok(ended.some(({ failure }) => failure !== undefined));
        const objects = await objectsOf({ ...settings, remediation: "restore" });
        const later = played(objects, {
            phases: [
                { atSeconds: -30, objects: objects.filter(({ kind }) => kind !== "Job") },
                { atSeconds: 0, objects: [...objects, shut] },
            ],
        });
        deepEqual(
            later.seen.ended.filter(({ failure }) => failure !== undefined),
            [],
        );
    });

    it("drops what a Service leads to another port, where it else is refused", async () => {
        const astray = { incident: "service", duration: "60s", networkPolicies: "true" };
        const { ended } = played(await objectsOf(astray)).seen;
        // The front-end waits for its kernel to give up, longer than the load lasts.
        deepEqual(ended.filter(isOrder), []);
        ok(ended.length > 0);
        ok(ended.every(({ failure }) => failure === undefined));
    });
});
