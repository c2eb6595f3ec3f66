import { fixTitle } from "./arms/armTitle";
import { valueText } from "./figureText";
import {
    armsAt,
    bestArm,
    judgeArm,
    judgementText,
    leadFigure,
    missingFixes,
    momentsOf,
} from "./judgement";
import type { Figure, ReportBody } from "./model";
import { count, elapsed, percent } from "./numbers";

/**
 * What one wants to know first: what breaks without a fix, what would have prevented it, and what
 * helps once it is there. Those are different questions, and often have different answers.
 */
export function headline(model: ReportBody): string {
    return [
        whatBreaks(model),
        ...momentsOf(model).map((moment) => whichFix(model, moment)),
        caution(model),
    ]
        .filter((part) => part !== undefined)
        .join(" ");
}

function whatBreaks(model: ReportBody): string {
    const value = (id: string): number | undefined =>
        model.figures.find((figure) => figure.id === id)?.cells.none?.value;
    const restarts = value("frontEndRestarts") ?? 0;
    const parts = [
        restarts >= 0.5 ? `the front-end is killed ${times(restarts)}` : undefined,
        leadSentence(leadFigure(model), model),
    ];
    return `Without a fix ${parts.filter((part) => part !== undefined).join(" and ")}.`;
}

function leadSentence(figure: Figure, model: ReportBody): string {
    const failed = model.figures.find(({ id }) => id === "requestFailureRatio")?.cells.none?.value;
    const also =
        figure.kind === "ratio" || failed === undefined
            ? ""
            : failed === 0
              ? " and no request fails"
              : `, ${percent(failed)} of requests fail`;
    return `${leadText(figure, figure.cells.none?.value)}${also}`;
}

function leadText({ id, kind, label }: Figure, value: number | undefined): string {
    const text = valueText(kind, value);
    if (id === "unshippedOrders") {
        return `${text} paid orders wait for shipment at the end`;
    }
    if (kind === "ratio") {
        return `${text} of ${id === "orderFailureRatio" ? "orders" : "requests"} fail`;
    }
    return `the ${label} is ${text}`;
}

function times(restarts: number): string {
    const rounded = Math.round(restarts);
    return rounded === 1 ? "once" : `${count(rounded)} times`;
}

/** Which fix to take when it comes at that moment; the table has the others. */
function whichFix(model: ReportBody, moment: string): string {
    const best = bestArm(model, moment);
    const when = momentWords(model, moment);
    const never = armsAt(model, moment)[0]?.fix?.verdict.judgement;
    if (never === "nobody is told" || never === "comes too late") {
        return never === "nobody is told"
            ? "Response: no monitor tells anybody."
            : `${when}: the load is over by then.`;
    }
    if (armsAt(model, moment).every(({ fix }) => fix?.verdict.judgement === "no harm")) {
        return `${when}, there is no harm that a fix could take away.`;
    }
    if (best === undefined) {
        const often = armsAt(model, moment).some(({ fix }) => (fix?.verdict.helped ?? 0) > 0);
        const none = often
            ? "no fix that was tried can be relied on"
            : "no fix that was tried helps";
        const missing = missingFixes(model, moment).map(fixTitle);
        const but = missing.length === 0 ? "" : `; not tried: ${missing.join(", ")}`;
        return `${when}, ${none}${but}.`;
    }
    const after = leadText(leadFigure(model), best.fix?.value);
    const isLater = (best.fix?.atSeconds ?? 0) > 0;
    const words = judgeArm(model, best.id) === "cures" ? "cures it" : judgementText(model, best.id);
    return `${when}, ${fixTitle(best.id)} ${words} (${after}${isLater && model.lead !== "unshippedOrders" ? " from then on" : ""}).`;
}

function momentWords(model: ReportBody, moment: string): string {
    const at = armsAt(model, moment).flatMap(({ fix }) => fix?.atSeconds ?? [])[0];
    switch (moment) {
        case "before":
            return "Prevention: in place before the load";
        case "start":
            return "With the incident: applied in the same `pulumi up`, whose load waits for it";
        case "detection":
            return (
                "Response: applied a minute after the first alert" +
                (at === undefined ? "" : `, ${elapsed(at)} into the load`)
            );
        default:
            return `Response: applied ${at === undefined ? moment : elapsed(at)} into the load`;
    }
}

function caution({ arms, source }: ReportBody): string | undefined {
    return arms.length > 1 && source.all.length === 1
        ? `One ${source.run} only: a difference may be chance.`
        : undefined;
}
