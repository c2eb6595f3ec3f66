/**
 * What the accounts that run inside the cluster may do, asked with their own tokens: exactly what
 * they need. Nothing is changed by asking (dryRun), and authorisation does not know the difference.
 */
import assert from "node:assert/strict";

import { names } from "../../shop/names";
import { Journey } from "../support/apply/journey";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { sharedCluster } from "../support/apply/sharedCluster";
import { type ApiClient, ApiError, type TestCluster, waitFor } from "../support/controlPlane";

const plot = { namespace: "cluster-tier-rights", nodePort: 30016 };
const patienceSeconds = 30;

const core = `/api/v1/namespaces/${plot.namespace}`;
const apps = `/apis/apps/v1/namespaces/${plot.namespace}/deployments`;
const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${plot.namespace}`;

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** Requests by a short name: what an account may need, and what a thief would try. */
const attempts: Readonly<Record<string, readonly [Method, string, unknown?]>> = {
    "scale payment": ["PATCH", `${apps}/payment/scale`, { spec: { replicas: 1 } }],
    "change payment": ["PATCH", `${apps}/payment`, { spec: { replicas: 1 } }],
    "scale front-end": ["PATCH", `${apps}/front-end/scale`, { spec: { replicas: 1 } }],
    "change front-end": ["PATCH", `${apps}/front-end`, { spec: { paused: false } }],
    "scale catalogue": ["PATCH", `${apps}/catalogue/scale`, { spec: { replicas: 1 } }],
    "change catalogue": ["PATCH", `${apps}/catalogue`, { spec: { paused: false } }],
    "read payment": ["GET", `${apps}/payment`],
    "read payment's scale": ["GET", `${apps}/payment/scale`],
    "list Deployments": ["GET", apps],
    "delete payment": ["DELETE", `${apps}/payment`],
    "delete front-end": ["DELETE", `${apps}/front-end`],
    "create a Deployment": ["POST", apps, {}],
    "read the results": ["GET", `${core}/configmaps/${names.results}`],
    "write the results": ["PATCH", `${core}/configmaps/${names.results}`, { data: { a: "b" } }],
    "read the report": ["GET", `${core}/configmaps/${names.report}`],
    "write the report": ["PATCH", `${core}/configmaps/${names.report}`, { data: { a: "b" } }],
    "delete the results": ["DELETE", `${core}/configmaps/${names.results}`],
    "list ConfigMaps": ["GET", `${core}/configmaps`],
    "create a ConfigMap": ["POST", `${core}/configmaps`, { metadata: { name: "new" } }],
    "read another ConfigMap": ["GET", `${core}/configmaps/kube-root-ca.crt`],
    "write another ConfigMap": ["PATCH", `${core}/configmaps/kube-root-ca.crt`, { data: {} }],
    "list Secrets": ["GET", `${core}/secrets`],
    "create a Secret": ["POST", `${core}/secrets`, { metadata: { name: "new" } }],
    "list pods": ["GET", `${core}/pods`],
    "create a pod": ["POST", `${core}/pods`, {}],
    "delete all pods": ["DELETE", `${core}/pods`],
    "read a pod's log": ["GET", `${core}/pods/any/log`],
    "change a Service": ["PATCH", `${core}/services/payment`, { metadata: { labels: {} } }],
    "get a token": ["POST", `${core}/serviceaccounts/default/token`, {}],
    "widen its own rights": ["PATCH", `${rbac}/roles/${names.resultsWriter}`, { rules: [] }],
    "bind another role": ["POST", `${rbac}/rolebindings`, {}],
    "end the incident's lease": [
        "DELETE",
        `/apis/coordination.k8s.io/v1/namespaces/${plot.namespace}/leases/${names.lease}`,
    ],
    "delete the namespace": ["DELETE", `/api/v1/namespaces/${plot.namespace}`],
    "list namespaces": ["GET", "/api/v1/namespaces"],
    "list nodes": ["GET", "/api/v1/nodes"],
    "scale payment elsewhere": [
        "PATCH",
        "/apis/apps/v1/namespaces/default/deployments/payment/scale",
        { spec: { replicas: 1 } },
    ],
    "write results elsewhere": [
        "PATCH",
        `/api/v1/namespaces/default/configmaps/${names.results}`,
        { data: {} },
    ],
};

interface AccountCase {
    readonly incident: string;
    readonly account: string;
    /** All of {@link attempts} that must succeed; all others must be forbidden. */
    readonly allowed: readonly string[];
    /** The account's rules beside those that every account has, as the API server sums them up. */
    readonly rules: readonly ResourceRule[];
}

interface ResourceRule {
    readonly verbs: readonly string[];
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly resourceNames?: readonly string[];
}

const expiryAccount = "expiry-account-auto";

const patchOf = (resource: string, name: string): ResourceRule => ({
    verbs: ["patch"],
    apiGroups: ["apps"],
    resources: [resource],
    resourceNames: [name],
});

const cases: readonly AccountCase[] = [
    {
        incident: "payment",
        account: expiryAccount,
        allowed: ["scale payment"],
        rules: [patchOf("deployments/scale", "payment")],
    },
    {
        incident: "payment",
        account: names.resultsWriter,
        allowed: ["read the results", "write the results", "read the report", "write the report"],
        rules: [
            {
                verbs: ["get", "patch"],
                apiGroups: [""],
                resources: ["configmaps"],
                resourceNames: [names.results, names.report],
            },
        ],
    },
    {
        incident: "crash",
        account: expiryAccount,
        allowed: ["change front-end"],
        rules: [patchOf("deployments", "front-end")],
    },
];

describe("rights inside the cluster", () => {
    let cluster: TestCluster;
    let journey: Journey;

    before(async function () {
        cluster = await sharedCluster();
        await claimNamespace(cluster, plot.namespace, this);
        journey = await Journey.start(cluster, plot, {
            services: ["front-end", "payment", "catalogue"],
        });
    });

    after(async () => {
        await removeNamespace(cluster, plot.namespace);
    });

    for (const incident of ["payment", "crash"]) {
        describe(`during ${incident}`, () => {
            before(() => journey.go({ incident }));
            after(() => journey.go({}));

            for (const { account, allowed, rules } of cases.filter(
                (one) => one.incident === incident,
            )) {
                it(`let ${account} ${allowed.join(", ")}, and nothing else`, async () => {
                    const api = await cluster.asServiceAccount(plot.namespace, account);
                    const found = await waitForRights(api, allowed[0] ?? "");
                    const outcome = Object.fromEntries(
                        await Promise.all(
                            found.map(async (name) => [name, await tried(api, name)]),
                        ),
                    ) as Readonly<Record<string, string>>;
                    const wanted = Object.keys(attempts).map((name) => {
                        return [name, allowed.includes(name) ? "done" : "forbidden"];
                    });
                    assert.deepEqual(outcome, Object.fromEntries(wanted));
                });

                it(`give ${account} no other rule either`, async () => {
                    const api = await cluster.asServiceAccount(plot.namespace, account);
                    const basic = await cluster.asServiceAccount(plot.namespace, "default");
                    const everybodys = (await rulesOf(basic, plot.namespace)).map(asText);
                    const own = (await rulesOf(api, plot.namespace)).filter(
                        (rule) => !everybodys.includes(asText(rule)),
                    );
                    assert.deepEqual(own, rules);
                    assert.deepEqual(
                        await rulesOf(api, "default"),
                        await rulesOf(basic, "default"),
                    );
                });
            }
        });
    }

    /** A new role counts a moment after it was made; resolves to all names of attempts. */
    async function waitForRights(api: ApiClient, first: string): Promise<readonly string[]> {
        return waitFor(`the right to ${first}`, patienceSeconds, async () =>
            (await tried(api, first)) === "done" ? Object.keys(attempts) : undefined,
        );
    }
});

/** `done`, `forbidden`, or what else the API server said. */
async function tried(api: ApiClient, name: string): Promise<string> {
    const [method, path, body] = attempts[name] ?? ["GET", ""];
    try {
        const query = method === "GET" ? "" : "?dryRun=All";
        const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
        await api.request(method, path + query, body, type);
        return "done";
    } catch (error) {
        const isForbidden = error instanceof ApiError && error.status === 403;
        return isForbidden && error.reason === "Forbidden" ? "forbidden" : String(error);
    }
}

async function rulesOf(api: ApiClient, namespace: string): Promise<readonly ResourceRule[]> {
    const group = "authorization.k8s.io/v1";
    const review = { apiVersion: group, kind: "SelfSubjectRulesReview", spec: { namespace } };
    const answer = (await api.request(
        "POST",
        `/apis/${group}/selfsubjectrulesreviews`,
        review,
    )) as { status: { resourceRules: ResourceRule[] } };
    return answer.status.resourceRules;
}

function asText(rule: ResourceRule): string {
    return JSON.stringify(rule);
}
