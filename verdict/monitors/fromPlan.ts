import { withAccountIds } from "../../datadog/query/references";
import type { Plan, PlannedResource } from "../../plan/plan";
import {
    type EvaluationOptions,
    missingDataOptions,
    type MonitorDefinition,
    type MonitorSet,
    type SloDefinition,
} from "../../datadog/monitors/definition";
import { retentionSeconds } from "../../datadog/monitors/monitorOptions";

/*
 * The monitors and SLOs that a plan would create: the very queries that Datadog would be sent. The
 * provider takes thresholds as text and names fields its own way.
 */

const monitorType = "datadog:index/monitor:Monitor";
const sloType = "datadog:index/serviceLevelObjective:ServiceLevelObjective";

/** As the stack's components pass them. */
interface MonitorInputs {
    readonly name: string;
    readonly type: string;
    readonly query: string;
    readonly tags?: readonly string[];
    readonly monitorThresholds?: Readonly<Record<string, string>>;
    readonly requireFullWindow?: boolean;
    readonly onMissingData?: string;
    readonly notifyNoData?: boolean;
    readonly noDataTimeframe?: number;
    readonly newGroupDelay?: number;
    readonly newHostDelay?: number;
    readonly timeoutH?: number;
    readonly groupRetentionDuration?: string;
    readonly evaluationDelay?: number;
}

interface SloInputs {
    readonly name: string;
    readonly thresholds: readonly { readonly target: number }[];
    readonly sliSpecification: {
        readonly timeSlice: {
            readonly comparator: SloDefinition["comparator"];
            readonly threshold: number;
            readonly queryIntervalSeconds?: number;
            readonly query: {
                readonly formula: { readonly formulaExpression: string };
                readonly queries: readonly {
                    readonly metricQuery: { readonly name: string; readonly query: string };
                }[];
            };
        };
    };
}

/** Their ids are those of the catalogue: what a resource's name says after its component's. */
export function plannedSet({ resources }: Plan): MonitorSet {
    const planned = resources.filter(({ type }) => type === monitorType || type === sloType);
    const ids = new Map(planned.map((one) => [accountId(one), catalogueId(one)]));
    const named = (id: string): string => ids.get(id) ?? id;
    return {
        monitors: planned
            .filter(({ type }) => type === monitorType)
            .map((resource) => monitorOf(resource, named)),
        slos: planned.filter(({ type }) => type === sloType).map(sloOf),
    };
}

/** What the plan's stand-in for an account gives a resource as its id. */
function accountId({ name }: PlannedResource): string {
    return `${name}-id`;
}

function catalogueId({ name, parent = "" }: PlannedResource): string {
    const component = `${parent.split("::").at(-1) ?? ""}-`;
    return name.startsWith(component) ? name.slice(component.length) : name;
}

function monitorOf(resource: PlannedResource, named: (id: string) => string): MonitorDefinition {
    const inputs = resource.inputs as unknown as MonitorInputs;
    return {
        id: catalogueId(resource),
        name: inputs.name,
        type: inputs.type,
        query: withAccountIds(inputs.query, named),
        tags: inputs.tags ?? [],
        options: optionsOf(inputs),
    };
}

function optionsOf(inputs: MonitorInputs): EvaluationOptions {
    const threshold = (name: string): number | undefined => {
        const text = inputs.monitorThresholds?.[name];
        return text === undefined ? undefined : Number(text);
    };
    return {
        critical: threshold("critical"),
        warning: threshold("warning"),
        criticalRecovery: threshold("criticalRecovery"),
        warningRecovery: threshold("warningRecovery"),
        // The provider's default, unlike the API's.
        requireFullWindow: inputs.requireFullWindow ?? true,
        onMissingData: missingDataOptions.find((one) => one === inputs.onMissingData),
        notifyNoData: inputs.notifyNoData ?? false,
        noDataTimeframe: inputs.noDataTimeframe,
        newGroupDelay: inputs.newGroupDelay,
        newHostDelay: inputs.newHostDelay,
        timeoutHours: inputs.timeoutH,
        groupRetentionSeconds: retentionSeconds(inputs.groupRetentionDuration),
        evaluationDelay: inputs.evaluationDelay ?? 0,
    };
}

function sloOf(resource: PlannedResource): SloDefinition {
    const { name, thresholds, sliSpecification } = resource.inputs as unknown as SloInputs;
    const { comparator, threshold, query, queryIntervalSeconds } = sliSpecification.timeSlice;
    return {
        id: catalogueId(resource),
        name,
        queries: Object.fromEntries(
            query.queries.map(({ metricQuery }) => [metricQuery.name, metricQuery.query]),
        ),
        formula: query.formula.formulaExpression,
        comparator,
        threshold,
        sliceSeconds: queryIntervalSeconds ?? 300,
        target: thresholds[0]?.target ?? 100,
    };
}
