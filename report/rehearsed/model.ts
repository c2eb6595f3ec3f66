import type { Rehearsal, RehearsalResult } from "../../rehearsal/types";
import { remediations, type RemediationName } from "../../scenarios/remediation";
import type { Scenario } from "../../scenarios/scenario";
import type { RunTimelines } from "../../verdict/monitors/timelineTypes";
import type { Arm, ReportModel } from "../model";
import { failuresOf } from "../plots/failures";
import { panelsOf, rangeOf } from "../plots/panels";
import { contractOf } from "./contract";
import { figuresOf } from "./figures";
import { harmOf } from "./harm";
import { monitorsOf } from "./monitors";
import { shortageOf } from "./shortage";

/** A rehearsal and what belongs to it. */
export interface Rehearsed {
    readonly rehearsal: Rehearsal;
    readonly scenario: Scenario;
    /** By arm; empty where monitors were not tried. */
    readonly timelines: ReadonlyMap<string, RunTimelines>;
    /** The command line that makes the same report. */
    readonly command: string;
    readonly probes: string;
}

/** The report on a rehearsal. */
export function modelOf({ rehearsal, scenario, timelines, ...said }: Rehearsed): ReportModel {
    const { result, evidence } = rehearsal;
    const arms = [...evidence].map(([arm, seen]) => ({ arm, evidence: seen }));
    const recoveries = result.arms.map(({ seeds: [shown] }) => shown?.recovery.seconds ?? 0);
    const range = rangeOf(arms, Math.max(...recoveries));
    return {
        incident: { id: scenario.id, title: scenario.title, summary: scenario.summary },
        load: {
            users: result.users,
            ...(scenario.load.level && { held: heldBy(result) }),
            spawnRate: result.spawnRate,
            durationSeconds: result.durationSeconds,
        },
        simulation: {
            hostSpeed: result.hostSpeed,
            nodeCpus: result.nodeCpus,
            probes: said.probes,
            seeds: result.seeds,
            shownSeed: result.seeds[0] ?? 0,
        },
        command: said.command,
        arms: result.arms.map((arm): Arm => {
            const timeline = timelines.get(arm.remediation);
            const loadStart = evidence.get(arm.remediation)?.run.loadStart ?? 0;
            return {
                id: arm.remediation,
                summary: summaryOf(arm.remediation),
                harm: harmOf(arm),
                shortage: shortageOf(arm, result.nodeCpus),
                monitors: timeline && monitorsOf(timeline, loadStart, scenario.monitors),
            };
        }),
        lead: leadOf(scenario),
        figures: figuresOf(result),
        contract: contractOf(result),
        fixes: scenario.acceptedFixes,
        range,
        panels: panelsOf(
            arms,
            range,
            scenario.faults.map(({ service }) => service),
        ),
        failures: failuresOf(arms, range),
    };
}

function heldBy({ arms }: RehearsalResult): readonly [number, number] {
    const held = (arms[0]?.seeds ?? []).map(({ figures }) => figures.heldUsers ?? 0);
    return [Math.min(...held), Math.max(...held)];
}

/** The figure that an incident is about: the first of these that its contract bounds from below. */
function leadOf({ symptoms }: Scenario): string {
    const bounded = new Set<string>(
        symptoms
            .filter(({ atLeast, above }) => atLeast !== undefined || above !== undefined)
            .map(({ figure }) => figure),
    );
    if (bounded.has("orderFailureRatio")) {
        return "orderFailureRatio";
    }
    const isSlow = bounded.has("p95ResponseTimeMs") && !bounded.has("requestFailureRatio");
    return isSlow ? "p95Ms" : "requestFailureRatio";
}

function summaryOf(arm: string): string {
    const names = arm === "none" ? [] : (arm.split(",") as RemediationName[]);
    return names.map((name) => remediations[name].title).join("; ");
}
