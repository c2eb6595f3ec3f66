import type { Scenario } from "../scenarios/scenario";
import { broken } from "../twin/calibration/edges";
import type { Sweep } from "../twin/calibration/sweep";
import { medianOf } from "../twin/fidelity/comparison";
import type { Figures } from "../twin/fidelity/figures";
import { asOptions } from "./settingsArguments";

export interface Calibration {
    readonly scenario: Scenario;
    readonly settings: Readonly<Record<string, string>>;
    readonly hostSpeed: string;
    readonly seeds: number;
    readonly grain: number;
    readonly found: Sweep;
    /** The load of the incident's record, simulated. */
    readonly promised: { readonly users: number; readonly runs: readonly Figures[] };
}

/** What the sweep found, in words, with the command to use. */
export function calibrationText(calibration: Calibration): string {
    const { scenario, settings, hostSpeed, seeds, grain, found, promised } = calibration;
    const { upper, lower } = found;
    const place =
        `probes ${settings.probes ?? ""}, remediation ${settings.remediation ?? ""}, ` +
        `${settings.spawnRate ?? ""} users started a second, host speed ${hostSpeed}`;
    return [
        `Simulated, ${seeds} seeds: ${scenario.id}, ${place}.`,
        "",
        ...edge("Upper edge", upper, found.brokenAbove, "one step above breaks"),
        ...edge("Lower edge", lower, found.missingBelow, "one step below does not reach"),
        `Edges are good to ${grain} users, and hold under every seed.`,
        "",
        promiseText(scenario, promised),
        "",
        ...answer(calibration),
    ].join("\n");
}

function edge(
    title: string,
    users: number | undefined,
    symptoms: readonly { readonly meaning: string }[],
    why: string,
): readonly string[] {
    const reason = symptoms.map(({ meaning }) => meaning).join("; ");
    return [
        `${title}: ${users === undefined ? "none found" : `${users} users`}` +
            (reason === "" ? "" : ` (${why}: ${reason})`),
    ];
}

/** Whether the load that the incident has now keeps its contract. */
function promiseText(scenario: Scenario, { users, runs }: Calibration["promised"]): string {
    const failing = scenario.symptoms.filter((symptom) =>
        runs.some((one) =>
            (["ceiling", "floor"] as const).some((side) => broken([symptom], one, side).length > 0),
        ),
    );
    const restarts = medianOf(runs.map((one) => one.killsAtSeconds.length));
    const p95 = medianOf(runs.map((one) => one.p95Seconds));
    const figures = `median of ${restarts} restarts, p95 ${p95.toFixed(2)} s`;
    return failing.length === 0
        ? `The incident's own ${users} users keep the contract (${figures}).`
        : `The incident's own ${users} users do NOT keep the contract (${figures}): ` +
              `broken is "${failing.map(({ meaning }) => meaning).join('", "')}".`;
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
