import { type FixMoment, momentText } from "../rehearsal/moment";
import type { RehearsalRequest } from "../rehearsal/types";
import { defaultNodeCpus } from "../twin/physics/node";
import { type Output, spokenBy } from "./output";
import { checkRequest } from "./startChecks";
import type { SettingsArguments } from "./settingsArguments";
import { reportsFolder, startCommand, type StartOptions } from "./startOptions";

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

/** Tried when nobody says which; `none` is what they are compared with. */
const allArms = ["none", "hpa", "limits", "replicas", "hpa,limits"];

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseStart(args: readonly string[], say: Output): StartRequest {
    const program = startCommand().configureOutput(spokenBy(say)).parse(args, { from: "user" });
    const options = program.opts<StartOptions>();
    const incident = (program.processedArgs[0] as string | undefined) ?? "hybrid";
    const settings = settingsOf(options);
    const arms = armsOf(options.remediation);
    checkRequest(incident, arms, settings);
    const { seed, seeds = usualSeeds, fixAt = usualMoments } = options;
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

function settingsOf(options: StartOptions): SettingsArguments {
    const { users, spawnRate, duration, probes, images, config } = options;
    const given = Object.entries({ users, spawnRate, duration, probes, images });
    const said = given.filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { ...Object.fromEntries(said), ...config };
}

/** Whatever is asked for, `none` comes first: there is nothing to compare with otherwise. */
function armsOf(asked: readonly string[] | undefined): readonly string[] {
    const clean = (asked ?? allArms).map((arm) =>
        arm
            .split(",")
            .map((part) => part.trim())
            .filter((part) => part !== "")
            .join(","),
    );
    return [...new Set(["none", ...clean])];
}

function commandOf(incident: string, options: StartOptions): string {
    const { config = {}, remediation = [], fixAt = [], seed, hostSpeed, nodeCpus } = options;
    const flags = [
        ...remediation.map((arm) => `--remediation ${arm}`),
        ...fixAt.map((moment) => `--fix-at ${momentText(moment)}`),
        ...flagsOf({ users: options.users, "spawn-rate": options.spawnRate }),
        ...flagsOf({ duration: options.duration, probes: options.probes, images: options.images }),
        ...Object.entries(config).map(([key, value]) => `-c ${key}=${value}`),
        ...(seed === 1 ? [] : [`--seed ${seed}`]),
        ...(options.seeds === undefined ? [] : [`--seeds ${options.seeds}`]),
        ...(hostSpeed === "published" ? [] : [`--host-speed ${hostSpeed}`]),
        ...(nodeCpus === defaultNodeCpus ? [] : [`--node-cpus ${nodeCpus}`]),
    ];
    return ["npm start --", incident, ...flags].join(" ");
}

function flagsOf(values: Readonly<Record<string, string | undefined>>): readonly string[] {
    return Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : [`--${name} ${value}`],
    );
}
