import type { FailureReason } from "../../evidence/evidence";
import type { MixName } from "../../scenarios/load/mixes";
import source from "../fixtures/customers.json";

/** An answer, and how its failure is called; empty: it counts as success. */
export interface AnswerCase {
    readonly success: number[];
    readonly slowAfterSeconds: number | null;
    readonly status: number;
    readonly seconds: number;
    readonly text: string;
}

/** A way to get no answer, by what Python sees of it, and how it is called. */
export interface LossCase {
    readonly reason: FailureReason;
    readonly while: "connecting" | "answering";
    /** Name of the error number, or else of the exception. */
    readonly errno?: string;
    readonly raises?: string;
    readonly text: string;
}

/** What a user's set-up comes to when its first requests fail. */
export interface SetupCase {
    readonly mix: MixName;
    readonly failures: number;
    /** Names of the requests, and the longest that the pauses between them may be, in seconds. */
    readonly steps: readonly (string | number)[];
}

/**
 * What customers do alike in both forms: the load scripts (shop.py, failures.py) and the simulation
 * (twin/load, twin/telemetry/failureWords.ts).
 */
export const customerCases = source as {
    readonly answers: readonly AnswerCase[];
    readonly losses: readonly LossCase[];
    readonly setups: readonly SetupCase[];
};
