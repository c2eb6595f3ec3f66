import { type FailureReason, failureReasons } from "../../evidence/evidence";
import type { ArmResult, SeedResult } from "../../rehearsal/types";
import type { Harm } from "../model";

type ByReason = Record<FailureReason, number>;

/** Who was harmed under an arm: means over the seeds. */
export function harmOf({ seeds }: ArmResult): Harm {
    const mean = (of: (seed: SeedResult) => number): number =>
        seeds.reduce((sum, seed) => sum + of(seed), 0) / Math.max(1, seeds.length);
    const isKnown = seeds.every(({ harm }) => harm.usersHit !== null);
    const byReason = (of: (seed: SeedResult, reason: FailureReason) => number): ByReason =>
        Object.fromEntries(
            failureReasons.map((reason) => [reason, mean((seed) => of(seed, reason))]),
        ) as ByReason;
    return {
        requests: mean(({ harm }) => harm.requests),
        failedRequests: mean(({ harm }) => harm.requestsFailed),
        users: mean(({ harm }) => harm.users),
        usersHit: isKnown ? mean(({ harm }) => harm.usersHit ?? 0) : undefined,
        failedOrders: mean(({ harm }) => harm.ordersFailed),
        dollarsAtRisk: mean(({ harm }) => harm.moneyAtRiskDollars),
        byReason: byReason(({ figures }, reason) => figures.failuresByReason[reason]),
        shareByReason: byReason(
            ({ figures, harm }, reason) =>
                figures.failuresByReason[reason] / Math.max(1, harm.requests),
        ),
    };
}
