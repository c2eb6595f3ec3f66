import { failureReasons } from "../../evidence/evidence";
import { nothing } from "../figureText";
import type { ReportBody } from "../model";
import { count, dollars } from "../numbers";
import { escaped } from "./escape";
import { armName, scrolled, section } from "./parts";
import { reasonTexts } from "./reasons";

/** Requests, users, orders and money under each arm. */
export function harmSection(model: ReportBody): string {
    const intro =
        `Medians over the ${model.source.run}s, per run; of a fix that came late with what ` +
        "happened before it.";
    const table = scrolled("Harm by arm", harmTable(model), "scroll for more columns");
    return section("harm", "Who was harmed", intro, table, model.source.tag);
}

function harmTable(model: ReportBody): string {
    const heads = ["arm", "requests", "failed", ...failureReasons.map((r) => reasonTexts[r])];
    const rows = model.arms.map(({ id, harm }) => {
        const cell = (name: string, value: number | undefined, text: string): string =>
            value === undefined
                ? `<td>${nothing}</td>`
                : `<td data-arm="${escaped(id)}" data-harm="${name}" data-value="${value}">${text}</td>`;
        return `<tr><th scope="row">${armName(id)}</th>${[
            cell("requests", harm.requests, count(harm.requests)),
            cell("failedRequests", harm.failedRequests, count(harm.failedRequests)),
            ...failureReasons.map((r) => cell(r, harm.byReason[r], count(harm.byReason[r]))),
            cell("usersHit", harm.usersHit, `${count(harm.usersHit ?? 0)} of ${count(harm.users)}`),
            cell("failedOrders", harm.failedOrders, count(harm.failedOrders ?? 0)),
            cell("unshippedOrders", harm.unshippedOrders, count(harm.unshippedOrders ?? 0)),
            cell("dollarsAtRisk", harm.dollarsAtRisk, dollars(harm.dollarsAtRisk ?? 0)),
        ].join("")}</tr>`;
    });
    const columns = [...heads, "users hit", "failed orders", "unshipped orders", "money at risk"];
    return `<table class="harm"><thead><tr>${columns
        .map((head) => `<th scope="col">${head}</th>`)
        .join("")}</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table>`;
}
