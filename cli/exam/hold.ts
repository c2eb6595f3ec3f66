/** Holds exams, each on a range of its own, and scores them. */
import { join } from "node:path";

import { answerJsonSchema, objections } from "../../exam/answers/schema";
import { beginRecord, endRecord, writeRecord } from "../../exam/record/files";
import type { ExamRecord } from "../../exam/record/record";
import { holdExam } from "../../exam/session/hold";
import { taskText } from "../../exam/tasks/text";
import { defaultPlace } from "../../live/snapshot/place";
import { findPrograms } from "../../range/programs";
import type { Range } from "../../range/range";
import { projectFolder } from "../../tools/projectFolder";
import type { Output } from "../output";
import { End } from "../range/end";
import { interruptedCode } from "../run";
import type { HoldRequest } from "./arguments";
import { connectText } from "./connectText";
import { tellScore } from "./score";
import { healthySettings, type Means, startExamRange } from "./startRange";
import { requireOwnFolders, type Turn, turnsOf } from "./turns";

/** What an agent prints, in the folder of its exam. */
const agentLog = "agent.log";

/** Resolves to the exit code: 1 when an exam could not be held or scored. What was scored is no failure. */
export async function hold(asked: HoldRequest, say: Output): Promise<number> {
    const report = (line: string): void => {
        say.error(line);
    };
    const turns = turnsOf(asked);
    requireOwnFolders(turns, asked.agent);
    const programs = await findPrograms(asked.programs, process.env.KUBEBUILDER_ASSETS, report);
    process.umask(0o077);
    // Who looks at the list of processes must not read there what this exam is about.
    process.title = "exam";
    const end = new End();
    let areScored = true;
    try {
        areScored = await holdAll(asked, turns, { programs, end, report }, say);
    } catch (error) {
        // What was asked to end while it was starting has not failed.
        if (!end.signal.aborted) {
            throw error;
        }
    }
    if (end.obituary !== undefined) {
        report(end.obituary);
        return 1;
    }
    return end.signal.aborted ? interruptedCode : areScored ? 0 : 1;
}

/**
 * An exam is scored while the shop of the next one comes up, and before anybody is on call there.
 * Resolves to whether all that were held were scored.
 */
async function holdAll(
    asked: HoldRequest,
    turns: readonly Turn[],
    means: Means,
    say: Output,
): Promise<boolean> {
    const { end, report } = means;
    const scored: Promise<boolean>[] = [];
    try {
        for (const [index, turn] of turns.entries()) {
            if (end.signal.aborted) {
                break;
            }
            const which = turns.length === 1 ? "" : `Exam ${index + 1} of ${turns.length}. `;
            report(`${which}Bringing up a shop …`);
            beginRecord(turn.directory);
            const [range] = await Promise.all([
                startExamRange(asked, turn.seed, means),
                scored.at(-1),
            ]);
            const record = await holdOne(asked, turn, range, means);
            writeRecord(turn.directory, record);
            endRecord(turn.directory);
            report("The exam is over. Scoring it …");
            scored.push(tellScore(turn.directory, record, asked.json, say));
        }
    } finally {
        // Also when the next one cannot begin.
        await Promise.all(scored);
    }
    return (await Promise.all(scored)).every(Boolean);
}

/** Ends the range. */
async function holdOne(
    asked: HoldRequest,
    { task, seed, directory }: Turn,
    range: Range,
    { end, report }: Means,
): Promise<ExamRecord> {
    try {
        const minutes = asked.capSeconds / 60 / asked.speed;
        const { namespace } = defaultPlace;
        return await holdExam({
            ...{ range, task: task.id, seed, capSeconds: asked.capSeconds },
            words: {
                task: taskText({ namespace, minutes }),
                schema: answerJsonSchema(),
                objections,
            },
            healthy: healthySettings(asked),
            injected: task.injected,
            deeds: task.deeds,
            node: { hostSpeed: asked.hostSpeed, nodeCpus: asked.nodeCpus },
            agent: agentOf(asked, directory, report),
            ready: (desk) => {
                report(
                    asked.agent === undefined
                        ? connectText(desk, range.console.url, minutes)
                        : `The agent is on call, for ${minutes.toFixed(0)} minutes at most. ` +
                              `What it prints: ${join(directory, agentLog)}`,
                );
            },
            signal: end.signal,
        });
    } finally {
        await range.stop();
    }
}

function agentOf(
    { agent, passed }: HoldRequest,
    directory: string,
    report: (line: string) => void,
): Parameters<typeof holdExam>[0]["agent"] {
    return agent === undefined
        ? undefined
        : {
              command: agent,
              passed,
              outputFile: join(directory, agentLog),
              project: projectFolder,
              ended: (code) => {
                  report(
                      code === 0
                          ? "The agent has ended. The exam goes on until it shows what that is worth."
                          : `The agent has ended with exit code ${code}: ${join(directory, agentLog)} ` +
                                "has what it printed last.",
                  );
              },
          };
}
