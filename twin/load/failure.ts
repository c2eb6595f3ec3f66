import type { FailureReason } from "../../evidence/evidence";
import type { LoadRequestSpec } from "../read/objects";

/** Whether an answer counts as failed, and why: as scenarios/load/shop.py judges it. */
export function failureOf(
    { success, slowAfterSeconds }: LoadRequestSpec,
    status: number,
    seconds: number,
): FailureReason | undefined {
    if (slowAfterSeconds !== null && seconds > slowAfterSeconds) {
        return "slow";
    }
    return success.includes(status) ? undefined : "status";
}
