/** What `npm run range` was asked for. */
import type { Values } from "../../range/apply/rangeStack";
import { contextName } from "../../range/contextName";
import { scenarios } from "../../scenarios/registry";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { onceOnly } from "../onceOnly";
import { type Output, spokenBy } from "../output";
import { stackSettings } from "../stackOptions";
import { onlyLater, settingProblems } from "../settingProblems";
import { unknownIncident } from "../unknownIncident";
import { rangeCommand, type RangeOptions } from "./command";
import type { Shell } from "./environment";

export type RangeRequest = EnvironmentRequest | StayRequest;

/** Print what another terminal needs. */
export interface EnvironmentRequest {
    readonly kind: "environment";
    readonly shell: Shell;
    /** Of which range: its folder; undefined: the only one. */
    readonly of: string | undefined;
}

/** Start a range and stay. */
export interface StayRequest {
    readonly kind: "stay";
    /** A folder; true: the usual one; undefined: nothing is kept. */
    readonly keep: string | true | undefined;
    /** Folder of the programs. */
    readonly programs: string | undefined;
    /** What is brought up; undefined: nothing, the cluster is empty. */
    readonly shop: ShopRequest | undefined;
    readonly seed: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    /** How many times as fast as the wall's time the simulated one goes. */
    readonly speed: number;
}

export interface ShopRequest {
    /** Settings of the healthy shop, with the fixes in force. */
    readonly healthy: Values;
    /** What the incident adds; undefined: it stays healthy. */
    readonly incident: (Values & { readonly incident: string }) | undefined;
}

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseRange(args: readonly string[], say: Output): RangeRequest {
    const program = onceOnly(rangeCommand(), ["config"])
        .configureOutput(spokenBy(say))
        .parse(args, { from: "user" });
    const options = program.opts<RangeOptions>();
    if (options.env !== undefined) {
        const shell = options.env === true ? "sh" : options.env;
        return { kind: "environment", shell, of: options.of };
    }
    const { keep, programs, seed, hostSpeed, nodeCpus, speed } = options;
    const incident = program.processedArgs[0] as string | undefined;
    if (incident === undefined) {
        refuseSettings(options);
    }
    const shop = incident === undefined ? undefined : shopOf(incident, options);
    return { kind: "stay", keep, programs, shop, seed, hostSpeed, nodeCpus, speed };
}

/** Settings mean nothing to a cluster that stays empty. */
function refuseSettings(options: RangeOptions): void {
    const { remediation, blind } = options;
    const settings = { ...stackSettings(options), ...asValues({ remediation, blind }) };
    const [first] = Object.keys(settings);
    if (first !== undefined) {
        throw new Error(
            `${first}: without an incident the range starts empty, and this changes nothing. ` +
                "For the healthy shop: npm run range -- none",
        );
    }
}

function shopOf(incident: string, options: RangeOptions): ShopRequest {
    if (incident !== "none" && !Object.hasOwn(scenarios, incident)) {
        throw new Error(unknownIncident(incident, ["none", ...Object.keys(scenarios)]));
    }
    const { remediation = "none", blind } = options;
    const { users, spawnRate, duration, ...rest } = stackSettings(options);
    const load = asValues({ users, spawnRate, duration });
    const place = { kubeContext: contextName, observability: "resources" };
    const healthy = { ...place, ...rest, ...asValues({ remediation, blind }) };
    const problems = [...settingProblems({ ...healthy, ...load, incident })];
    if (healthy.observability === "full") {
        problems.push("-c observability=full: the range's agent is there already. Use resources.");
    }
    problems.push(
        ...onlyLater(
            remediation,
            "Respond yourself, with kubectl or pulumi, once the range is up.",
        ),
    );
    if (problems.length > 0) {
        throw new Error([...problems, "All options: npm run range -- --help"].join("\n"));
    }
    return { healthy, incident: incident === "none" ? undefined : { incident, ...load } };
}

/** As the settings have it; without what was not said. */
function asValues(given: Readonly<Record<string, string | true | undefined>>): Values {
    const said = Object.entries(given).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, String(value)] as const],
    );
    return Object.fromEntries(said);
}
