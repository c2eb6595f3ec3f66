import { armTitle } from "./armTitle";
import { valueText } from "./figureText";
import { bestArm, judgeArm, leadFigure, type Judgement } from "./judgement";
import type { Figure, ReportModel } from "./model";
import { count, percent } from "./numbers";

/** What an on-call wants to know first: what breaks without a fix, and which fix to take. */
export function headline(model: ReportModel): string {
    const parts = [whatBreaks(model), whichFix(model), caution(model)];
    return parts.filter((part) => part !== undefined).join(" ");
}

function whatBreaks(model: ReportModel): string {
    const value = (id: string): number | undefined =>
        model.figures.find((figure) => figure.id === id)?.cells.none?.value;
    const restarts = value("frontEndRestarts") ?? 0;
    const parts = [
        restarts >= 0.5 ? `the front-end is killed ${times(restarts)}` : undefined,
        leadSentence(leadFigure(model), model),
    ];
    return `Without a fix ${parts.filter((part) => part !== undefined).join(" and ")}.`;
}

function leadSentence(figure: Figure, model: ReportModel): string {
    const failed = model.figures.find(({ id }) => id === "requestFailureRatio")?.cells.none?.value;
    const also =
        figure.kind === "ratio" || failed === undefined
            ? ""
            : failed === 0
              ? " and no request fails"
              : `, ${percent(failed)} of requests fail`;
    return `${leadText(figure, "none")}${also}`;
}

function leadText({ id, kind, label, cells }: Figure, arm: string): string {
    const text = valueText(kind, cells[arm]?.value);
    if (kind === "ratio") {
        return `${text} of ${id === "orderFailureRatio" ? "orders" : "requests"} fail`;
    }
    return `the ${label} is ${text}`;
}

function times(restarts: number): string {
    const rounded = Math.round(restarts);
    return rounded === 1 ? "once" : `${count(rounded)} times`;
}

function whichFix(model: ReportModel): string | undefined {
    const figure = leadFigure(model);
    const fixes = model.arms.filter(({ id }) => id !== "none");
    if (fixes.length === 0) {
        return undefined;
    }
    const best = bestArm(model);
    const others = fixes.map(({ id }) => id).filter((id) => id !== best);
    const rest = sentenceOfOthers(model, others);
    if (best === undefined) {
        return `No fix that was tried makes a real difference. ${rest}`.trim();
    }
    const verb = judgeArm(model, best) === "cures" ? "cures it" : "helps most";
    return `With ${armTitle(best)}, which ${verb}, ${leadText(figure, best)}. ${rest}`.trim();
}

function caution({ arms, simulation }: ReportModel): string | undefined {
    return arms.length > 1 && simulation.seeds.length === 1
        ? "One seed only: a difference may be chance."
        : undefined;
}

const phrases: Readonly<Record<Judgement, string>> = {
    cures: "also cured by",
    helps: "helped by",
    "hardly helps": "hardly helped by",
    "no clear effect": "no clear effect of",
    "makes it worse": "made worse by",
    "lacks CPUs": "not carried by this node:",
};

function sentenceOfOthers(model: ReportModel, arms: readonly string[]): string {
    const groups = (Object.keys(phrases) as Judgement[]).map((judgement) => {
        const members = arms.filter((arm) => judgeArm(model, arm) === judgement).map(armTitle);
        return members.length === 0 ? "" : `${phrases[judgement]} ${members.join(", ")}`;
    });
    const text = groups.filter((group) => group !== "").join("; ");
    return text === "" ? "" : `${capital(text)}.`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
