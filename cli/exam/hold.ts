/** Holds exams, each on a range of its own, and scores them. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { answerJsonSchema, objections } from "../../exam/answers/schema";
import { beginRecord, endRecord, writeRecord } from "../../exam/record/files";
import type { ExamRecord } from "../../exam/record/record";
import { holdExam } from "../../exam/session/hold";
import type { ExamTask } from "../../exam/tasks/tasks";
import { taskText } from "../../exam/tasks/text";
import { contextName } from "../../range/contextName";
import { findPrograms } from "../../range/programs";
import type { Range } from "../../range/range";
import { newPlace } from "../../range/state/place";
import type { PlanePrograms } from "../../range/controlPlane/programs";
import type { Output } from "../output";
import { End } from "../range/end";
import { requireFreePort } from "../range/freePort";
import { startUntil } from "../range/startUntil";
import type { HoldRequest } from "./arguments";
import { connectText } from "./connectText";
import { tellScore } from "./score";

/** What an agent prints, in the folder of its exam. */
const agentLog = "agent.log";

/** An exam as one of several. */
interface Turn {
    readonly task: ExamTask;
    readonly seed: number;
    readonly directory: string;
}

/** Resolves to the exit code: 1 when an exam could not be held. What was scored is no failure. */
export async function hold(asked: HoldRequest, say: Output): Promise<number> {
    const report = (line: string): void => {
        say.error(line);
    };
    const programs = await findPrograms(asked.programs, process.env.KUBEBUILDER_ASSETS, report);
    process.umask(0o077);
    // Who looks at the list of processes must not read there what this exam is about.
    process.title = "exam";
    const end = new End();
    const turns = turnsOf(asked);
    for (const [index, turn] of turns.entries()) {
        if (end.signal.aborted) {
            break;
        }
        const which = turns.length === 1 ? "" : `Exam ${index + 1} of ${turns.length}. `;
        report(`${which}Bringing up a shop …`);
        const record = await holdOne(asked, turn, { programs, end, say });
        writeRecord(turn.directory, record);
        endRecord(turn.directory);
        report("The exam is over. Scoring it …");
        await tellScore(turn.directory, record, asked.json, say);
    }
    if (end.obituary !== undefined) {
        report(end.obituary);
        return 1;
    }
    return 0;
}

function turnsOf({ tasks, repeat, seed, out }: HoldRequest): readonly Turn[] {
    const turns = tasks.flatMap((task) =>
        Array.from({ length: repeat }, (_, index) => ({ task, seed: seed + index })),
    );
    return turns.map((turn) => ({
        ...turn,
        directory: join(out, `${turn.task.id}-${turn.seed}`),
    }));
}

interface Means {
    readonly programs: PlanePrograms;
    readonly end: End;
    readonly say: Output;
}

async function holdOne(asked: HoldRequest, turn: Turn, means: Means): Promise<ExamRecord> {
    const { task, seed, directory } = turn;
    const { end, say } = means;
    mkdirSync(directory, { recursive: true });
    beginRecord(directory);
    const range = await start(asked, seed, means);
    try {
        const minutes = asked.capSeconds / 60 / asked.speed;
        const namespace = "sock-shop";
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
            agent: agentOf(asked, directory),
            ready: (desk) => {
                say.error(
                    asked.agent === undefined
                        ? connectText(desk, range, minutes)
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
): Parameters<typeof holdExam>[0]["agent"] {
    return agent === undefined
        ? undefined
        : {
              command: agent,
              passed,
              outputFile: join(directory, agentLog),
              project: join(__dirname, "..", ".."),
          };
}

function healthySettings({ nodePort }: HoldRequest): Readonly<Record<string, string>> {
    return {
        ...{ kubeContext: contextName, observability: "resources", blind: "true" },
        ...(nodePort === undefined ? {} : { nodePort: String(nodePort) }),
    };
}

async function start(
    asked: HoldRequest,
    seed: number,
    { programs, end, say }: Means,
): Promise<Range> {
    const report = (line: string): void => {
        say.error(line);
    };
    const healthy = healthySettings(asked);
    await requireFreePort(healthy, "--node-port ");
    const { speed, hostSpeed, nodeCpus } = asked;
    const range = await startUntil(end, {
        ...{ place: newPlace(), programs, speed, report },
        node: { seed, hostSpeed, nodeCpus },
        healthy,
    });
    try {
        await range.bringUp();
    } catch (error) {
        await range.stop();
        throw error;
    }
    return range;
}
