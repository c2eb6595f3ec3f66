/** A healthy shop as an API server would show it, made from the objects of the real plan. */
import { stripVTControlCharacters } from "node:util";

import { type Json, type JsonObject, textAt } from "../../../live/snapshot/json";
import { normalise } from "../../../live/snapshot/normalise";
import type { ObservedShop } from "../../../live/snapshot/observe";
import type { Place } from "../../../live/snapshot/place";
import { type Snapshot, snapshotOf } from "../../../live/snapshot/snapshotFile";
import { kubernetesObjects } from "../../../plan/plan";
import { planOf } from "../../support/planOf";

export const place: Place = { context: "kind-sockshop", namespace: "sock-shop" };

const shopKinds = ["Deployment", "Service", "HorizontalPodAutoscaler", "NetworkPolicy"];

/** The objects of the plan for these settings that snapshots are made of. */
export async function plannedShop(
    settings: Readonly<Record<string, string>> = {},
): Promise<readonly JsonObject[]> {
    const planned = kubernetesObjects(await planOf(settings));
    const plain = JSON.parse(JSON.stringify(planned)) as JsonObject[];
    return plain.filter(({ kind }) => shopKinds.some((known) => known === kind));
}

/** A copy with the value at the path replaced; undefined takes the field away. */
export function withValue<T extends Json>(
    value: T,
    path: readonly (string | number)[],
    wanted: Json | undefined,
): T {
    const copy = structuredClone(value) as never;
    let inner = copy as Record<string | number, Json | undefined>;
    for (const key of path.slice(0, -1)) {
        inner = inner[key] as typeof inner;
    }
    const last = path.at(-1) ?? "";
    if (wanted === undefined) {
        // Out of the object, as the API server leaves out what is not set.
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
        delete inner[last];
    } else {
        inner[last] = wanted;
    }
    return copy;
}

export function named(objects: readonly JsonObject[], kind: string, name: string): JsonObject {
    const found = objects.find(
        (object) => object.kind === kind && textAt(object, "metadata", "name") === name,
    );
    if (found === undefined) {
        throw new Error(`no ${kind} ${name}`);
    }
    return found;
}

/** The objects with one of them changed. */
export function withChange(
    objects: readonly JsonObject[],
    kind: string,
    name: string,
    path: readonly (string | number)[],
    wanted: Json | undefined,
): readonly JsonObject[] {
    const before = named(objects, kind, name);
    return objects.map((one) => (one === before ? withValue(one, path, wanted) : one));
}

/** What is seen of a shop of these objects when everything else about it is well. */
export function healthy(
    objects: readonly JsonObject[],
    more: Partial<ObservedShop> = {},
): ObservedShop {
    const deployments = objects.filter(({ kind }) => kind === "Deployment");
    return {
        objects: normalise(objects),
        keeper: "stack",
        pods: deployments.map((deployment) => ({
            name: textAt(deployment, "metadata", "name") ?? "",
            wanted: 1,
            ready: 1,
            isSettled: true,
        })),
        restarts: {},
        traces: { leases: [], jobs: [] },
        strays: [],
        frontEnd: { failure: undefined, p50Milliseconds: 12, requests: 5 },
        ...more,
    };
}

export function snapshotFor(seen: ObservedShop): Snapshot {
    return snapshotOf(place, seen, [], new Date("2025-01-31T12:00:00Z"));
}

/** Without colours, which some environments switch on. */
export const plain = stripVTControlCharacters;
