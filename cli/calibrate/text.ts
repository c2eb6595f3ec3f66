import type { Scenario } from "../../scenarios/scenario";
import type { Sweep } from "../../fidelity/calibration/sweep";
import { asOptions } from "../settingsArguments";
import type { TriedLoad } from "./load";

export interface Calibration {
    readonly scenario: Scenario;
    readonly settings: Readonly<Record<string, string>>;
    readonly hostSpeed: string;
    readonly nodeCpus: number;
    readonly seeds: number;
    readonly grain: number;
    /** Undefined where the load finds the number of its users by itself. */
    readonly found: Sweep | undefined;
    /** The load of the incident's record, simulated. */
    readonly load: TriedLoad;
}

/** What was found, in words, with the command to use. */
export function calibrationText(calibration: Calibration): string {
    const { scenario, settings, hostSpeed, nodeCpus, seeds, found, load } = calibration;
    const place =
        `probes ${settings.probes ?? ""}, remediation ${settings.remediation ?? ""}, ` +
        `${counted(Number(settings.spawnRate), "user")} started a second, host speed ${hostSpeed}, ` +
        counted(nodeCpus, "CPU");
    return [
        `Simulated, ${counted(seeds, "seed")}: ${scenario.id}, ${place}.`,
        "",
        ...(found === undefined ? [] : sweepText(calibration, found)),
        loadText(load, found === undefined),
        ...(found === undefined ? [] : ["", ...answer(calibration, found)]),
    ].join("\n");
}

function sweepText({ grain }: Calibration, found: Sweep): readonly string[] {
    const { upper, lower } = found;
    return [
        ...edge("Upper edge", upper, found.brokenAbove, "one step above, these no longer hold"),
        ...edge("Lower edge", lower, found.missingBelow, "one step below, these do not hold yet"),
        `Edges are good to ${grain} users, and hold under every seed.`,
        "",
    ];
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

/** Whether the load keeps the contract; if it finds its number of users, which. */
function loadText(tried: TriedLoad, findsItsLevel: boolean): string {
    const { users, heldUsers, spawnRate, broken, restarts, p95Seconds } = tried;
    const holds = broken.length === 0;
    const figures = `median of ${restarts} restarts, p95 ${p95Seconds.toFixed(2)} s`;
    const [low, high] = heldUsers;
    const load = findsItsLevel
        ? `which held ${low === high ? low : `${low} to ${high}`} of at most ${counted(users, "user")}`
        : `${counted(users, "user")}, ${spawnRate} started a second`;
    const title = `The incident's own load, ${load}, ${holds ? "keeps" : "does NOT keep"} the contract`;
    return `${title} (${figures})${holds ? "" : `; broken: ${quoted(broken)}`}.`;
}

function answer({ scenario, settings }: Calibration, found: Sweep): readonly string[] {
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
