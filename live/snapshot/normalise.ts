import canonicalize from "canonicalize";

import { annotations, isManaged } from "../../shop/names";
import { at, field, isList, isObject, type Json, type JsonObject, textAt } from "./json";

/** An object of the shop as somebody meant it to be: without what the cluster adds by itself. */
export interface ShopObject {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly [field: string]: Json };
    readonly [field: string]: Json;
}

/**
 * Annotations that say how an object came about, not what it is. `restartedAt` is left behind for
 * ever by `kubectl rollout restart`; the `run` label only makes a fault be set again.
 */
const noise: readonly RegExp[] = [
    /^pulumi\.com\//,
    /^deployment\.kubernetes\.io\/revision$/,
    /^kubectl\.kubernetes\.io\/(last-applied-configuration|restartedAt)$/,
    /^kubernetes\.io\/change-cause$/,
    new RegExp(`^${annotations.run}$`),
];

/**
 * Lists that Kubernetes merges by these fields of their items. A server-side apply may leave them
 * in another order than it found them, so their order must not count. (It could for `env`, where a
 * value may refer to an earlier one; the shop has no such value.)
 */
const mergeKeys: ReadonlyMap<string, readonly string[]> = new Map([
    ["containers", ["name"]],
    ["env", ["name"]],
    ["imagePullSecrets", ["name"]],
    ["ports", ["containerPort", "port", "protocol"]],
    ["volumeMounts", ["mountPath"]],
    ["volumes", ["name"]],
]);

/**
 * The objects without noise, in an order of their own. Those that are being deleted count as gone.
 * A Deployment whose replicas belong to an autoscaler of ours is kept without their number.
 */
export function normalise(live: readonly JsonObject[]): readonly ShopObject[] {
    const present = live.filter((one) => at(one, "metadata", "deletionTimestamp") === undefined);
    const autoscaled = new Set(present.flatMap(targetOfOurAutoscaler));
    return present
        .map((one) => normalised(one, autoscaled))
        .sort((a, b) => compareText(titleOf(a), titleOf(b)));
}

/** Kind and name, like `Deployment front-end`. */
export function titleOf({ kind, metadata }: ShopObject): string {
    return `${kind} ${metadata.name}`;
}

function targetOfOurAutoscaler(object: JsonObject): readonly string[] {
    const target = at(object, "spec", "scaleTargetRef");
    const name = textAt(target, "name");
    return isOurs(object) && textAt(target, "kind") === "Deployment" && name !== undefined
        ? [name]
        : [];
}

/** Whether the stack made it. */
export function isOurs(object: Json): boolean {
    return isManaged(objectOr(at(object, "metadata", "labels")));
}

function normalised(object: JsonObject, autoscaled: ReadonlySet<string>): ShopObject {
    const kind = textAt(object, "kind") ?? "";
    const name = textAt(object, "metadata", "name") ?? "";
    const isAutoscaled = kind === "Deployment" && autoscaled.has(name);
    const spec = normalSpec(kind, objectOr(object.spec), isAutoscaled);
    // Whatever else there is stays; the status is what the cluster reports, not what it was told.
    const rest = without(object, ["apiVersion", "kind", "metadata", "spec", "status"]);
    return {
        apiVersion: textAt(object, "apiVersion") ?? "",
        kind,
        metadata: { name, ...normalMetadata(object.metadata) },
        ...cleanedFields({ ...rest, spec }),
    };
}

/** Of metadata only what people set. */
function normalMetadata(metadata: Json | undefined): JsonObject {
    const notes = Object.entries(objectOr(field(metadata, "annotations"))).filter(
        ([key]) => !noise.some((pattern) => pattern.test(key)),
    );
    const labels = objectOr(field(metadata, "labels"));
    return {
        ...(Object.keys(labels).length === 0 ? {} : { labels }),
        ...(notes.length === 0 ? {} : { annotations: Object.fromEntries(notes) }),
    };
}

function normalSpec(kind: string, spec: JsonObject, isAutoscaled: boolean): JsonObject {
    if (kind === "Service") {
        // An address is handed out anew with every Service; to have none is a decision.
        const rest = without(spec, ["clusterIP", "clusterIPs"]);
        return spec.clusterIP === "None" ? { ...rest, clusterIP: "None" } : rest;
    }
    return isAutoscaled ? without(spec, ["replicas"]) : spec;
}

/** The value under that key, without noise and with lists in an order of their own. */
function cleaned(value: Json, key: string): Json {
    if (isList(value)) {
        const items = value.map((item) => cleaned(item, ""));
        const by = mergeKeys.get(key);
        return by === undefined ? items : sortedBy(items, by);
    }
    if (!isObject(value)) {
        return value;
    }
    if (key === "metadata") {
        return normalMetadata(value);
    }
    return cleanedFields(value);
}

function cleanedFields(object: JsonObject): JsonObject {
    return Object.fromEntries(
        Object.entries(object).map(([key, value]) => [key, cleaned(value, key)]),
    );
}

function sortedBy(items: readonly Json[], keys: readonly string[]): readonly Json[] {
    const rank = (item: Json): string => canonicalize(keys.map((key) => field(item, key))) ?? "";
    return items.toSorted((a, b) => compareText(rank(a), rank(b)));
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
    return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function objectOr(value: Json | undefined): JsonObject {
    return isObject(value) ? value : {};
}

/** By code units: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
    return a < b ? -1 : Number(a > b);
}
