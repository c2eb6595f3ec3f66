import { logPipeline } from "../../components/observability/pipeline/definition";
import { PreparedEvidence } from "../../datadog/monitors/history";
import type { Evidence } from "../../evidence/evidence";

/** Evidence of the shop, whose logs go through the pipeline that the stack deploys. */
export function shopEvidence(evidence: Evidence): PreparedEvidence {
    return new PreparedEvidence(evidence, logPipeline);
}
