/** Brings what a plan has for Datadog into an account, as the provider would. */
import type { Plan, PlannedResource } from "../../../plan/plan";
import type { Fields } from "../http/exchange";
import { accountTypes, bodyOf } from "./bodies";

/** Sends a request to the account's API; fails when it is refused. */
export type Send = (method: "POST" | "PUT", path: string, body: Fields) => Promise<Fields>;

/** Ids in the account, by the names of the resources. */
export type Provisioned = ReadonlyMap<string, string>;

/**
 * Makes what is not there yet and changes the rest.
 * @param known what an earlier call has returned
 */
export async function provision(
    { resources }: Plan,
    send: Send,
    known: Provisioned = new Map(),
): Promise<Provisioned> {
    const ids = new Map(known);
    const inText = (text: string): string => withIds(text, ids);
    for (const resource of inOrder(resources)) {
        const made = bodyOf(resource, inText);
        const id = ids.get(resource.name);
        if (made === undefined) {
            continue;
        }
        if (id === undefined) {
            ids.set(resource.name, idIn(await send("POST", made.path, made.body)));
        } else if (made.path.startsWith("/api/v1/")) {
            // What v2 has, log-based metrics and downtimes, is the same for all incidents.
            await send("PUT", `${made.path}/${id}`, made.body);
        }
    }
    return ids;
}

/** Composites after what they are made of, which is monitors too. */
function inOrder(resources: readonly PlannedResource[]): readonly PlannedResource[] {
    const rank = ({ type, inputs }: PlannedResource): number =>
        accountTypes.findIndex((one) => one === type) + (inputs.type === "composite" ? 0.5 : 0);
    return resources.toSorted((one, other) => rank(one) - rank(other));
}

/** A plan calls the id of a resource by its name and `-id`. */
function withIds(text: string, ids: Provisioned): string {
    return text.replace(/[a-z][a-z0-9-]*-id\b/g, (word) => ids.get(word.slice(0, -3)) ?? word);
}

function idIn(answer: Fields): string {
    const { data } = answer;
    const [first] = [data].flat();
    const found = (first as Fields | undefined)?.id ?? answer.id;
    return String(found);
}
