import { type PlannedObject, withContainers } from "../plan/plan";
import { mix as mixOf } from "../scenarios/load/mixes";
import type { Phase } from "../twin/input";
import { simulate } from "../twin/simulate";
import { FigureObserver, type SimulatedFigures } from "./figures";
import type { Conditions, MeasuredRun } from "./measuredRun";

/** Settings of the real program by key, as text. */
export type SettingTexts = Readonly<Record<string, string>>;

/** What of a run is in the settings. */
export type RunSetup = Pick<MeasuredRun, "users" | "spawnRate" | "seconds" | "cpuLimit">;

/** The set-up of a measured run, as settings of the real program. */
export function settingsOf({ users, spawnRate = 50, seconds, cpuLimit }: RunSetup): SettingTexts {
    const frontEnd = {
        resources: { requests: { cpu: cpuLimit }, limits: { cpu: cpuLimit, memory: "1000Mi" } },
    };
    return {
        incident: "hybrid",
        users: String(users),
        spawnRate: String(spawnRate),
        duration: `${seconds}s`,
        services: JSON.stringify({ "front-end": frontEnd }),
    };
}

/**
 * The same load with the run's mix, and perhaps without the Service before the front-end. Nothing
 * that was measured had a startup probe.
 */
export function asMeasured(
    objects: readonly PlannedObject[],
    { hasService, isProbed = true, mix }: Pick<MeasuredRun, "hasService" | "isProbed" | "mix">,
): readonly PlannedObject[] {
    const without = isProbed ? withoutStartupProbe : withoutProbes;
    return objects
        .filter(({ kind, metadata }) => {
            return hasService || kind !== "Service" || metadata.name !== "front-end";
        })
        .map((object) => withMix(without(object), mixOf(mix)));
}

/** The same without probes, which could end it, and perhaps with users who do not think. */
export function asSteady(
    objects: readonly PlannedObject[],
    thinks: boolean,
): readonly PlannedObject[] {
    const published = mixOf("browse-published");
    const mix = thinks ? published : { ...published, waitSeconds: { min: 0, max: 0 } };
    return objects.map((object) => withMix(withoutProbes(object), mix));
}

function withMix(object: PlannedObject, mix: object): PlannedObject {
    const data = object.data as Readonly<Record<string, string>> | undefined;
    return data?.["mix.json"] === undefined
        ? object
        : { ...object, data: { ...data, "mix.json": JSON.stringify(mix) } };
}

function withoutProbes(object: PlannedObject): PlannedObject {
    const none = { livenessProbe: undefined, readinessProbe: undefined };
    return withContainers(withoutStartupProbe(object), (container) => ({ ...container, ...none }));
}

export function withoutStartupProbe(object: PlannedObject): PlannedObject {
    return withContainers(object, (container) => ({ ...container, startupProbe: undefined }));
}

/** Plays one incident from a healthy shop to a little after its load, and sums it up. */
export function play(
    incident: readonly PlannedObject[],
    conditions: Conditions,
    seed: number,
): SimulatedFigures {
    const healthy = incident.filter(({ kind }) => kind !== "Job");
    const phases: readonly Phase[] = [
        { atSeconds: -30, objects: healthy },
        { atSeconds: 0, objects: incident },
    ];
    const observer = new FigureObserver();
    const { loadStart, loadEnd } = simulate(
        {
            namespace: "sock-shop",
            phases,
            beforeSeconds: 30,
            afterSeconds: 5,
            seed,
            ...conditions,
            epoch: 0,
        },
        observer,
    );
    return observer.figures(loadStart, loadEnd);
}
