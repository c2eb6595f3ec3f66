import { formatDuration } from "../../components/settings/duration";
import { type FixMoment, isPrevention, momentText } from "../../rehearsal/moment";
import type { RehearsalRequest } from "../../rehearsal/types";
import { scenarios } from "../../scenarios/registry";
import { defaultArms, type Scenario } from "../../scenarios/scenario";
import { defaultNodeCpus } from "../../twin/physics/node";
import { onceOnly } from "../onceOnly";
import { type Output, spokenBy } from "../output";
import type { SettingsArguments } from "../settingsArguments";
import { askedAgain, stackSettings } from "../stackOptions";
import { checkRequest, isPossible } from "./checks";
import { reportsFolder, startCommand, type StartOptions } from "./command";

/** What `npm start` was asked for. */
export interface StartRequest extends RehearsalRequest {
    readonly fixAt: readonly FixMoment[];
    readonly settings: SettingsArguments;
    readonly json: boolean;
    /** Where the page goes; undefined: nowhere. */
    readonly report: string | undefined;
    /** Where the evidence goes; undefined: nowhere. */
    readonly out: string | undefined;
    /** The command line that asks for the same. */
    readonly command: string;
}

/** Enough to see a fix that helps in half of the runs only; then it is played as often again. */
const usualSeeds = 5;

/** Prevention and response: two questions. */
const usualMoments: readonly FixMoment[] = ["before", "detection"];

const repeatable = ["remediation", "fix-at", "config"];

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseStart(args: readonly string[], say: Output): StartRequest {
    const program = onceOnly(startCommand(), repeatable)
        .configureOutput(spokenBy(say))
        .parse(args, { from: "user" });
    const options = program.opts<StartOptions>();
    const incident = (program.processedArgs[0] as string | undefined) ?? "hybrid";
    const { seed, seeds = usualSeeds, fixAt = usualMoments } = options;
    const scenario = scenarios[incident];
    const settings = { ...durationFor(scenario, fixAt), ...stackSettings(options) };
    const usual = (scenario === undefined ? [] : defaultArms(scenario)).filter((arm) =>
        isPossible(incident, arm, settings),
    );
    const arms = remediationsOf(options.remediation ?? usual);
    checkRequest(incident, arms, settings, fixAt);
    const from = (first: number, many: number): readonly number[] =>
        Array.from({ length: many }, (_, index) => first + index);
    const page = options.json ? undefined : `${reportsFolder}/${incident}.html`;
    return {
        incident,
        arms,
        fixAt,
        seeds: from(seed, seeds),
        moreSeeds: options.seeds === undefined ? from(seed + seeds, usualSeeds) : [],
        monitors: true,
        hostSpeed: options.hostSpeed,
        nodeCpus: options.nodeCpus,
        settings,
        json: options.json ?? false,
        report: options.report ?? page,
        out: options.out,
        command: commandOf(incident, options),
    };
}

/** Some loads are over before anybody could respond: then it has to last longer. */
function durationFor(
    scenario: Scenario | undefined,
    fixAt: readonly FixMoment[],
): SettingsArguments {
    const { durationSeconds = 0, responseSeconds = durationSeconds } = scenario?.load ?? {};
    const isLonger = responseSeconds > durationSeconds && !fixAt.every(isPrevention);
    return isLonger ? { duration: formatDuration(responseSeconds) } : {};
}

/** Whatever is asked for, `none` comes first: there is nothing to compare with otherwise. */
function remediationsOf(asked: readonly string[]): readonly string[] {
    return [...new Set(["none", ...asked.map(withoutGaps)])];
}

function withoutGaps(arm: string): string {
    return arm
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "")
        .join(",");
}

function commandOf(incident: string, options: StartOptions): string {
    const { remediation = [], fixAt = [], seed, hostSpeed, nodeCpus } = options;
    const flags = [
        ...remediation.map((arm) => `--remediation ${withoutGaps(arm)}`),
        ...fixAt.map((moment) => `--fix-at ${momentText(moment)}`),
        ...askedAgain(stackSettings(options)),
        ...(seed === 1 ? [] : [`--seed ${seed}`]),
        ...(options.seeds === undefined ? [] : [`--seeds ${options.seeds}`]),
        ...(hostSpeed === "published" ? [] : [`--host-speed ${hostSpeed}`]),
        ...(nodeCpus === defaultNodeCpus ? [] : [`--node-cpus ${nodeCpus}`]),
    ];
    return ["npm start --", incident, ...flags].join(" ");
}
