/** The scorecard of an exam: deterministic, each skill with its reasons. */
import type { Skill } from "../answers/schema";
import type { ExamRecord } from "../record/record";
import { taskOf } from "../tasks/tasks";
import { type Truth, truthOf } from "../truth/truth";
import { answersOf } from "./answersOf";
import { scoreAssess } from "./assess";
import { changes, type Collateral, collateralOf, wrote } from "./deeds";
import { scoreDetect } from "./detect";
import { scoreDiagnose } from "./diagnose";
import { preventPoints } from "./play";
import type { Plays } from "./plays";
import { scorePrevent } from "./prevent";
import { remediedIn, scoreRemediate } from "./remediate";
import { failed, notAsked, type SkillScore } from "./skillScore";

/** What stands beside a score, to tell what it is worth. */
export interface Beside {
    /** What doing and saying nothing scores. */
    readonly nothing: number | null;
    /** What a known fix scores, or the truth, and what that is. An agent may be quicker than that. */
    readonly best: number | null;
    readonly bestText: string;
}

export interface Scorecard {
    readonly format: 1;
    readonly task: string;
    readonly isControl: boolean;
    readonly seed: number;
    /** The mean of the skills that this task asks for; null: nothing came about to be asked for. */
    readonly total: number | null;
    readonly skills: readonly (SkillScore & { readonly beside: Beside })[];
    /** Seconds after the load's first user; null: users did not suffer. */
    readonly firstHarm: number | null;
    readonly collateral: Collateral;
    /** Answers that were not understood, and why. */
    readonly refused: readonly string[];
}

/** An exam that was broken off, by whomever, has shown nothing. */
const brokenOff = "the exam was broken off";

export function scoreOf(record: ExamRecord, plays: Plays): Scorecard {
    const truth = truthOf(record);
    const answers = answersOf(record);
    const { isControl } = taskOf(record.task);
    const skills = skillsOf(record, truth, plays);
    const asked = skills.flatMap(({ points }) => points ?? []);
    return {
        format: 1,
        ...{ task: record.task, isControl, seed: record.seed },
        total:
            asked.length === 0
                ? null
                : Math.round(asked.reduce((sum, points) => sum + points, 0) / asked.length),
        skills: skills.map((one) => ({ ...one, beside: besideOf(one, truth, plays) })),
        firstHarm: truth.firstHarm ?? null,
        collateral: collateralOf(record, truth),
        refused: answers.refused,
    };
}

function skillsOf(record: ExamRecord, truth: Truth, plays: Plays): readonly SkillScore[] {
    const all: readonly Skill[] = ["detect", "diagnose", "assess", "remediate", "prevent"];
    if (record.end === "interrupted") {
        return all.map((skill) => failed(skill, brokenOff));
    }
    if (truth.scenario !== undefined && truth.visibleFrom === undefined) {
        return all.map((skill) => nothingCame(record, skill));
    }
    const answers = answersOf(record);
    return [
        scoreDetect(record, truth, answers),
        scoreDiagnose(record, truth, answers),
        scoreAssess(record, truth, answers),
        scoreRemediate(record, truth, plays.response),
        scorePrevent(truth, plays),
    ];
}

/** The users of an incident that nobody has caused came, and all were served. */
function nothingCame(record: ExamRecord, skill: Skill): SkillScore {
    const done = changes(record);
    return done.length === 0
        ? notAsked(skill, "the incident did not come about in this run")
        : failed(skill, "changed the shop before anything was wrong with it", done.map(wrote));
}

function besideOf({ skill, points }: SkillScore, truth: Truth, plays: Plays): Beside {
    if (points === null) {
        return { nothing: null, best: null, bestText: "" };
    }
    switch (skill) {
        case "remediate": {
            const { response } = plays;
            const best =
                typeof response?.seconds === "number"
                    ? Math.round(100 * remediedIn(response.seconds))
                    : null;
            return { nothing: 0, best, bestText: responseText(response) };
        }
        case "prevent": {
            const { best, without } = plays;
            return {
                nothing: preventPoints(without, best),
                best: best === null ? null : preventPoints(best.plays, best),
                bestText: best?.text ?? "",
            };
        }
        default:
            return { nothing: 0, best: 100, bestText: "the truth, within two minutes" };
    }
}

function responseText(response: Plays["response"]): string {
    if (response === null) {
        return "";
    }
    const what = `${response.text}, a minute after the first monitor has told`;
    return response.seconds === null
        ? `${what}: users are not served for good, simulated`
        : `${what}: users are served ${response.seconds} s after the first came, simulated`;
}
