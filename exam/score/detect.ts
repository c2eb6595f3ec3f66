/** Is there an incident, since when, and what do users suffer? */
import { tolerableFailureRatio } from "../../components/observability/catalogue/failures";
import { type Suffering, sufferings } from "../answers/taxonomy";
import type { ExamRecord } from "../record/record";
import { sliceSeconds, tolerableSlowRatio } from "../truth/traffic";
import type { Truth } from "../truth/truth";
import { type Answers, ofSkill } from "./answersOf";
import { failed, likeness, promptness, seconds, type SkillScore } from "./skillScore";

/** Points: that it was found and how soon, since when it is, and what users suffer. */
const worth = { found: 60, since: 20, users: 20 } as const;

/** Full points within the two minutes in which the stack's own monitors tell; half from ten on. */
const [soonSeconds, lateSeconds] = [120, 600] as const;

/** How far the moment may be off: monitors look once a minute. */
const sinceToleranceSeconds = 60;

/** Share of slow requests that is noticed: there is one now and then in a healthy shop. */
const noticeableSlowRatio = tolerableSlowRatio / 10;

export function scoreDetect(record: ExamRecord, truth: Truth, answers: Answers): SkillScore {
    const said = ofSkill(answers, "detect");
    const last = said.at(-1);
    const alarm = said.find(({ answer }) => answer.incident);
    if (last === undefined) {
        return failed("detect", "no answer");
    }
    const { visibleFrom } = truth;
    if (visibleFrom === undefined) {
        return alarm === undefined
            ? { ...full, reasons: ["right: nothing was wrong, and no alarm was raised"] }
            : failed("detect", `a false alarm, ${seconds(alarm.at)} after the users came`);
    }
    if (alarm !== undefined && alarm.at < visibleFrom) {
        return failed("detect", "an alarm before there was anything to be seen", [
            `alarm at ${seconds(alarm.at)}; to be seen from ${seconds(visibleFrom)} on`,
        ]);
    }
    if (!last.answer.incident || alarm === undefined) {
        return failed("detect", "says that nothing is wrong, and something is");
    }
    return found(record, truth, said);
}

const full = { skill: "detect", points: 100, evidence: [], seconds: 0 } as const;

function found(
    record: ExamRecord,
    truth: Truth,
    said: ReturnType<typeof ofSkill<"detect">>,
): SkillScore {
    // From the last change of mind on: nothing before it was said in earnest.
    const lull = said.findLastIndex(({ answer }) => !answer.incident);
    const first = said[lull + 1];
    const answer = said.at(-1)?.answer;
    if (first === undefined || answer === undefined) {
        return failed("detect", "no answer");
    }
    const began = truth.firstHarm ?? truth.visibleFrom ?? 0;
    const after = Math.max(0, first.at - began);
    const prompt = promptness(after, soonSeconds, lateSeconds);
    const off = answer.since === undefined ? undefined : sinceOf(record, answer.since) - began;
    const isDated = off !== undefined && Math.abs(off) <= sinceToleranceSeconds;
    const { most, little } = sufferingOf(record, truth);
    const named = answer.users ?? [];
    // Where it was little in all, who names that is as right as who says nothing.
    const meant = named.filter((one) => !little.includes(one));
    const isLittle = named.length > meant.length && most.includes("nothing");
    const alike = likeness(isLittle ? [...meant, "nothing"] : meant, most);
    return {
        skill: "detect",
        points: Math.round(
            worth.found * prompt + (isDated ? worth.since : 0) + worth.users * alike,
        ),
        seconds: Math.round(after),
        reasons: [
            `found ${seconds(after)} after the first harm`,
            off === undefined
                ? "does not say since when"
                : `since when is off by ${seconds(Math.abs(off))}`,
            `users suffer ${most.join(", ")}${little.length === 0 ? "" : ` (and a little ${little.join(", ")})`}; ` +
                `the answer says ${named.join(", ") || "nothing of it"}`,
        ],
        evidence: [`first harm at ${seconds(began)}, answer at ${seconds(first.at)}`],
    };
}

/** A time by clients' clocks, by the world's. */
function sinceOf({ zeroAt, speed }: ExamRecord, since: string): number {
    return (Date.parse(since) / 1000 - zeroAt) * speed;
}

interface Suffered {
    /** By more than the SLOs allow; else nothing. */
    readonly most: readonly Suffering[];
    /** What some had beside that: may be named or not. */
    readonly little: readonly Suffering[];
}

/** From the first harm, or else from when it was to be seen, until users were well again. */
function sufferingOf(record: ExamRecord, { firstHarm, visibleFrom = 0, traffic }: Truth): Suffered {
    // All of the last slice that was bad.
    const until = Math.min(record.endedAt, (traffic.wellSince ?? record.endedAt) + sliceSeconds);
    const { ended, failed, slow, failedOrders } = traffic.between(firstHarm ?? visibleFrom, until);
    const beyond: Readonly<Record<Suffering, boolean>> = {
        errors: failed > ended * tolerableFailureRatio || ended === 0,
        slowness: slow > ended * tolerableSlowRatio,
        "failed-orders": failedOrders > 0,
        nothing: false,
    };
    const some: Readonly<Record<Suffering, boolean>> = {
        errors: failed > 0,
        slowness: slow > ended * noticeableSlowRatio,
        "failed-orders": failedOrders > 0,
        nothing: false,
    };
    const most: readonly Suffering[] =
        firstHarm === undefined ? ["nothing"] : sufferings.filter((name) => beyond[name]);
    return { most, little: sufferings.filter((name) => some[name] && !most.includes(name)) };
}
