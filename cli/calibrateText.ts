import type { Scenario } from "../scenarios/scenario";
import type { Sweep } from "../twin/calibration/sweep";
import type { TriedLoad } from "./calibrateLoad";
import { asOptions } from "./settingsArguments";

export interface Calibration {
    readonly scenario: Scenario;
    readonly settings: Readonly<Record<string, string>>;
    readonly hostSpeed: string;
    readonly seeds: number;
    readonly grain: number;
    readonly found: Sweep;
    /** The loads of the incident's record, simulated. */
    readonly loads: readonly TriedLoad[];
}

/** What the sweep found, in words, with the command to use. */
export function calibrationText(calibration: Calibration): string {
    const { scenario, settings, hostSpeed, seeds, grain, found, loads } = calibration;
    const { upper, lower } = found;
    const place =
        `probes ${settings.probes ?? ""}, remediation ${settings.remediation ?? ""}, ` +
        `${counted(Number(settings.spawnRate), "user")} started a second, host speed ${hostSpeed}`;
    return [
        `Simulated, ${counted(seeds, "seed")}: ${scenario.id}, ${place}.`,
        "",
        ...edge("Upper edge", upper, found.brokenAbove, "one step above, these no longer hold"),
        ...edge("Lower edge", lower, found.missingBelow, "one step below, these do not hold yet"),
        `Edges are good to ${grain} users, and hold under every seed.`,
        "",
        ...loads.map(loadText),
        "",
        ...answer(calibration),
    ].join("\n");
}

/** What is being simulated, and how many counts of users were before it. */
export function progressText(users: number, countsTried: number): string {
    return `simulating ${counted(users, "user")} (${counted(countsTried, "user count")} tried so far)`;
}

function counted(count: number, what: string): string {
    return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function edge(
    title: string,
    users: number | undefined,
    symptoms: readonly { readonly meaning: string }[],
    why: string,
): readonly string[] {
    const reason = quoted(symptoms);
    return [
        `${title}: ${users === undefined ? "none found" : counted(users, "user")}` +
            (reason === "" ? "" : ` (${why}: ${reason})`),
    ];
}

function quoted(symptoms: readonly { readonly meaning: string }[]): string {
    return symptoms.map(({ meaning }) => `"${meaning}"`).join(", ");
}

/** Whether a load keeps the contract; of a guide's load, whether what it says of it is true. */
function loadText({ users, spawnRate, promise, broken, restarts, p95Seconds }: TriedLoad): string {
    const holds = broken.length === 0;
    const figures = `median of ${restarts} restarts, p95 ${p95Seconds.toFixed(2)} s`;
    const load = `${counted(users, "user")}, ${spawnRate} started a second`;
    const title =
        promise === undefined
            ? `The incident's own load, ${load}, ${holds ? "keeps" : "does NOT keep"} the contract`
            : `The guide promises "${promise}" with ${load}: that ${holds ? "holds" : "does NOT hold"}`;
    return `${title} (${figures})${holds ? "" : `; broken: ${quoted(broken)}`}.`;
}

function answer({ scenario, settings, found }: Calibration): readonly string[] {
    const { upper, lower } = found;
    if (upper === undefined || lower === undefined || lower > upper) {
        return [
            "No number of users keeps the whole contract under these settings. Try another " +
                "--spawn-rate, --probes or --remediation: a process that has just started is cold, " +
                "and a slower start warms it up.",
        ];
    }
    const command = (users: number): string =>
        `  pulumi up ${asOptions({ incident: scenario.id, ...settings, users: String(users) })}`;
    const middle = Math.round((upper + lower) / 2);
    return [
        "The highest that keeps the contract:",
        command(upper),
        "In the middle between the edges, for a machine that is not quite that one:",
        command(middle),
    ];
}
