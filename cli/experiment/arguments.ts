/** What `npm run experiment` was asked for. */
import { formatDuration } from "../../components/settings/duration";
import { parseSettings } from "../../components/settings/parse";
import type { Values } from "../../range/apply/rangeStack";
import { scenarios } from "../../scenarios/registry";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { defaultNodeCpus } from "../../twin/physics/node";
import { onceOnly } from "../onceOnly";
import { type Output, spokenBy } from "../output";
import { onlyLater, settingProblems } from "../settingProblems";
import { shellWord } from "../settingsArguments";
import { askedAgain, stackSettings } from "../stackOptions";
import { unknownIncident } from "../unknownIncident";
import { experimentCommand, type ExperimentOptions } from "./command";

export interface AskedExperiment {
    readonly incident: string;
    /** Where it is played; undefined: on a range of its own. */
    readonly stack: string | undefined;
    /** As the setting spells them: `none`, `hpa,limits`. */
    readonly remediations: readonly string[];
    readonly repeat: number;
    readonly seed: number;
    readonly coolDownSeconds: number;
    readonly capSeconds: number;
    readonly abortMonitor: string | undefined;
    /** Of the load alone, and all that were given. */
    readonly load: Values;
    readonly settings: Values;
    readonly range: {
        readonly hostSpeed: HostSpeed;
        readonly nodeCpus: number;
        readonly speed: number;
        readonly programs: string | undefined;
    };
    readonly out: string | undefined;
    /** Whether the same is rehearsed afterwards. */
    readonly predict: boolean;
    readonly json: boolean;
}

/** Beyond what a load should take, in seconds. */
const capReserve = 300;

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseExperiment(args: readonly string[], say: Output): AskedExperiment {
    const program = onceOnly(experimentCommand(), ["config"])
        .configureOutput(spokenBy(say))
        .parse(args, { from: "user" });
    const options = program.opts<ExperimentOptions>();
    const [incident] = program.processedArgs as [string];
    const settings = stackSettings(options);
    const { stack } = options;
    checkWorld(options, settings);
    check(incident, options.remediation, settings);
    const { users, spawnRate, duration } = settings;
    const { repeat, seed, coolDown: coolDownSeconds, abortOn: abortMonitor } = options;
    const { hostSpeed, nodeCpus, speed, programs, out, predict = false, json = false } = options;
    return {
        ...{ incident, stack, remediations: options.remediation, repeat, seed, coolDownSeconds },
        ...{ abortMonitor, settings, out, predict, json },
        capSeconds: options.cap ?? usualCap(incident, settings),
        load: onlySaid({ users, spawnRate, duration }),
        range: { hostSpeed, nodeCpus, speed, programs },
    };
}

function usualCap(incident: string, settings: Values): number {
    const parsed = parseSettings({ ...settings, incident }, scenarios).settings;
    return (parsed.incident?.load.durationSeconds ?? 0) + capReserve;
}

/** Settings that say which shop it is: what is played must not lead anywhere else. */
const ofStack = ["namespace", "nodePort", "allowContexts"];

function checkWorld({ on, stack }: ExperimentOptions, settings: Values): void {
    if (on === undefined && stack === undefined) {
        throw new Error("Say where: --on range, or --stack with the name of a stack.");
    }
    const foreign = ofStack.find((key) => stack !== undefined && key in settings);
    if (foreign !== undefined) {
        throw new Error(
            `-c ${foreign}: belongs to the stack. Set it there, and deploy: ` +
                `pulumi config set ${foreign} ${settings[foreign] ?? ""} -s ${stack ?? ""}`,
        );
    }
}

function check(incident: string, remediations: readonly string[], settings: Values): void {
    if (!Object.hasOwn(scenarios, incident)) {
        throw new Error(unknownIncident(incident));
    }
    const problems = remediations.flatMap((remediation) => [
        ...settingProblems({ ...settings, incident, remediation }),
        ...onlyLater(remediation),
    ]);
    if (problems.length > 0) {
        const help = "All options: npm run experiment -- --help";
        throw new Error([...new Set(problems), help].join("\n"));
    }
}

function onlySaid(given: Readonly<Record<string, string | undefined>>): Values {
    const said = Object.entries(given).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return Object.fromEntries(said);
}

/** The command line that asks for the same. */
export function commandOf(asked: AskedExperiment): string {
    const { incident, stack, remediations, repeat, seed, settings, range } = asked;
    const { abortMonitor, capSeconds } = asked;
    const arms = remediations.map((arm) => arm.replaceAll(",", "+")).join(",");
    const world = stack === undefined ? "--on range" : `--stack ${stack}`;
    return [
        `npm run experiment -- ${incident} ${world} --remediation ${arms}`,
        ...askedAgain(settings),
        ...(asked.predict ? ["--predict"] : []),
        ...(repeat === 1 ? [] : [`--repeat ${repeat}`]),
        ...(seed === 1 ? [] : [`--seed ${seed}`]),
        ...(range.speed === 1 ? [] : [`--speed ${range.speed}`]),
        ...(range.hostSpeed === "published" ? [] : [`--host-speed ${range.hostSpeed}`]),
        ...(range.nodeCpus === defaultNodeCpus ? [] : [`--node-cpus ${range.nodeCpus}`]),
        ...(capSeconds === usualCap(incident, settings)
            ? []
            : [`--cap ${formatDuration(capSeconds)}`]),
        ...(abortMonitor === undefined ? [] : [`--abort-on ${shellWord(abortMonitor)}`]),
        `--cool-down ${formatDuration(asked.coolDownSeconds)}`,
    ].join(" ");
}
