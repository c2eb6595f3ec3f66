/** An exam on a range of its own, in this process: what came of it, and what the agent printed. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { answerJsonSchema, objections } from "../../../exam/answers/schema";
import type { ExamRecord } from "../../../exam/record/record";
import { holdExam } from "../../../exam/session/hold";
import { taskOf } from "../../../exam/tasks/tasks";
import { taskText } from "../../../exam/tasks/text";
import { WorldClock } from "../../../range/clock";
import { contextName } from "../../../range/contextName";
import { findPrograms } from "../../../range/programs";
import { startRange } from "../../../range/range";
import { newPlace } from "../../../range/state/place";
import { newNodePort } from "../range/nodePort";

const project = resolve(__dirname, "../../..");

export interface HeldExam {
    readonly record: ExamRecord;
    /** What the agent printed. */
    readonly printed: string;
}

export interface ExamSettings {
    readonly task: string;
    /** Name of one of the agents beside this file. */
    readonly agent: string;
    /** Answers before its program starts, which takes seconds: a shell is quicker. */
    readonly saysAtOnce?: readonly object[];
    readonly capSeconds: number;
    readonly speed: number;
}

/** A command line for one of our own agents. */
export function agentCommand(name: string): string {
    const tsx = pathToFileURL(require.resolve("tsx")).href;
    const file = join(project, "test/support/exam/agents", `${name}.ts`);
    return [process.execPath, "--import", tsx, file].map((one) => `'${one}'`).join(" ");
}

/** Ends the range, whatever becomes of the exam. */
export async function heldExam(settings: ExamSettings): Promise<HeldExam> {
    const { task, agent, saysAtOnce = [], capSeconds, speed } = settings;
    const { injected, deeds } = taskOf(task);
    const said = saysAtOnce.map((one) => `echo '${JSON.stringify(one)}' >> "$ANSWERS_FILE"`);
    const command = [...said, agentCommand(agent)].join("; ");
    const folder = mkdtempSync(join(tmpdir(), "exam-"));
    const outputFile = join(folder, "agent.log");
    const healthy = {
        ...{ kubeContext: contextName, observability: "resources", blind: "true" },
        nodePort: String(newNodePort()),
    };
    const node = { seed: 1, hostSpeed: "published", nodeCpus: 4 } as const;
    const controller = new AbortController();
    const fail = (why: string): void => {
        controller.abort(new Error(why));
    };
    const { signal } = controller;
    const silent = (): void => undefined;
    const programs = await findPrograms(undefined, process.env.KUBEBUILDER_ASSETS, silent);
    const range = await startRange({
        ...{ place: newPlace(), programs, clock: new WorldClock({ speed }), node, healthy, signal },
        ...{ report: silent, onDeath: fail, onEnd: silent },
    });
    try {
        await range.bringUp();
        const record = await holdExam({
            ...{ range, task, healthy, injected, deeds, seed: 1, node },
            words: {
                task: taskText({ namespace: "sock-shop", minutes: capSeconds / 60 / speed }),
                ...{ schema: answerJsonSchema(), objections },
            },
            capSeconds,
            agent: { command, passed: [], outputFile, project, ended: silent },
            ...{ ready: silent, signal },
        });
        signal.throwIfAborted();
        return { record, printed: readFileSync(outputFile, "utf8") };
    } finally {
        await range.stop();
        rmSync(folder, { recursive: true });
    }
}
