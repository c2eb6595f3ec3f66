import type { Evidence } from "../evidence/evidence";
import { type Contract, contractVerdict } from "../verdict/contract";
import { figuresOf } from "../verdict/figures";
import { harmOf } from "../verdict/harm";
import { nodeUseOf } from "../verdict/nodeUse";
import { podLoadsOf } from "../verdict/podLoads";
import { recoveryOf } from "../verdict/recovery";
import type { RunResult } from "./types";

/**
 * What one run has shown by itself, whoever has watched it.
 * @param fixSeconds when the fix came, in seconds after the first user; 0: it was there
 */
export function judgedRun(
    evidence: Evidence,
    contract: Contract,
    { seed, fixSeconds }: { readonly seed: number; readonly fixSeconds: number },
): RunResult {
    return {
        seed,
        figures: figuresOf(evidence, contract.load),
        contract: contractVerdict(contract, evidence),
        recovery: recoveryOf(evidence),
        harm: harmOf(evidence),
        node: nodeUseOf(evidence),
        pods: podLoadsOf(evidence, evidence.run.loadStart + fixSeconds),
    };
}
