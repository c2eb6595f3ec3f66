import type { Evidence } from "../evidence/evidence";
import { type Contract, contractVerdict } from "./contract";
import { figuresOf } from "./figures";
import { harmOf } from "./harm";
import { nodeUseOf } from "./nodeUse";
import { podLoadsOf } from "./podLoads";
import { recoveryOf } from "./recovery";
import type { RunResult } from "./judgedArm";

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
