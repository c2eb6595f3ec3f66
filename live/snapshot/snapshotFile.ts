import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { z } from "zod";

import { hashOf } from "./hash";
import type { RestartCounts } from "./health";
import type { ShopObject } from "./normalise";
import type { ObservedShop } from "./observe";
import { npmRun, type Place } from "./place";

/** A shop as it was, to be compared with later. */
export interface Snapshot extends Place {
    readonly schema: typeof schema;
    readonly hash: string;
    /** ISO 8601, UTC. */
    readonly takenAt: string;
    /** Why it should not have been taken; not empty only when that was asked for. */
    readonly forced: readonly string[];
    readonly restarts: RestartCounts;
    readonly objects: readonly ShopObject[];
}

/** A snapshot that is not there, or cannot be used. The message says what to do. */
export class SnapshotError extends Error {}

/** Raised whenever objects are normalised in another way: older hashes mean nothing then. */
const schema = 1;

const fileSchema = z.object({
    schema: z.literal(schema),
    hash: z.string(),
    takenAt: z.iso.datetime(),
    context: z.string(),
    namespace: z.string(),
    forced: z.array(z.string()),
    restarts: z.record(z.string(), z.number()),
    objects: z.array(
        z
            .object({
                apiVersion: z.string(),
                kind: z.string(),
                metadata: z.object({ name: z.string() }).catchall(z.json()),
            })
            .catchall(z.json()),
    ),
});

export function snapshotOf(
    place: Place,
    { objects, restarts }: ObservedShop,
    forced: readonly string[],
    takenAt: Date,
): Snapshot {
    const { context, namespace } = place;
    const hash = hashOf(objects);
    return {
        schema,
        hash,
        takenAt: takenAt.toISOString(),
        context,
        namespace,
        forced,
        restarts,
        objects,
    };
}

/** Where a snapshot is kept unless told otherwise. Contexts may hold what file names may not. */
export function defaultFile({ context, namespace }: Place): string {
    return join("snapshots", `${context.replace(/[^\w.-]+/g, "_")}-${namespace}.json`);
}

export function writeSnapshot(file: string, snapshot: Snapshot): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(snapshot, undefined, 2)}\n`);
}

/** Throws {@link SnapshotError} when there is none, or none that can be compared with. */
export function readSnapshot(file: string, place: Place): Snapshot {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch {
        throw new SnapshotError(
            `There is no snapshot ${file}. Take one while the shop is healthy: ${npmRun("snapshot", place)}`,
        );
    }
    return parseSnapshot(text, file, place);
}

/** The snapshot in a file's text; `file` and `place` are for the error's message. */
export function parseSnapshot(text: string, file: string, place: Place): Snapshot {
    const unusable = (why: string): SnapshotError =>
        new SnapshotError(
            `The snapshot ${file} cannot be used: ${why}. Take a new one while the shop is ` +
                `healthy: ${npmRun("snapshot", place)}`,
        );
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        throw unusable("it is not JSON");
    }
    const parsed = fileSchema.safeParse(value);
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const where = issue?.path.join(".") ?? "";
        throw unusable(
            where === "schema" ? "it was taken by another version" : `${where} is not as expected`,
        );
    }
    if (hashOf(parsed.data.objects) !== parsed.data.hash) {
        throw unusable("its objects do not have its hash, so it was changed since");
    }
    return parsed.data;
}
