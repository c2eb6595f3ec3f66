import { healthyRun } from "../../rehearsal/monitorColumns";
import { scenarios } from "../../scenarios/registry";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { onceOnly } from "../onceOnly";
import { type Output, spokenBy } from "../output";
import { requirePrevention } from "../settingProblems";
import { unknownIncident } from "../unknownIncident";
import { monitorsCommand, type MonitorsOptions } from "./command";

/** What `npm run monitors` was asked for. */
export interface MonitorsRequest {
    /** Runs to simulate: `healthy` and incidents; of no use with evidence. */
    readonly runs: readonly string[];
    readonly remediation: string;
    readonly seed: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    /** Directories of evidence to evaluate instead. */
    readonly evidence: readonly string[];
    /** File of monitors in Datadog's export format; undefined: the stack's own. */
    readonly monitors: string | undefined;
    /** File that says what is expected; undefined: what the scenarios say. */
    readonly contract: string | undefined;
    /** Only read and check the monitors, and evaluate nothing. */
    readonly lint: boolean;
    readonly json: boolean;
    readonly plain: boolean;
    readonly junit: string | undefined;
}

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseMonitorsArguments(args: readonly string[], say: Output): MonitorsRequest {
    const program = onceOnly(monitorsCommand(), ["evidence"])
        .configureOutput(spokenBy(say))
        .parse(args, { from: "user" });
    const asked = program.processedArgs[0] as readonly string[];
    const options = program.opts<MonitorsOptions>();
    const known = [healthyRun, ...Object.keys(scenarios)];
    const unknown = asked.find((one) => !known.includes(one));
    if (unknown !== undefined) {
        throw new Error(unknownIncident(unknown, known));
    }
    if (options.evidence !== undefined && asked.length > 0) {
        throw new Error("Name incidents to simulate, or --evidence to read, but not both.");
    }
    requirePrevention(options.remediation);
    if (options.lint === true) {
        refuseBesideLint(options, asked);
    }
    return {
        ...options,
        runs: asked.length === 0 ? known : [...new Set(asked)],
        evidence: options.evidence ?? [],
        monitors: options.monitors,
        contract: options.contract,
        lint: options.lint ?? false,
        json: options.json ?? false,
        plain: options.plain ?? false,
        junit: options.junit,
    };
}

function refuseBesideLint(options: MonitorsOptions, asked: readonly string[]): void {
    if (options.monitors === undefined) {
        throw new Error("--lint needs --monitors: the stack's own are checked by its tests.");
    }
    const { evidence, contract, junit } = options;
    if (
        asked.length > 0 ||
        evidence !== undefined ||
        contract !== undefined ||
        junit !== undefined
    ) {
        throw new Error("--lint evaluates nothing: no runs, --evidence, --contract or --junit.");
    }
}
