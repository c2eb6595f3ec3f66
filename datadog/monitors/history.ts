import type { CompositeQuery } from "../query/ast";
import { compositeParts } from "../query/walk";
import type { Evidence } from "../../evidence/evidence";
import { evaluatorOf, parseMonitors } from "./compile";
import { EvidenceIndex } from "./data/evidenceIndex";
import { type PipelineOf, searchRecords, type SearchRecords } from "./data/records";
import { MonitorError, type MonitorDefinition, type MonitorSet } from "./definition";
import { beginsTooLate, partUnjudged } from "./judgeable";
import { partProblem } from "./partProblem";
import { evaluationSeconds } from "./stateMachine";
import { CompositeWatch } from "./watch/compositeWatch";
import { QueryWatch } from "./watch/queryWatch";
import type { Watch } from "./watch/watch";

/** What became of a monitor, evaluation by evaluation. */
export interface MonitorHistory {
    readonly definition: MonitorDefinition;
    /** When it was evaluated, in seconds since the epoch. */
    readonly times: readonly number[];
    /** When it was evaluated first, in seconds since the epoch. */
    readonly begins: number;
    /** By group; undefined as long as the group was not known or not yet evaluated. */
    readonly states: Watch["states"];
    /** Evaluation by evaluation, whether anybody is notified of missing data. */
    readonly pages: Watch["pages"];
    /** Why the evidence does not tell what it would have said; then its states are worth nothing. */
    readonly unjudged: string | undefined;
}

/** The evidence, prepared once for several sets of monitors. */
export class PreparedEvidence {
    readonly index: EvidenceIndex;
    private prepared: SearchRecords | undefined;

    /** @param pipelineOf the log pipeline that each namespace of the run has */
    constructor(
        readonly evidence: Evidence,
        private readonly pipelineOf: PipelineOf,
    ) {
        this.index = new EvidenceIndex(evidence);
    }

    readonly records = (): SearchRecords =>
        (this.prepared ??= searchRecords(this.evidence, this.pipelineOf));
}

/**
 * Evaluates all monitors every minute of the evidence.
 * @throws {MonitorError} for a query that is not understood or not supported.
 */
export function historiesOf(
    { evidence, index, records }: PreparedEvidence,
    set: MonitorSet,
): readonly MonitorHistory[] {
    const watches = new Map<string, Watch>();
    const unjudged = new Map<string, string>();
    const composites: (readonly [MonitorDefinition, CompositeQuery])[] = [];
    for (const parsed of parseMonitors(set)) {
        const evaluator = evaluatorOf(parsed, set, index, records);
        const { definition, query } = parsed;
        if (query.kind === "composite") {
            composites.push([definition, query]);
        } else if (evaluator !== undefined) {
            watches.set(definition.id, new QueryWatch(definition, query, evaluator, evidence.run));
            setReason(unjudged, definition.id, beginsTooLate(evaluator, evidence.run));
        }
    }
    const together = composites.map(([definition, query]) => {
        const parts = partsOf(definition, query, watches, set);
        setReason(unjudged, definition.id, partUnjudged(parts, unjudged));
        return [definition.id, new CompositeWatch(definition, query, parts)] as const;
    });
    // Composites come last: they look at what the others say in the same minute.
    const all = new Map<string, Watch>([...watches, ...together]);
    const times = evaluationTimes(evidence);
    for (const time of times) {
        all.forEach((watch) => {
            watch.evaluate(time);
        });
    }
    return set.monitors.flatMap((definition) => {
        const watch = all.get(definition.id);
        return watch === undefined
            ? []
            : [historyOf(definition, times, watch, unjudged.get(definition.id))];
    });
}

function historyOf(
    definition: MonitorDefinition,
    times: readonly number[],
    { begins, states, pages }: Watch,
    unjudged: string | undefined,
): MonitorHistory {
    return { definition, times, begins, states, pages, unjudged };
}

function setReason(reasons: Map<string, string>, id: string, reason: string | undefined): void {
    if (reason !== undefined) {
        reasons.set(id, reason);
    }
}

function partsOf(
    definition: MonitorDefinition,
    query: CompositeQuery,
    watches: ReadonlyMap<string, Watch>,
    set: MonitorSet,
): ReadonlyMap<string, Watch> {
    const ids = new Set(compositeParts(query.expression).map(({ id }) => id));
    return new Map(
        [...ids].map((id) => {
            const watch = watches.get(id);
            if (watch === undefined) {
                const isGiven = set.monitors.some((one) => one.id === id);
                // Of those given only composites are not watched by themselves.
                const problem = partProblem(id, { isGiven, isComposite: true });
                throw new MonitorError(definition, problem ?? "");
            }
            return [id, watch];
        }),
    );
}

/** Every full minute, as soon as there is a minute of evidence. */
function evaluationTimes({ run }: Evidence): readonly number[] {
    const first = (Math.floor(run.from / evaluationSeconds) + 1) * evaluationSeconds;
    const count = Math.max(0, Math.floor((run.until - first) / evaluationSeconds) + 1);
    return Array.from({ length: count }, (_, minute) => first + minute * evaluationSeconds);
}
