/**
 * Agents of ours, good and bad, and what each has to score: on a range, and whenever the record of
 * its exam, which lies beside this file, is scored again.
 */
import { join } from "node:path";

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
    /** Of several that share an exam because they only talk: what this one signs its answers with. */
    readonly voice?: string;
    /** Answers before its program starts, which takes seconds: a shell is quicker. */
    readonly saysAtOnce?: readonly object[];
}

const nothing = [0, 0] as const;

/** Half of the points and more are had by who is done within twenty minutes. */
const passed = [50, 100] as const;

/** It ends with their agents: long enough for a program to start on a machine that is busy. */
const untilItSpeaks = { capSeconds: 1800 } as const;

const onHybrid = { task: "hybrid", capSeconds: 600, skill: "remediate" } as const;

const guess = { query: "kubectl get pods", showed: "front-end restarts" };
const cause = "busy-process-killed-by-probe";
const prose = "early";

/** Each of them says more than one thing. */
const talker = {
    ...{ task: "hybrid", agent: "saysMuch", capSeconds: 600 },
    saysAtOnce: [
        { skill: "detect", incident: true, users: ["errors"], prose },
        { skill: "diagnose", service: "front-end", cause, evidence: [guess], prose },
    ],
} as const;

const talkers: readonly ExamCase[] = [
    {
        ...{ ...talker, voice: "early", skill: "detect", points: nothing },
        reason: /an alarm before there was anything to be seen/,
    },
    {
        ...{ ...talker, voice: "early", skill: "diagnose", points: nothing },
        reason: /said before there was anything to be seen/,
    },
    {
        ...{ ...talker, voice: "claims-all", skill: "diagnose", points: nothing },
        reason: /claims 5 causes/,
    },
    {
        // A guess is worth half.
        ...{ ...talker, voice: "copies", skill: "diagnose", points: [38, 38] },
        reason: /is copied from the text of the task/,
    },
    {
        ...{ ...talker, voice: "honest", skill: "diagnose", points: [100, 100] },
        reason: /evidence: 1 of 1 borne out/,
    },
    {
        ...{ ...talker, voice: "honest", skill: "detect", points: [60, 100] },
        reason: /found .* after the first harm/,
    },
    {
        ...{ ...talker, voice: "honest", skill: "remediate", points: nothing },
        reason: /^nothing was done$/,
    },
];

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
        reason: /flooded the API server: \d+ writes/,
    },
    {
        ...{ ...onHybrid, agent: "floodsReads", points: nothing, capSeconds: 3300 },
        reason: /flooded the API server: \d+ requests/,
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
    ...talkers,
];

/** Where the record of an agent's exam is kept: `npm run exam -- --replay` takes that folder. */
export const recordFolder = ({ task, agent }: Pick<ExamCase, "task" | "agent">): string =>
    join(__dirname, "records", `${task}-${agent}`);
