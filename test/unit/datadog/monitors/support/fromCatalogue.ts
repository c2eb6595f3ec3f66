import type { Monitor } from "../../../../../components/observability/catalogue/definition";
import type { Slo } from "../../../../../datadog/monitor";
import type {
    EvaluationOptions,
    MonitorDefinition,
    MonitorSet,
    SloDefinition,
} from "../../../../../datadog/monitors/definition";

/** The catalogue's monitors and SLOs as they would be evaluated. */
export function catalogueSet(monitors: readonly Monitor[], slos: readonly Slo[]): MonitorSet {
    return { monitors: monitors.map(definitionOf), slos: slos.map(sloOf) };
}

function definitionOf(monitor: Monitor): MonitorDefinition {
    const { id, title, type, query, tags } = monitor;
    return { id, name: title, type, query, tags, options: optionsOf(monitor) };
}

function optionsOf({ thresholds, options }: Monitor): EvaluationOptions {
    return {
        critical: thresholds?.critical,
        warning: thresholds?.warning,
        criticalRecovery: thresholds?.criticalRecovery,
        warningRecovery: thresholds?.warningRecovery,
        requireFullWindow: options.requireFullWindow ?? false,
        onMissingData: options.onMissingData,
        notifyNoData: false,
        noDataTimeframe: undefined,
        newGroupDelay: options.newGroupDelay,
        newHostDelay: undefined,
        timeoutHours: undefined,
        groupRetentionSeconds: undefined,
        evaluationDelay: options.evaluationDelay ?? 0,
    };
}

function sloOf(slo: Slo): SloDefinition {
    const { id, title, queries, formula, comparator, threshold, sliceSeconds, target } = slo;
    return { id, name: title, queries, formula, comparator, threshold, sliceSeconds, target };
}
