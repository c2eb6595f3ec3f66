import type { ArmResult, Rehearsal, RehearsalResult } from "../../rehearsal/types";
import type { SeedResult } from "../../verdict/judgedArm";
import type { Scenario } from "../../scenarios/scenario";
import type { Arm, ReportModel } from "../model";
import { failuresOf } from "../plots/failures";
import { panelsOf, rangeOf } from "../plots/panels";
import { symptomRows } from "../arms/contract";
import { costLines, figureLines } from "../arms/figures";
import { fixOf, podsOf } from "../arms/fix";
import { armHarm } from "../arms/harm";
import { monitorsOf } from "./monitors";
import { shortageOf } from "./shortage";

/** A rehearsal and what belongs to it. */
export interface Rehearsed {
    readonly rehearsal: Rehearsal;
    readonly scenario: Scenario;
    /** The command line that makes the same report. */
    readonly command: string;
    readonly probes: string;
}

/** The report on a rehearsal. */
export function rehearsalModel({ rehearsal, scenario, ...said }: Rehearsed): ReportModel {
    const { result, evidence, timelines } = rehearsal;
    const arms = [...evidence].map(([arm, seen]) => ({ arm, evidence: seen }));
    const { shownSeed } = result;
    const recoveries = result.arms.map((arm) => shownOf(arm, shownSeed)?.recovery.seconds ?? 0);
    const range = rangeOf(arms, Math.max(...recoveries));
    return {
        source: { tag: "simulated", run: "seed", all: result.seeds, shown: shownSeed },
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
        },
        command: said.command,
        arms: result.arms.map((arm): Arm => {
            const timeline = timelines.get(arm.id);
            const loadStart = evidence.get(arm.id)?.run.loadStart ?? 0;
            return {
                id: arm.id,
                fix: fixOf(arm, result),
                pods: podsOf(shownOf(arm, shownSeed)),
                harm: armHarm(arm),
                shortage: shortageOf(arm, result.nodeCpus),
                monitors:
                    timeline &&
                    monitorsOf(timeline, loadStart, scenario.monitors, {
                        fixAt: arm.fixAt,
                        shown: shownOf(arm, shownSeed),
                    }),
            };
        }),
        lead: result.lead,
        figures: [...figureLines(result), ...costLines(result)],
        contract: symptomRows(result),
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

function shownOf({ seeds }: ArmResult, shownSeed: number): SeedResult | undefined {
    return seeds.find(({ seed }) => seed === shownSeed);
}

function heldBy({ arms }: RehearsalResult): readonly [number, number] {
    const held = (arms[0]?.seeds ?? []).map(({ figures }) => figures.heldUsers ?? 0);
    return [Math.min(...held), Math.max(...held)];
}
