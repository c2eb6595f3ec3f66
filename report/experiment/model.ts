/** The report on an experiment. */
import { parseSettings } from "../../components/settings/parse";
import type { ReadExperiment } from "../../experiment/kept/files";
import type { KeptExperiment } from "../../experiment/kept/schema";
import { type ExperimentResult, judgedExperiment } from "../../experiment/result";
import { type Foretold, foretold, type Prediction } from "../../experiment/prediction";
import { scenarios } from "../../scenarios/registry";
import type { Scenario } from "../../scenarios/scenario";
import type { Arm, ReportBody } from "../model";
import { failuresOf } from "../plots/failures";
import { panelsOf, rangeOf } from "../plots/panels";
import { symptomRows } from "../arms/contract";
import { figureLines } from "../arms/figures";
import { fixOf, podsOf } from "../arms/fix";
import { armHarm } from "../arms/harm";
import { type ClockRow, clockRows } from "./clocks";
import { monitorReport } from "./monitors";

export interface ExperimentModel extends ReportBody {
    readonly kept: KeptExperiment;
    readonly result: ExperimentResult;
    readonly clocks: readonly ClockRow[];
    /** Undefined: nothing was rehearsed. */
    readonly foretold: Foretold | undefined;
}

export function experimentModel(
    experiment: ReadExperiment,
    prediction?: Prediction,
): ExperimentModel {
    const { kept } = experiment;
    const scenario = scenarios[kept.incident];
    if (scenario === undefined) {
        throw new Error(`There is no incident "${kept.incident}" any more.`);
    }
    const result = judgedExperiment(experiment, scenario);
    const arms = [...result.shownRuns].map(([arm, { evidence }]) => ({ arm, evidence }));
    const recoveries = [...result.shownRuns.values()].map(
        (run) => run.result.recovery.seconds ?? 0,
    );
    const range = rangeOf(arms, Math.max(0, ...recoveries));
    return {
        ...{ kept, result, clocks: clockRows(kept) },
        foretold: prediction && foretold(prediction, result.arms),
        source: {
            ...{ tag: kept.origin, run: "repetition" },
            ...{ all: result.repetitions, shown: result.shown },
        },
        incident: { id: scenario.id, title: scenario.title, summary: scenario.summary },
        load: loadOf(kept, scenario, result),
        arms: result.arms.map((arm): Arm => {
            const shown = result.shownRuns.get(arm.id);
            return {
                id: arm.id,
                fix: fixOf(arm, { lead: result.lead, shownSeed: result.shown }),
                pods: podsOf(arm.seeds.find(({ seed }) => seed === result.shown)),
                harm: armHarm(arm),
                shortage: undefined,
                monitors:
                    shown &&
                    monitorReport(shown.kept, shown.evidence.run.loadStart, scenario.monitors),
            };
        }),
        lead: result.lead,
        figures: figureLines(result),
        contract: symptomRows(result),
        fixes: scenario.acceptedFixes,
        range,
        panels: panelsOf(
            arms,
            range,
            scenario.faults.map(({ service }) => service),
        ),
        failures: failuresOf(arms, range).filter(({ reasons }) => reasons.length > 0),
    };
}

function loadOf(
    { settings, incident }: KeptExperiment,
    { load }: Scenario,
    { arms }: ExperimentResult,
): ReportBody["load"] {
    const parsed = parseSettings({ ...settings, incident }, scenarios).settings.incident?.load;
    const held = (arms.find(({ id }) => id === "none")?.seeds ?? []).flatMap(
        ({ figures }) => figures.heldUsers ?? [],
    );
    const { users, spawnRate, durationSeconds } = parsed ?? load;
    return {
        ...{ users, spawnRate, durationSeconds },
        ...(load.level && held.length > 0 && { held: [Math.min(...held), Math.max(...held)] }),
    };
}
