import type { Plan, PlannedResource } from "../../../plan/plan";
import { creations } from "../../../range/apply/datadog/requests";
import type { Fields } from "../../../range/account/http/exchange";

/** Sends a request to the account's API, and fails when it is refused. */
export type Send = (method: string, path: string, body: Fields) => Promise<Fields>;

/** Brings what a plan has for Datadog into an account; returns the ids by resource name. */
export async function provisioned(
    { resources }: Plan,
    send: Send,
): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const { type, name, inputs } of resources.toSorted(byReference)) {
        const creation = creations[type]?.(withIds(inputs, ids));
        if (creation !== undefined) {
            const answer = await send("POST", creation.path, creation.body as Fields);
            ids.set(name, creation.idOf(answer));
        }
    }
    return ids;
}

/** Composites, and whoever watches objectives, come last. */
function byReference(one: PlannedResource, other: PlannedResource): number {
    const rank = ({ inputs: { type } }: PlannedResource): number =>
        type === "composite" ? 2 : type === "slo alert" ? 1 : 0;
    return rank(one) - rank(other);
}

/** A plan calls the id of a resource by its name and `-id`. */
function withIds(
    inputs: Readonly<Record<string, unknown>>,
    ids: ReadonlyMap<string, string>,
): Fields {
    const text = JSON.stringify(inputs).replace(
        /[a-z][a-z0-9-]*-id\b/g,
        (word) => ids.get(word.slice(0, -3)) ?? word,
    );
    return JSON.parse(text) as Fields;
}
