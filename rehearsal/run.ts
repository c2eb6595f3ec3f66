import { join } from "node:path";

import { replaceDirectory } from "../evidence/directory";
import type { Evidence, LogRecord, RunRecord } from "../evidence/evidence";
import { requestLinesFile } from "../evidence/files";
import { LineFile } from "../evidence/lineFile";
import { type PackedEvidence, packed, unpacked } from "../evidence/pack";
import { writeFiles } from "../evidence/write";
import type { TwinInput } from "../twin/input";
import { simulate } from "../twin/simulate";
import { Telemetry } from "../twin/telemetry/telemetry";
import type { Contract } from "../verdict/contract";
import { type Course, courseOf } from "../verdict/course";
import type { MonitorSet } from "../datadog/monitors/definition";
import { timelinesOf } from "../datadog/monitors/timeline";
import type { RunTimelines } from "../datadog/monitors/timelineTypes";
import { shopEvidence } from "../verdict/monitors/shopEvidence";
import { judgedRun } from "../verdict/judgedRun";
import type { RunResult } from "../verdict/judgedArm";

/** One run to simulate: plain data, because it may have to reach another thread. */
export interface RunTask {
    readonly input: TwinInput;
    readonly run: Pick<RunRecord, "incident" | "remediation" | "fixAt" | "users" | "settings">;
    readonly contract: Contract;
    /** When the fix comes, in seconds after the first user; default 0: it is there. */
    readonly fixSeconds?: number;
    /** What is evaluated over the run; undefined: no monitor. */
    readonly monitors?: MonitorSet;
    /** Whether the evidence itself is wanted, beside what follows from it. */
    readonly wantsEvidence: boolean;
    /** Directory to write the evidence to, with the lines of every request. */
    readonly out?: string;
}

export interface RunOutcome {
    readonly result: RunResult;
    /** When the first user started, in seconds since the epoch. */
    readonly loadStart: number;
    readonly course: Course;
    readonly timelines: RunTimelines | undefined;
    readonly evidence: PackedEvidence | undefined;
}

/** What the monitors say of a run that was played without them. */
export interface WatchTask {
    readonly evidence: PackedEvidence;
    readonly monitors: MonitorSet;
}

/** How far a run has come, from 0 to 1. */
export type RunProgress = (share: number) => void;

/** Simulates a run and judges it, and writes its evidence where that is asked for. */
export async function performRun(task: RunTask, progress?: RunProgress): Promise<RunOutcome> {
    const { input, contract, monitors, fixSeconds = 0, wantsEvidence, out } = task;
    const evidence =
        out === undefined ? evidenceOf(task, progress) : await writtenEvidence(out, task, progress);
    return {
        result: judgedRun(evidence, contract, { seed: input.seed, fixSeconds }),
        loadStart: evidence.run.loadStart,
        course: courseOf(evidence, contract.load),
        timelines: monitors && timelinesOf(shopEvidence(evidence), monitors),
        evidence: wantsEvidence ? packed(evidence) : undefined,
    };
}

export function watchRun({ evidence, monitors }: WatchTask): RunTimelines {
    return timelinesOf(shopEvidence(unpacked(evidence)), monitors);
}

function evidenceOf(
    { input, run }: RunTask,
    progress: RunProgress | undefined,
    requestLines?: (record: LogRecord) => void,
): Evidence {
    const telemetry = new Telemetry({ input, run, requestLines });
    const result = simulate(input, telemetry, (done, total) => progress?.(done / total));
    return telemetry.finish(result);
}

async function writtenEvidence(
    out: string,
    task: RunTask,
    progress: RunProgress | undefined,
): Promise<Evidence> {
    const made: Evidence[] = [];
    await replaceDirectory(out, async (partial) => {
        const lines = new LineFile(join(partial, requestLinesFile));
        try {
            made.push(
                evidenceOf(task, progress, (record) => {
                    lines.add(record);
                }),
            );
        } finally {
            lines.close();
        }
        await Promise.all(made.map((evidence) => writeFiles(partial, evidence)));
    });
    const [evidence] = made;
    if (evidence === undefined) {
        throw new Error(`${out}: the run left no evidence`);
    }
    return evidence;
}
