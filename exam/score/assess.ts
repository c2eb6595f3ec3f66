/** Whom and what it harms, in figures held against the run's. */
import type { AnswerTo } from "../answers/schema";
import type { ExamRecord } from "../record/record";
import { type Impact, impactUntil, type Truth } from "../truth/truth";
import { type Answers, ofSkill } from "./answersOf";
import { failed, likeness, notAsked, percent, type SkillScore, seconds } from "./skillScore";

const worth = { services: 40, share: 30, orders: 20, data: 10 } as const;

/** How far the share of failed requests may be off: in full, and for half of it. */
const [narrow, wide] = [0.1, 0.2] as const;

/** How far a number of orders or of dollars may be off; at least one order. */
const orderBand = 0.1;

export function scoreAssess(record: ExamRecord, truth: Truth, answers: Answers): SkillScore {
    if (truth.causes.length === 0) {
        return notAsked("assess", "nothing was wrong");
    }
    const last = ofSkill(answers, "assess").at(-1);
    if (last === undefined) {
        return failed("assess", "no answer");
    }
    if (truth.visibleFrom !== undefined && last.at < truth.visibleFrom) {
        return failed("assess", "said before there was anything to be seen");
    }
    const from = truth.firstHarm ?? 0;
    const impact = impactUntil(record, truth.traffic, from, last.at);
    const parts = [
        servicesPart(truth, last.answer),
        sharePart(impact, last.answer),
        ordersPart(impact, last.answer),
        dataPart(truth, last.answer),
    ];
    return {
        skill: "assess",
        points: Math.round(parts.reduce((sum, { points }) => sum + points, 0)),
        seconds: Math.round(Math.max(0, last.at - from)),
        reasons: parts.map(({ reason }) => reason),
        evidence: [
            `until the answer at ${seconds(last.at)}: ${impact.requests} requests, ` +
                `${percent(impact.failedShare)} failed, ${impact.lostOrders} orders lost ` +
                `over $${impact.lostDollars.toFixed(2)}`,
        ],
    };
}

interface Part {
    readonly points: number;
    readonly reason: string;
}

type Said = AnswerTo<"assess">;

/** Who is called affected and unaffected at once is called nothing. */
function servicesPart({ affected, between }: Truth, { affected: named, notAffected }: Said): Part {
    const meant = named.filter(
        (service) => !between.includes(service) && !notAffected.includes(service),
    );
    const denied = affected.filter((service) => notAffected.includes(service));
    return {
        points: worth.services * likeness(meant, affected),
        reason:
            `affected: ${named.join(", ") || "nobody"}; it is ${affected.join(", ")}` +
            (denied.length === 0 ? "" : `, and ${denied.join(", ")} is called unaffected`),
    };
}

function sharePart({ failedShare }: Impact, said: Said): Part {
    const off = Math.abs(said.failedShare - failedShare);
    const share = off <= narrow ? 1 : off <= wide ? 0.5 : 0;
    return {
        points: worth.share * share,
        reason: `requests that failed: ${percent(said.failedShare)}; it is ${percent(failedShare)}`,
    };
}

/** Half of it for the number; where orders were lost, the other half for the money and for whose. */
function ordersPart(impact: Impact, { lostOrders: said }: Said): Part {
    const isNear = (value: number | undefined, real: number, least: number): boolean =>
        value !== undefined && Math.abs(value - real) <= Math.max(least, real * orderBand);
    const isCount = isNear(said.count, impact.lostOrders, 1);
    const reason = `orders lost: ${said.count}; it is ${impact.lostOrders}`;
    if (impact.lostOrders === 0) {
        return { points: said.count === 0 ? worth.orders : 0, reason };
    }
    const isMoney = isNear(said.dollars, impact.lostDollars, 1);
    const named = likeness(said.customers ?? [], impact.customers);
    return {
        points: worth.orders * ((isCount ? 0.5 : 0) + (isMoney ? 0.25 : 0) + 0.25 * named),
        reason:
            `${reason}; dollars: ${said.dollars ?? "not said"}; it is ` +
            `${impact.lostDollars.toFixed(2)}; whose orders: ${percent(named)} right`,
    };
}

function dataPart({ dataAtRisk }: Truth, { dataAtRisk: said }: Said): Part {
    return {
        points: worth.data * likeness(said, dataAtRisk),
        reason: `data at risk: ${said.join(", ") || "none"}; it is ${dataAtRisk.join(", ") || "none"}`,
    };
}
