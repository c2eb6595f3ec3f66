/** A JSON value as the API server sends it. */
export type Json =
    string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = Readonly<Record<string, Json>>;

export function isList(value: Json | undefined): value is readonly Json[] {
    return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object's own field; undefined where the value is no object or has no such field. */
export function field(value: Json | undefined, key: string): Json | undefined {
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value deep inside, by the names of the fields on the way. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
    return path.reduce(field, value);
}

export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
    const found = at(value, ...path);
    return typeof found === "string" ? found : undefined;
}

/** The number deep inside; what is not there is `missing`, by default 0. */
export function numberAt(value: Json, path: readonly string[], missing = 0): number {
    const found = at(value, ...path);
    return typeof found === "number" ? found : missing;
}

/** The list deep inside; empty when it is not there. */
export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
    const found = at(value, ...path);
    return isList(found) ? found : [];
}
