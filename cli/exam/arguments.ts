/** What `npm run exam` was asked for. */
import { Command, InvalidArgumentError } from "commander";

import { parseDuration } from "../../components/settings/duration";
import { examTasks, taskOf, type ExamTask } from "../../exam/tasks/tasks";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { hostSpeedOption, nodeCpusOption, wholeNumber } from "../numbers";
import { onceOnly } from "../onceOnly";
import { type Output, spokenBy } from "../output";
import { fromCaller } from "../paths";

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

interface ExamOptions {
    readonly all?: true;
    readonly agent?: string;
    readonly pass: readonly string[];
    readonly repeat: number;
    readonly seed: number;
    readonly speed: number;
    readonly cap: number;
    readonly out: string;
    readonly replay?: string;
    readonly report: readonly string[];
    readonly programs?: string;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly nodePort?: number;
    readonly json?: true;
}

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseExam(args: readonly string[], say: Output): ExamRequest {
    const program = onceOnly(examCommand(), ["pass", "report"])
        .configureOutput(spokenBy(say))
        .parse(args, { from: "user" });
    const options = program.opts<ExamOptions>();
    const { all, agent, pass, repeat, seed, speed, cap, out, replay, report } = options;
    const { json = false } = options;
    const task = program.processedArgs[0] as string | undefined;
    if (replay !== undefined) {
        refuseBeside("--replay", task, options);
        return { kind: "replay", directory: replay, json };
    }
    if (report.length > 0) {
        refuseBeside("--report", task, options);
        return { kind: "leaderboard", directories: report, out };
    }
    if ((task === undefined) === (all === undefined)) {
        const names = examTasks.map(({ id }) => id).join(", ");
        throw new Error(`Say which task, or --all. There are ${names}.`);
    }
    const { programs, hostSpeed, nodeCpus, nodePort } = options;
    return {
        kind: "hold",
        tasks: task === undefined ? examTasks : [taskOf(task)],
        ...{ repeat, seed, speed, agent, out, json, programs, hostSpeed, nodeCpus, nodePort },
        capSeconds: cap,
        passed: pass,
    };
}

function refuseBeside(option: string, task: string | undefined, options: ExamOptions): void {
    if (task !== undefined || options.all !== undefined || options.agent !== undefined) {
        throw new Error(`${option} scores what is recorded: it takes no task and no agent.`);
    }
}

function examCommand(): Command {
    return new Command("npm run exam --")
        .description(
            "Examines whoever is on call: something happens in a shop on a range of its own, or " +
                "nothing does; what was found, done and said about it is recorded and scored.",
        )
        .argument("[task]", `one of ${examTasks.map(({ id }) => id).join(", ")}`)
        .option("--all", "all of them, one after the other")
        .option("--agent <command>", "who sits it; default: it says what to connect, and waits")
        .option(
            "--pass <name>",
            "a variable of the environment that the agent gets, like the key of its model; repeatable",
            (name: string, before: readonly string[]) => [...before, name],
            [],
        )
        .option(
            "--repeat <number>",
            "how often, each time with the next seed",
            wholeNumber(1, 100),
            1,
        )
        .option("--seed <number>", "of what is left to chance", wholeNumber(0), 1)
        .option("--speed <number>", "how many times as fast the shop goes", wholeNumber(1, 10), 1)
        .option("--cap <time>", "when it is over, 3m to 55m of the shop", capTime, 1800)
        .option("--out <folder>", "where the records go", fromCaller, fromCaller("exams"))
        .option("--replay <folder>", "score a record again", fromCaller)
        .option(
            "--report <folder>",
            "many exams side by side, as a table and a page; repeatable",
            (folder: string, before: readonly string[]) => [...before, fromCaller(folder)],
            [],
        )
        .option("--json", "scorecards as JSON")
        .option("--node-port <number>", "where the shop answers", wholeNumber(30_000, 32_767))
        .option(
            "--programs <folder>",
            "etcd and Kubernetes' programs, see npm run range",
            fromCaller,
        )
        .addOption(hostSpeedOption())
        .addOption(nodeCpusOption())
        .addHelpText("after", examples)
        .showHelpAfterError("All options: npm run exam -- --help")
        .exitOverride();
}

/** A load takes an hour at most, and goes on to the end; two minutes have to be left for a fix. */
const bounds = { least: 180, most: 3300 } as const;

function capTime(text: string): number {
    const seconds = parseDuration(text);
    if (seconds === undefined || seconds < bounds.least || seconds > bounds.most) {
        throw new InvalidArgumentError("Give a time from 3m to 55m.");
    }
    return seconds;
}

const examples = `
Examples:
  npm run exam -- hybrid
  npm run exam -- hybrid --agent "my-agent --task TASK.md" --pass ANTHROPIC_API_KEY
  npm run exam -- --all --repeat 3 --speed 5 --agent "python3 ~/agent.py"
  npm run exam -- --replay exams/hybrid-1
  npm run exam -- --report exams`;
