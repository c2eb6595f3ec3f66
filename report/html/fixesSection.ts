import { momentKind, momentTitle } from "../arms/armTitle";
import { spreadText } from "../figureText";
import { armsAt, armsByFix, judgeArm, judgementText, leadFigure, momentsOf } from "../judgement";
import type { Arm, ArmFix, Figure, ReportBody } from "../model";
import { elapsed } from "../numbers";
import { unevenPods } from "../unevenPods";
import { wordsOfWorth } from "../words";
import { dots, dotScale } from "./dots";
import { escaped } from "./escape";
import { armName, scrolled, section } from "./parts";

/** What each fix is worth at each moment at which it came: the answer that the page is opened for. */
export function fixesSection(model: ReportBody): string {
    const figure = leadFigure(model);
    const moments = momentsOf(model);
    const intro =
        `A dot is a run: ${figure.label}${isTypical(figure) ? " for most of the time" : ""}, from ` +
        "when the fix is there to the end of the load; the ring is the same run without it. " +
        "Beside it the median. A fix that was there before is prevention; one that comes once the " +
        `alert has come is response, to a shop that is down. ${wordsOfWorth}`;
    const heads = moments
        .map((moment) => `<th scope="col">${escaped(heading(moment))}</th>`)
        .join("");
    const fixes = armsByFix(moments.map((moment) => armsAt(model, moment)));
    const rows = fixes.map(({ fix, arms }) => {
        const cells = arms.map((arm) =>
            arm?.fix === undefined ? "<td></td>" : cellOf(model, figure, arm, arm.fix),
        );
        return `<tr><th scope="row">${armName(fix)}</th>${cells.join("")}</tr>`;
    });
    const scale = moments.map(() => `<td>${dotScale(figure, highest(model))}</td>`).join("");
    const table = `<table class="worth"><thead><tr><th scope="col">fix</th>${heads}</tr></thead>
<tbody>\n${rows.join("\n")}\n</tbody><tfoot><tr><td></td>${scale}</tr></tfoot></table>`;
    const remarks = [shortages(model), uneven(model)].join("");
    const body = `${scrolled("Worth of each fix", table)}${remarks}`;
    return fixes.length === 0
        ? ""
        : section("worth", "Does a fix help?", intro, body, model.source.tag);
}

/** The 95th percentile of a stretch is that of most of its time: see verdict/course.ts. */
const isTypical = ({ kind }: Figure): boolean => kind === "milliseconds";

function heading(moment: string): string {
    return `${momentKind(moment)}: ${momentTitle(moment)}`;
}

function cellOf(model: ReportBody, figure: Figure, { id }: Arm, fix: ArmFix): string {
    const judgement = judgeArm(model, id) ?? "";
    const good = ["cures", "helps"].includes(judgement);
    const kind = good ? "better" : judgement === "makes it worse" ? "worse" : "unclear";
    const values = fix.seeds.map(({ value }) => value);
    const place = `data-arm="${escaped(id)}" data-value="${fix.value ?? ""}"`;
    return (
        `<td ${place} data-helped="${fix.verdict.helped}" data-seeds="${fix.verdict.seeds}" ` +
        `data-heading="${escaped(heading(fix.moment))}" class="${kind}">` +
        `${dots(figure, fix.seeds, highest(model), model.source.run)}<b>${escaped(judgementText(model, id))}</b> ` +
        `<span>${escaped(spreadText(figure.kind, fix.value, values))}</span>` +
        `<small class="${fix.servedWellSeeds === 0 ? "never" : ""}">${escaped(wellText(fix))}</small></td>`
    );
}

function wellText({
    servedWellSeconds,
    servedWellSeeds,
    verdict,
    atSeconds,
    seeds,
}: ArmFix): string {
    if (atSeconds === undefined) {
        return verdict.judgement === "nobody is told"
            ? "no monitor tells"
            : "the load is over by then";
    }
    if (servedWellSeconds === undefined) {
        return "users are never served well";
    }
    const often =
        servedWellSeeds < seeds.length ? ` in ${servedWellSeeds} of ${seeds.length} runs` : "";
    const since = atSeconds > 0 ? "after the fix" : "after the first user";
    return `users are served well ${elapsed(servedWellSeconds)} ${since}${often}`;
}

/** The end of the dots' axis: all of the requests, or the slowest run. */
function highest(model: ReportBody): number {
    return leadFigure(model).kind === "ratio"
        ? 1
        : Math.max(
              ...model.arms.flatMap(({ fix }) =>
                  (fix?.seeds ?? []).flatMap(({ value, without }) => [value, without]),
              ),
          );
}

/** What the node could not carry, arm by arm. */
function shortages({ arms }: ReportBody): string {
    const items = arms.flatMap(({ id, fix, shortage }) =>
        shortage === undefined
            ? []
            : [
                  `<li data-arm="${escaped(id)}">${armName(id)}` +
                      `${fix === undefined ? "" : `, ${escaped(momentTitle(fix.moment))}`}: ` +
                      `${escaped(shortage.text)}</li>`,
              ],
    );
    return items.length === 0 ? "" : `\n<ul class="shortages">${items.join("")}</ul>`;
}

function uneven(model: ReportBody): string {
    const text = unevenPods(model);
    return text === undefined ? "" : `\n<p class="quiet">${escaped(text)}</p>`;
}
