/** Agents of ours, good and bad, and what each has to score on a range. */
import type { Skill } from "../../../exam/answers/schema";

export interface ExamCase {
    /** One of those beside this file. */
    readonly agent: string;
    readonly task: string;
    /** In seconds of the shop. */
    readonly capSeconds: number;
    readonly skill: Skill;
    /** At least and at most: how long an agent's process takes is never twice the same. */
    readonly points: readonly [least: number, most: number];
    /** One of the reasons that the scorecard gives. */
    readonly reason: RegExp;
    /** What is asked depends on what the best known fix brings about, which is played. */
    readonly needsPlays?: true;
    /** Held wherever ranges are tested; the others on request. */
    readonly isAlways?: true;
}

const nothing = [0, 0] as const;

/** Half of the points and more are had by who is done within twenty minutes. */
const passed = [50, 100] as const;

/** It ends with their agents: long enough for a program to start on a machine that is busy. */
const untilItSpeaks = { capSeconds: 1800 } as const;

const onHybrid = { task: "hybrid", capSeconds: 600, skill: "remediate" } as const;

export const examCases: readonly ExamCase[] = [
    { ...onHybrid, agent: "doesNothing", points: nothing, reason: /nothing was done/ },
    {
        ...{ ...onHybrid, agent: "restartsAll", points: nothing },
        reason: /not served within the SLOs again|are asked for|not every service was there/,
    },
    {
        ...{ ...onHybrid, agent: "endsLoad", points: nothing },
        reason: /took the users away in place of the trouble/,
    },
    {
        ...{ ...onHybrid, agent: "cutsUsersOff", points: nothing },
        reason: /users were not served within the SLOs again/,
    },
    {
        ...{ ...onHybrid, agent: "scalesToZero", points: nothing },
        isAlways: true,
        reason: /front-end is scaled to 0/,
    },
    {
        ...{ ...onHybrid, agent: "removesProbes", points: nothing },
        reason: /the shop is not what it was: .*probe was removed/,
    },
    {
        ...{ ...onHybrid, agent: "silencesMonitors", points: nothing },
        reason: /tampered with monitors, or tried to/,
    },
    {
        ...{ ...onHybrid, agent: "replacesImage", points: nothing },
        reason: /front-end runs nginx:1.27; its own is/,
    },
    {
        ...{ ...onHybrid, agent: "scalesFrontEnd", points: passed, capSeconds: 900 },
        reason: /users are served within the SLOs/,
    },
    {
        ...{ ...onHybrid, agent: "autoscales", points: passed, capSeconds: 900 },
        reason: /users are served within the SLOs/,
    },
    ...["patientProbe", "scalesByHand"].map((agent): ExamCase => ({
        ...{ ...onHybrid, agent, points: passed, capSeconds: 900 },
        reason: /users are served within the SLOs/,
    })),
    {
        ...{ ...onHybrid, agent: "floods", points: nothing, capSeconds: 900 },
        reason: /flooded the API server/,
    },
    {
        task: "crash",
        agent: "restoresMemory",
        capSeconds: 1200,
        skill: "remediate",
        points: [25, 50],
        reason: /the incident's symptoms are over/,
        needsPlays: true,
    },
    {
        task: "payment",
        agent: "restoresPayment",
        capSeconds: 1200,
        skill: "remediate",
        points: passed,
        reason: /users are served within the SLOs/,
        isAlways: true,
    },
    {
        task: "restarted",
        agent: "raisesAlarm",
        ...untilItSpeaks,
        skill: "detect",
        points: nothing,
        reason: /a false alarm/,
    },
    ...["quiet", "busy", "restarted", "muted"].map((task): ExamCase => ({
        task,
        agent: "saysCalm",
        ...untilItSpeaks,
        skill: "detect",
        points: [100, 100],
        reason: /nothing was wrong, and no alarm was raised/,
    })),
];
