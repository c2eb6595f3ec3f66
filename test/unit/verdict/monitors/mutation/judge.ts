import type { Monitor } from "../../../../../components/observability/catalogue/definition";
import { checkCatalogue } from "../../../../../datadog/check/catalogue";
import { isRefused } from "../../../../../datadog/check/finding";
import { referencesOf } from "../../../../../datadog/query/references";
import { checkContract } from "../../../../../verdict/monitors/contract";
import { catalogueSet } from "../../../datadog/monitors/support/fromCatalogue";
import { timelinesOf } from "../../../../../datadog/monitors/timeline";
import { context } from "../../../components/observability/scope";
import { shopSlos, type Trial } from "../../../datadog/monitors/support/simulated";

/** Who caught a mutant: the catalogue's check, or the contract of a run; undefined: nobody. */
export type Catcher = string | undefined;

/** Judges mutants of a catalogue one by one. */
export class Judge {
    private readonly refusals: ReadonlySet<string>;
    /** What is amiss without any mutation, by run and monitor: nothing, as a test of its own says. */
    private readonly known: ReadonlyMap<string, string | undefined>;

    constructor(
        private readonly monitors: readonly Monitor[],
        private readonly runs: readonly Trial[],
    ) {
        this.refusals = new Set(refusalsOf(monitors));
        const set = catalogueSet(monitors, shopSlos);
        this.known = new Map(
            runs.flatMap(({ name, run, contract }) =>
                checkContract(timelinesOf(run, set), contract, run.evidence.run).map(
                    ({ monitor, problem }) => [`${name} ${monitor}`, problem] as const,
                ),
            ),
        );
    }

    /** The catalogue's check is asked first, because it is quick. */
    catcherOf(mutated: Monitor): Catcher {
        const monitors = this.monitors.map((one) => (one.id === mutated.id ? mutated : one));
        const refusal = refusalsOf(monitors).find((one) => !this.refusals.has(one));
        return refusal ?? this.brokenContract(mutated, monitors);
    }

    private brokenContract(mutated: Monitor, monitors: readonly Monitor[]): Catcher {
        // Only what the mutation can change is evaluated: the monitor and composites of it.
        const composites = monitors.filter(({ query }) => partsOf(query).includes(mutated.id));
        const needed = new Set([
            mutated.id,
            ...partsOf(mutated.query),
            ...composites.flatMap(({ id, query }) => [id, ...partsOf(query)]),
        ]);
        const set = catalogueSet(
            monitors.filter(({ id }) => needed.has(id)).map(asProvided),
            shopSlos,
        );
        const judged = new Set([mutated.id, ...composites.map(({ id }) => id)]);
        for (const { name, run, contract } of this.runs) {
            const broken = checkContract(timelinesOf(run, set), contract, run.evidence.run).find(
                ({ monitor, problem }) =>
                    judged.has(monitor) && problem !== this.known.get(`${name} ${monitor}`),
            );
            if (broken !== undefined) {
                return `contract of ${name}: ${broken.monitor}`;
            }
        }
        return undefined;
    }
}

/** What is not said is the provider's default, which requires a full window. */
function asProvided(monitor: Monitor): Monitor {
    const { options } = monitor;
    return {
        ...monitor,
        options: { ...options, requireFullWindow: options.requireFullWindow ?? true },
    };
}

function partsOf(query: string): readonly string[] {
    return referencesOf(query).monitors;
}

function refusalsOf(monitors: readonly Monitor[]): readonly string[] {
    return checkCatalogue(monitors, shopSlos, context)
        .filter(isRefused)
        .map(({ of, code }) => `check of ${of}: ${code}`);
}
