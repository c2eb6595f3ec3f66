import { type FailureReason, failureReasons } from "../../evidence/evidence";
import type { Arm, ReportBody } from "../model";
import { percent } from "../numbers";
import { escaped } from "./escape";
import { armName, section } from "./parts";
import { reasonKey, reasonTexts } from "./reasons";

/** A bar per arm: how the requests of its users ended. The first thing to look at. */
export function outcomeSection(model: ReportBody): string {
    const bars = model.arms.map(reasonBar).join("\n");
    const intro =
        "All requests of the run in the middle, by how they failed; the empty rest went well. Of " +
        "a fix that came late with what happened before it.";
    const body = `<div class="reasons">${bars}</div>\n${reasonKey}`;
    return section("outcome", "What users got", intro, body, model.source.tag);
}

function reasonBar({ id, harm: { shareByReason } }: Arm): string {
    const failed = failureReasons.reduce((sum, reason) => sum + shareByReason[reason], 0);
    const parts = failureReasons
        .filter((reason) => shareByReason[reason] > 0)
        .map((reason) => part(reason, shareByReason[reason]));
    return `<div class="row" data-arm="${escaped(id)}" data-failed="${failed}"><span>${armName(id)}</span>
<span class="stack" role="img" aria-label="${percent(failed)} of requests failed">${parts.join("")}</span>
<small>${percent(failed)} failed</small></div>`;
}

function part(reason: FailureReason, share: number): string {
    const text = share >= leastWithText ? percent(share) : "";
    const title = `${reasonTexts[reason]}: ${percent(share)}`;
    const width = `width:${(share * 100).toFixed(2)}%`;
    return `<i class="${reason}" style="${width}" title="${title}">${text}</i>`;
}

/** The share of a bar, in which a number has room on a phone. */
const leastWithText = 0.09;
