import type { MetricFact } from "../facts/metricFact";
import { containerTagCardinality, retiredTags } from "../facts/tags";
import type { MetricSelector } from "../query/ast";
import { type TagCondition, tagConditionsOf } from "../query/walk";
import { type CheckContext, caution, type Finding, refused } from "./finding";

/** Whether a metric's series can carry the tags that a query filters and groups by. */
export function checkTags(
    selector: MetricSelector,
    fact: MetricFact,
    context: CheckContext,
): readonly Finding[] {
    const conditions = tagConditionsOf(selector.filter);
    return [
        ...conditions.flatMap((condition) => checkKey(condition, fact)),
        ...conditions.flatMap((condition) => checkValues(condition, fact, context)),
        ...selector.by.flatMap((key) => checkGroup(key, selector, fact)),
        ...checkScope(selector, fact, conditions),
    ];
}

/** Why a tag is not there; undefined when it is. */
function absence(key: string, { name, tags }: MetricFact): string | undefined {
    if (tags.includes(key)) {
        return undefined;
    }
    const successor = retiredTags[key];
    if (successor !== undefined) {
        return `nothing emits the tag ${key} any more: it is called ${successor}`;
    }
    const cardinality = containerTagCardinality[key];
    return cardinality === undefined || cardinality === "low"
        ? `${name} has no tag ${key}; it has ${tags.slice(0, 6).join(", ")}, …`
        : `${name} is tagged below ${cardinality} cardinality, so it has no ${key}`;
}

function checkKey({ key, at }: TagCondition, fact: MetricFact): readonly Finding[] {
    const reason = absence(key, fact);
    return reason === undefined ? [] : [refused("impossible-tag", reason, at)];
}

function checkGroup(key: string, { at }: MetricSelector, fact: MetricFact): readonly Finding[] {
    const reason = absence(key, fact);
    if (reason === undefined) {
        return [];
    }
    const isTooFine = (containerTagCardinality[key] ?? "low") !== "low";
    return [
        refused(
            isTooFine ? "low-cardinality-group" : "impossible-tag",
            `by {${key}}: ${reason}`,
            at,
        ),
    ];
}

/** Container and Deployment names are those of the shop; some tags have a closed list of values. */
function checkValues(
    condition: TagCondition,
    { name, values }: MetricFact,
    context: CheckContext,
): readonly Finding[] {
    const allowed = values?.[condition.key] ?? shopNames(condition.key, context);
    return (
        valuesOf(condition)
            // Datadog compares tags in lower case.
            .map((value) => (context.isForeign === true ? value.toLowerCase() : value))
            .filter((value) => allowed?.some((one) => matchesPattern(value, one)) === false)
            .map((value) =>
                refused(
                    "impossible-value",
                    `${condition.key} of ${name} is never "${value}", but one of ` +
                        [...new Set(allowed)].join(", "),
                    condition.at,
                ),
            )
    );
}

/** What containers and Deployments are called; undefined: nobody knows, or the tag is another. */
export function shopNames(
    key: string,
    { capacity, isForeign }: CheckContext,
): readonly string[] | undefined {
    return isForeign === true
        ? undefined
        : {
              kube_container_name: capacity.map(({ container }) => container),
              kube_deployment: capacity.map(({ deployment }) => deployment),
          }[key];
}

/** Without its namespace a query also sees what else runs in the cluster. */
function checkScope(
    { at, metric }: MetricSelector,
    { tags }: MetricFact,
    conditions: readonly TagCondition[],
): readonly Finding[] {
    const isBound = conditions.some(({ key }) => key === "kube_namespace" || key === "env");
    return isBound
        ? []
        : [
              caution(
                  "unscoped",
                  `${metric} is not bound to ${tags.includes("kube_namespace") ? "a namespace" : "an env"}`,
                  at,
              ),
          ];
}

export function valuesOf(condition: TagCondition): readonly string[] {
    return condition.kind === "in" ? condition.values : [condition.value];
}

/** Whether a value of a filter, in which `*` stands for anything, means this one. */
export function matchesPattern(pattern: string, value: string): boolean {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(value);
}
