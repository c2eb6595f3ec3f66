/** The command line of `npm run exam`: its options, its help. */
import { type Command, InvalidArgumentError, Option } from "commander";

import { examTasks } from "../../exam/tasks/tasks";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { houseCommand } from "../houseCommand";
import { fromCaller } from "../paths";
import { hostSpeedOption, nodeCpusOption } from "../simulationOptions";
import { durationWithin, wholeNumber } from "../values";

/** Options as commander hands them over. */
export interface ExamOptions {
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

export function examCommand(): Command {
    return houseCommand(
        "npm run exam",
        "Examines whoever is on call: something happens in a shop on a range of its own, or " +
            "nothing does; what was found, done and said about it is recorded and scored.",
    )
        .argument("[tasks...]", `of ${examTasks.map(({ id }) => id).join(", ")}`)
        .option("--all", "all of them, one after the other")
        .option("--agent <command>", "who sits it (default: it says what to connect, and waits)")
        .option(
            "--pass <name>",
            "a variable of the environment that the agent gets, like the key of its model; repeatable",
            (name: string, before: readonly string[]) => [...before, name],
            [],
        )
        .option(
            "--repeat <number>",
            "how often, each time with the next seed: 1 to 100",
            wholeNumber(1, 100),
            1,
        )
        .option("--seed <number>", "of what is left to chance", wholeNumber(0), 1)
        .option("--on <where>", "range, the only place that there is for it", onRange)
        .option(
            "--speed <number>",
            "how many times as fast the shop goes, 1 to 10",
            wholeNumber(1, 10),
            1,
        )
        .addOption(
            new Option("--cap <time>", "when it is over, 3m to 55m of the shop")
                .argParser(capTime)
                .default(capTime(usualCap), usualCap),
        )
        .addOption(
            new Option("--out <folder>", "where the records go; each agent's to one of its own")
                .argParser(fromCaller)
                .default(fromCaller("exams"), "exams"),
        )
        .option("--replay <folder>", "score a record again", fromCaller)
        .option(
            "--report <folder>",
            "many exams side by side, as a table and a page; repeatable",
            (folder: string, before: readonly string[]) => [...before, fromCaller(folder)],
            [],
        )
        .option("--json", "scorecards as JSON")
        .option(
            "--node-port <number>",
            "where the shop answers, 30000 to 32767 (default: 30001)",
            wholeNumber(30_000, 32_767),
        )
        .option(
            "--programs <folder>",
            "etcd and Kubernetes' programs, see npm run range",
            fromCaller,
        )
        .addOption(hostSpeedOption())
        .addOption(nodeCpusOption())
        .addHelpText("after", examples)
        .exitOverride();
}

/** What an exam is scored by, no real cluster tells: each request of each user, and what any change brings. */
function onRange(where: string): string {
    if (where === "range") {
        return where;
    }
    throw new InvalidArgumentError(
        "An exam is held on a range that it starts itself: its record has every request of every " +
            "user, which neither a real cluster nor a range of another process tells. On kind, " +
            "inject by pulumi up -c incident=hybrid -c blind=true, or let npm run experiment " +
            "-- hybrid --stack dev compare fixes there.",
    );
}

/** A load takes an hour at most, and goes on to the end; two minutes have to be left for a fix. */
const capTime = durationWithin("3m", "55m");

const usualCap = "30m";

const examples = `
Examples:
  npm run exam -- hybrid
  npm run exam -- hybrid --agent "my-agent --task TASK.md" --pass ANTHROPIC_API_KEY
  npm run exam -- crash hybrid quiet --agent "my-agent"
  npm run exam -- --all --repeat 3 --speed 5 --agent "python3 ~/agent.py"
  npm run exam -- --replay exams/hybrid-1
  npm run exam -- --report exams`;
