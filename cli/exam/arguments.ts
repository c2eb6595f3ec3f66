/** What `npm run exam` was asked for. */
import { examTasks, taskOf, type ExamTask } from "../../exam/tasks/tasks";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { onceOnly } from "../onceOnly";
import { type Output, spokenBy } from "../output";
import { examCommand, type ExamOptions } from "./command";

export type ExamRequest = HoldRequest | ReplayRequest | LeaderboardRequest;

export interface ReplayRequest {
    readonly kind: "replay";
    /** Of one exam. */
    readonly directory: string;
    readonly json: boolean;
}

export interface LeaderboardRequest {
    readonly kind: "leaderboard";
    /** Of exams, or with exams below. */
    readonly directories: readonly string[];
    /** Where the page goes. */
    readonly out: string;
}

export interface HoldRequest {
    readonly kind: "hold";
    readonly tasks: readonly ExamTask[];
    readonly repeat: number;
    /** Of the first; the next ones have the next. */
    readonly seed: number;
    readonly speed: number;
    readonly capSeconds: number;
    readonly agent: string | undefined;
    readonly passed: readonly string[];
    /** The records go below it, each into a folder of its own. */
    readonly out: string;
    readonly programs: string | undefined;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly nodePort: number | undefined;
    readonly json: boolean;
}

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseExam(args: readonly string[], say: Output): ExamRequest {
    const program = onceOnly(examCommand(), ["pass", "report"])
        .configureOutput(spokenBy(say))
        .parse(args, { from: "user" });
    const options = program.opts<ExamOptions>();
    const { all, agent, pass, repeat, seed, speed, cap, out, replay, report } = options;
    const { json = false } = options;
    const named = program.processedArgs[0] as readonly string[];
    if (replay !== undefined) {
        refuseBeside("--replay", named, options);
        return { kind: "replay", directory: replay, json };
    }
    if (report.length > 0) {
        refuseBeside("--report", named, options);
        return { kind: "leaderboard", directories: report, out };
    }
    if (named.length > 0 && all !== undefined) {
        throw new Error(`Say ${named.join(" ")} or --all: some tasks, or each of them.`);
    }
    if (named.length === 0 && all === undefined) {
        const names = examTasks.map(({ id }) => id).join(", ");
        throw new Error(`Say which task, or --all. There are ${names}.`);
    }
    const unset = pass.filter((name) => process.env[name] === undefined);
    if (unset.length > 0) {
        throw new Error(`--pass ${unset.join(", ")}: is not set here. Export it first.`);
    }
    const { programs, hostSpeed, nodeCpus, nodePort } = options;
    return {
        kind: "hold",
        tasks: all === undefined ? [...new Set(named)].map((name) => taskOf(name)) : examTasks,
        ...{ repeat, seed, speed, agent, out, json, programs, hostSpeed, nodeCpus, nodePort },
        capSeconds: cap,
        passed: pass,
    };
}

function refuseBeside(option: string, named: readonly string[], options: ExamOptions): void {
    if (named.length > 0 || options.all !== undefined || options.agent !== undefined) {
        throw new Error(`${option} scores what is recorded: it takes no task and no agent.`);
    }
}
