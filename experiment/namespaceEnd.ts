/** A namespace that somebody deletes: it goes with all that is in it, and takes its time. */
import { type ApiReader, ApiServerError } from "../live/snapshot/apiServer";
import { type JsonObject, listAt, textAt } from "../live/snapshot/json";
import { messageOf } from "../tools/messageOf";

export interface Waiter {
    readonly report: (line: string) => void;
    /** Seconds of the wall. */
    readonly wait: (seconds: number) => Promise<void>;
}

/** As long as the stack gives to its own deletion of it, seconds of the wall. */
const patienceSeconds = 600;
const pollSeconds = 2;

/**
 * Resolves at once unless the namespace is being deleted, else when it is gone: whoever looks still
 * finds in it what is about to go, and what would be made there is refused. Rejects with what keeps
 * it when it does not go.
 */
export async function awaitNamespaceEnd(
    reader: ApiReader,
    name: string,
    { report, wait }: Waiter,
): Promise<void> {
    let said = "";
    for (let waited = 0; ; waited += pollSeconds) {
        const namespace = await readNamespace(reader, name);
        if (textAt(namespace, "metadata", "deletionTimestamp") === undefined) {
            return;
        }
        const what = remaining(namespace);
        if (waited >= patienceSeconds) {
            throw new Error(
                `Namespace ${name} is being deleted and has not gone within ` +
                    `${patienceSeconds / 60} minutes. ${what} Nothing can be made in it until it ` +
                    `is gone. What holds it: kubectl describe namespace ${name}`,
            );
        }
        if (said !== what) {
            report(`Namespace ${name} is being deleted; waiting until it is gone. ${what}`.trim());
            said = what;
        }
        await wait(pollSeconds);
    }
}

/** Undefined: there is none. */
async function readNamespace(reader: ApiReader, name: string): Promise<JsonObject | undefined> {
    try {
        return await reader.get(`/api/v1/namespaces/${name}`);
    } catch (error) {
        if (error instanceof ApiServerError && error.status === 404) {
            return undefined;
        }
        throw new Error(`Namespace ${name} cannot be looked at: ${messageOf(error)}`, {
            cause: error,
        });
    }
}

/** Conditions of a namespace's end whose messages name what is still in it, and what keeps that. */
const telling = new Set(["NamespaceContentRemaining", "NamespaceFinalizersRemaining"]);

/** What the namespace's controller says is still there; empty when it says nothing yet. */
function remaining(namespace: JsonObject | undefined): string {
    return listAt(namespace, "status", "conditions")
        .filter((one) => telling.has(textAt(one, "type") ?? ""))
        .filter((one) => textAt(one, "status") === "True")
        .flatMap((one) => textAt(one, "message") ?? [])
        .map((message) => (message.endsWith(".") ? message : `${message}.`))
        .join(" ");
}
