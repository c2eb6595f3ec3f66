import { isList, isObject, type Json } from "./json";

/** One field that is not as it was. */
export interface FieldDifference {
    /** Like `spec.template.spec.containers[front-end].resources.limits.memory`. */
    readonly path: string;
    /** Undefined: the field was not there. */
    readonly before: Json | undefined;
    /** Undefined: the field is gone. */
    readonly after: Json | undefined;
}

/** Fields that tell the items of a list apart, the most telling first. */
const itemKeys = ["name", "mountPath", "containerPort", "port"];

/**
 * All that differs between two values, field by field; empty exactly when they are the same JSON.
 * Items of lists are matched by their name where they have one, so that an item that was put in
 * between shows up as that and not as a change of all that follow.
 */
export function differencesOf(
    before: Json | undefined,
    after: Json | undefined,
    path = "",
): readonly FieldDifference[] {
    if (isObject(before) && isObject(after)) {
        return matched(mapOf(before), mapOf(after), (key) => path + property(path, key));
    }
    if (isList(before) && isList(after)) {
        return listDifferences(before, after, path);
    }
    const isSame = JSON.stringify(before) === JSON.stringify(after);
    return isSame ? [] : [{ path, before, after }];
}

function listDifferences(
    before: readonly Json[],
    after: readonly Json[],
    path: string,
): readonly FieldDifference[] {
    const key = itemKeys.find((candidate) => tellsApart(before, candidate, after));
    const named = (items: readonly Json[]): ReadonlyMap<string, Json> =>
        new Map(items.map((item, index) => [labelOf(item, key) ?? String(index), item]));
    const [was, is] = [named(before), named(after)];
    const inside = matched(was, is, (label) => `${path}[${label}]`);
    const [oldOrder, newOrder] = [[...was.keys()], [...is.keys()]];
    const isSameOrder = JSON.stringify(oldOrder) === JSON.stringify(newOrder);
    return inside.length > 0 || isSameOrder
        ? inside
        : [{ path: `${path} (order)`, before: oldOrder, after: newOrder }];
}

function tellsApart(before: readonly Json[], key: string, after: readonly Json[]): boolean {
    return [before, after].every((items) => {
        const labels = items.map((item) => labelOf(item, key));
        return !labels.includes(undefined) && new Set(labels).size === labels.length;
    });
}

function labelOf(item: Json, key: string | undefined): string | undefined {
    const label = key === undefined || !isObject(item) ? undefined : item[key];
    return typeof label === "string" || typeof label === "number" ? String(label) : undefined;
}

function matched(
    before: ReadonlyMap<string, Json>,
    after: ReadonlyMap<string, Json>,
    pathOf: (key: string) => string,
): readonly FieldDifference[] {
    const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
    return keys.flatMap((key) => differencesOf(before.get(key), after.get(key), pathOf(key)));
}

function mapOf(object: Readonly<Record<string, Json>>): ReadonlyMap<string, Json> {
    return new Map(Object.entries(object));
}

/** Names with dots and slashes, as labels have them, go into brackets. */
function property(path: string, key: string): string {
    if (!/^[A-Za-z_$][\w$]*$/.test(key)) {
        return `[${JSON.stringify(key)}]`;
    }
    return path === "" ? key : `.${key}`;
}
