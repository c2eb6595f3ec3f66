/** Who changed an object, as its managed fields say. */
import type { KubernetesObject } from "@kubernetes/client-node";

import { rangeManager } from "../../../shop/names";
import type { Lane } from "../messages";
import { secondsOf } from "../cluster/objectWatch";

export interface Author {
    readonly manager: string;
    readonly lane: Extract<Lane, "people" | "cluster">;
    readonly at: number | undefined;
}

/** Components of Kubernetes, which act on what people have asked for. */
const components = /^(kube-|kubelet|cloud-controller|cluster-autoscaler|kwok|etcd)/;

/** Who injects: what the range does by itself, and what Pulumi does for it. */
const injectors = ["pulumi", rangeManager];

export function isInjector(manager: string): boolean {
    return injectors.some((injector) => manager.startsWith(injector));
}

type ManagedField = NonNullable<NonNullable<KubernetesObject["metadata"]>["managedFields"]>[number];

/** Those who have written other fields than the status, the newest first. */
export function authorsOf(object: KubernetesObject): readonly Author[] {
    return fieldsOf(object)
        .map(authorOf)
        .sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
}

/**
 * Who made the last change: whose entry is new or has another time. An entry that only changed has
 * lost fields to another. What comes through the subresource `scale` has no time, and is the same
 * when somebody scales again.
 */
export function authorOfChange(
    before: KubernetesObject | undefined,
    after: KubernetesObject,
): Author | undefined {
    const old = new Map(fieldsOf(before).map((field) => [keyOf(field), field]));
    const [newest] = fieldsOf(after)
        .filter((field) => {
            const known = old.get(keyOf(field));
            return known === undefined || secondsOf(known.time) !== secondsOf(field.time);
        })
        .map(authorOf)
        .sort((one, other) => (other.at ?? Infinity) - (one.at ?? Infinity));
    const scaler = fieldsOf(after).find(({ subresource }) => subresource === "scale");
    return newest ?? (scaler && authorOf(scaler)) ?? authorsOf(after)[0];
}

function fieldsOf(object: KubernetesObject | undefined): readonly ManagedField[] {
    return (object?.metadata?.managedFields ?? []).filter(
        ({ subresource }) => subresource !== "status",
    );
}

function authorOf({ manager = "unknown", time }: ManagedField): Author {
    return authorNamed(shortName(manager), secondsOf(time));
}

export function authorNamed(manager: string, at: number | undefined): Author {
    return { manager, lane: components.test(manager) ? "cluster" : "people", at };
}

/** The Pulumi provider adds eight random characters to its name. */
function shortName(manager: string): string {
    return manager.replace(/^(pulumi-kubernetes)-[0-9a-f]{8}$/, "$1");
}

function keyOf({ manager, operation, subresource }: ManagedField): string {
    return [manager, operation, subresource].join(" ");
}
