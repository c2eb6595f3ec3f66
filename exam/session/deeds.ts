/** What happens on a control's shop that has nothing to do with anything: red herrings. */
import { setTimeout as sleep } from "node:timers/promises";

import { isNotFound } from "../../range/controlPlane/apiTransport";
import type { Range } from "../../range/range";
import type { Deed } from "../tasks/tasks";

/** What was done before anybody comes to sit the exam. */
export async function doEarlierDeeds(range: Range, deeds: readonly Deed[]): Promise<void> {
    for (const deed of deeds) {
        if (deed.what === "mute") {
            await mute(range, deed.monitor);
        }
    }
}

/** Does the others, each so many seconds of the world after now. */
export async function doDeeds(
    range: Range,
    deeds: readonly Deed[],
    signal: AbortSignal,
): Promise<void> {
    const began = range.clock.nowSeconds();
    for (const deed of deeds) {
        if (deed.what === "mute") {
            continue;
        }
        const seconds = began + deed.afterSeconds - range.clock.nowSeconds();
        await sleep(Math.max(0, (seconds * 1000) / range.clock.speed), undefined, { signal }).catch(
            () => undefined,
        );
        if (!signal.aborted) {
            await patch(range, deed.service, bodyOf(deed.what, range.clock.wallSeconds()));
        }
    }
}

function bodyOf(what: "restart" | "touch", wallSeconds: number): object {
    const now = new Date(wallSeconds * 1000).toISOString();
    return what === "touch"
        ? { metadata: { annotations: { "kubernetes.io/change-cause": `review of ${now}` } } }
        : { spec: { template: { metadata: { annotations: restartedAt(now) } } } };
}

const restartedAt = (now: string): object => ({ "kubectl.kubernetes.io/restartedAt": now });

async function patch(range: Range, service: string, body: object): Promise<void> {
    const path = `/apis/apps/v1/namespaces/sock-shop/deployments/${service}`;
    const query = "?fieldManager=kubectl-rollout";
    try {
        await range.plane.api.request("PATCH", path + query, body, "application/merge-patch+json");
    } catch (error) {
        // Who sits the exam may have deleted it.
        if (!isNotFound(error)) {
            throw error;
        }
    }
}

async function mute({ access, account }: Range, name: string): Promise<void> {
    const found = [...account.account.monitors.values()].find((one) =>
        String(one.name).startsWith(name),
    );
    if (found === undefined) {
        throw new Error(`There is no monitor whose name begins with "${name}".`);
    }
    const answer = await fetch(`${account.url}/api/v1/monitor/${String(found.id)}/mute`, {
        method: "POST",
        headers: { "dd-api-key": access.apiKey, "dd-application-key": access.appKey },
    });
    if (!answer.ok) {
        throw new Error(`The monitor "${name}" was not muted: ${answer.status}`);
    }
}
