import type { FailureReason } from "../../evidence/evidence";
import type { EndedRequest } from "../observer";
import type { LoadTaskFacts } from "./clusterFacts";

/*
 * How the load's scripts word a failure: scenarios/load/failures.py for losses, shop.py for answers
 * that came, checkout.py for orders.
 */

const lost = {
    closed: "closed: no answer",
    cutShort: "cut short: incomplete answer",
    reset: "reset: connection reset by peer",
    refused: "refused: connection refused",
    noRoute: "unreachable: no route to host",
    connectTimeout: "connect timeout: the network gave up",
} as const satisfies Partial<Record<FailureReason, string>>;

/** The text of a failure in Locust's statistics. */
export function failureText(request: EndedRequest, task: LoadTaskFacts | undefined): string {
    const { failure, status = 0 } = request;
    switch (failure) {
        case undefined:
            return "";
        case "slow": {
            const text = `slow: over ${String(task?.slowAfterSeconds ?? "?")} s`;
            return task?.success.includes(status) === false ? `${text} (HTTP ${status})` : text;
        }
        case "status":
            return `HTTP ${status}`;
        default:
            return lost[failure];
    }
}
