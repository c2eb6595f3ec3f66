import { type FailureReason, failureReasons } from "../../evidence/evidence";
import type { JudgedArm, SeedResult } from "../../verdict/judgedArm";
import { median } from "../../verdict/chance";
import type { ArmHarm } from "../model";

type ByReason = Record<FailureReason, number>;

/** Who was harmed under an arm: medians over the seeds; reasons are those of the middle run. */
export function armHarm({ seeds }: JudgedArm): ArmHarm {
    const middle = (of: (seed: SeedResult) => number): number => median(seeds.map(of));
    const isKnown = seeds.every((seed) => seed.harm.usersHit !== null);
    const hasOrders = seeds.some((seed) => seed.figures.orderFailureRatio !== null);
    const { figures, harm } = middleRun(seeds);
    const byReason = (of: (reason: FailureReason) => number): ByReason =>
        Object.fromEntries(failureReasons.map((reason) => [reason, of(reason)])) as ByReason;
    return {
        requests: middle(({ harm: one }) => one.requests),
        failedRequests: middle(({ harm: one }) => one.requestsFailed),
        users: middle(({ harm: one }) => one.users),
        usersHit: isKnown ? middle(({ harm: one }) => one.usersHit ?? 0) : undefined,
        unshippedOrders:
            hasOrders && seeds.every(({ harm: one }) => one.ordersUnshipped !== null)
                ? middle(({ harm: one }) => one.ordersUnshipped ?? 0)
                : undefined,
        failedOrders: hasOrders ? middle(({ harm: one }) => one.ordersFailed) : undefined,
        dollarsAtRisk: hasOrders ? middle(({ harm: one }) => one.moneyAtRiskDollars) : undefined,
        byReason: byReason((reason) => figures.failuresByReason[reason]),
        shareByReason: byReason(
            (reason) => figures.failuresByReason[reason] / Math.max(1, harm.requests),
        ),
    };
}

/** The run in the middle by the share that failed: reasons of several runs make up none. */
function middleRun(seeds: readonly SeedResult[]): SeedResult {
    const sorted = [...seeds].sort(
        (one, other) => one.figures.requestFailureRatio - other.figures.requestFailureRatio,
    );
    const middle = sorted[(sorted.length - 1) >> 1];
    if (middle === undefined) {
        throw new RangeError("An arm without a run has no harm.");
    }
    return middle;
}
