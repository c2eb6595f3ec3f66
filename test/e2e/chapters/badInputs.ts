/** Settings that must be refused, each with what the error says. */
import { incidents } from "../../../pages/cells";
import type { ApiClient, KubernetesObject } from "../../support/controlPlane";
import type { Values } from "../../support/engine/commandLine";

export interface BadInput {
    readonly title: string;
    /** Default `dev`, the stack that holds the shop. */
    readonly stack?: string;
    readonly values: Values;
    /** What the error says, by the setting that it names. */
    readonly says: Readonly<Record<string, RegExp>>;
    /** A stack that must exist, with nothing in it. */
    readonly needs?: string;
    /** Makes the cluster one that is to be refused, and undoes that. */
    readonly prepare?: (api: ApiClient) => Promise<unknown>;
    readonly undo?: (api: ApiClient) => Promise<unknown>;
}

/** A load that is otherwise right. */
const load = (title: string, values: Values, says: Readonly<Record<string, RegExp>>): BadInput => ({
    title,
    values: { incident: "latency", ...values },
    says,
});

const users = /users = .*whole number from 1 to 10000/;
const duration = /duration = .*duration from 30s to 1h/;

/** Puts the label on the object at that path; null takes it away. */
const label =
    (path: string, key: string, value: string | null) =>
    (api: ApiClient): Promise<unknown> =>
        api.request(
            "PATCH",
            path,
            { metadata: { labels: { [key]: value } } },
            "application/merge-patch+json",
        );

const production = (title: string, path: string, key: string, value: string): BadInput => ({
    title,
    values: { incident: "latency" },
    says: {
        [key]: new RegExp(`carries the label ${key}=${value}: nothing is broken in production`),
    },
    prepare: label(path, key, value),
    undo: label(path, key, null),
});

const metricsApi = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io";

/** As on a cluster that has none; the range brings its own. */
function withoutMetricsApi(input: BadInput): BadInput {
    let spec: unknown;
    return {
        ...input,
        prepare: async (api) => {
            ({ spec } = (await api.get(metricsApi)) as KubernetesObject);
            await api.request("DELETE", metricsApi);
        },
        undo: (api) =>
            api.apply({
                apiVersion: "apiregistration.k8s.io/v1",
                kind: "APIService",
                metadata: { name: "v1beta1.metrics.k8s.io" },
                spec,
            }),
    };
}

export const badInputs: readonly BadInput[] = [
    {
        title: "an unknown incident",
        values: { incident: "crahs" },
        says: { incident: new RegExp(`allowed: ${incidents.join(", ")}.*Did you mean crash`) },
    },
    {
        title: "an unknown key",
        values: { incidnet: "crash" },
        says: { incidnet: /no such key.*Did you mean incident/ },
    },
    // Of a setting that is wrong in several ways one is enough: test/unit/components/settings has all.
    load(
        "whatever is out of bounds, all of it named at once",
        {
            ...{ users: "0", spawnRate: "1001", duration: "2h" },
            ...{ probes: "fast", gate: "open", remediation: "magic" },
        },
        {
            users,
            spawnRate: /spawnRate = .*whole number from 1 to 1000/,
            duration,
            probes: /probes = .*allowed: testbed, upstream/,
            gate: /gate = .*allowed: off, pods, http/,
            remediation: /none, or a list of hpa, limits, probes, replicas, restart, restore/,
        },
    ),
    load(
        "whatever is no number, no duration, or contradicts itself",
        { users: "abc", duration: "8 minutes", remediation: "hpa,replicas" },
        { users, duration, remediation: /would both own the replica count/ },
    ),
    withoutMetricsApi(
        load(
            "hpa on a cluster without a metrics API",
            { remediation: "hpa" },
            { remediation: /no metrics API.*metricsServer true/ },
        ),
    ),
    {
        title: "a context that is not local",
        values: { incident: "latency", kubeContext: "staging-eu" },
        says: { kubeContext: /not a context of a local cluster/ },
    },
    {
        title: "a context that there is not",
        values: { incident: "latency", kubeContext: "kind-elsewhere" },
        says: { kubeContext: /no such context/ },
    },
    production(
        "a namespace labelled production",
        "/api/v1/namespaces/sock-shop",
        "environment",
        "production",
    ),
    production(
        "a node labelled production",
        "/api/v1/nodes/sockshop-control-plane",
        "env",
        "prod-eu",
    ),
    {
        title: "an own stack whose base stack there is not",
        stack: "hybrid",
        values: { baseStack: "nowhere" },
        says: { baseStack: /no such stack/ },
    },
    {
        title: "an own stack whose base stack holds no shop",
        stack: "hybrid",
        values: { baseStack: "latency" },
        needs: "latency",
        says: { baseStack: /holds no shop yet/ },
    },
    {
        title: "an own stack without an incident",
        stack: "latency",
        values: { incident: "none" },
        says: { baseStack: /own stack needs an incident/ },
    },
    {
        title: "crash's memory fault from its own stack",
        stack: "crash",
        values: { memoryFault: "160Mi" },
        says: { memoryFault: /belongs to the stack that owns the front-end/ },
    },
    {
        title: "a remediation from an own stack",
        stack: "crash",
        values: { remediation: "limits" },
        says: { remediation: /belongs to the stack that holds the shop/ },
    },
];
