import type { MetricSelector, TagFilter } from "../query/ast";
import type { TagCondition } from "../query/walk";
import { metricFact } from "../facts/metrics";
import type { Evidence, Tags } from "../../evidence/evidence";
import { tagPredicate } from "./data/tagMatch";
import { listed, nearestOf } from "./nearNames";

interface Tagged {
    readonly tags: Tags;
}

/** What no series of a metric has, of that which a selector asks for. */
export function tagHints(
    selector: MetricSelector,
    series: readonly Tagged[],
    /** It has points only while something is amiss: a value that is not there may be in order. */
    isSilent: boolean,
    evidence: Evidence,
): readonly string[] {
    const { metric, filter, by } = selector;
    const wanted = wantedTags(filter);
    const known = metricFact(metric)?.values ?? {};
    if (isSilent && series.length === 0) {
        // Without points only what is nearly a value of the evidence is worth a word.
        return wanted.flatMap((one) => nearMiss(metric, one, known[one.key] ?? [], evidence));
    }
    if (isSilent) {
        return [
            ...wanted
                .filter((one) => !isPossible(one, known, evidence))
                .flatMap((one) => missingTag(metric, one, series)),
            ...by.flatMap((key) => missingKey(metric, key, series)),
        ];
    }
    const texts = wanted.flatMap((one) => missingTag(metric, one, series));
    const groups = by.flatMap((key) => missingKey(metric, key, series));
    const matches = tagPredicate(filter);
    const isEmpty = !series.some(({ tags }) => matches(tags));
    return [
        ...texts,
        ...groups,
        ...(texts.length === 0 && isEmpty
            ? [`no series of ${metric} has all that it asks for`]
            : []),
    ];
}

/** Whether a value could have been there: a state of the list, or somebody who was well. */
function isPossible(
    one: WantedTag,
    known: Readonly<Record<string, readonly string[]>>,
    { series, distributions }: Evidence,
): boolean {
    const states = known[one.key];
    return states === undefined
        ? has(one, [...series, ...distributions])
        : states.includes(one.value.toLowerCase()) || /[*?]/.test(one.value);
}

type WantedTag = Pick<Extract<TagCondition, { kind: "tag" }>, "key" | "value">;

/** The tags that a series is wanted to have; of those that it must not have none need be there. */
function wantedTags(filter: TagFilter): readonly WantedTag[] {
    switch (filter.kind) {
        case "everything":
        case "not":
            return [];
        case "tag":
            return [filter];
        case "in":
            return filter.values.map((value) => ({ key: filter.key, value }));
        case "and":
        case "or":
            return filter.operands.flatMap(wantedTags);
    }
}

function has({ key, value }: WantedTag, series: readonly Tagged[]): boolean {
    const matches = tagPredicate({ kind: "tag", key, value, at: 0 });
    return series.some(({ tags }) => matches(tags));
}

function missingTag(metric: string, one: WantedTag, series: readonly Tagged[]): readonly string[] {
    if (has(one, series)) {
        return [];
    }
    const missing = missingKey(metric, one.key, series);
    return missing.length > 0
        ? missing
        : [
              `no series of ${metric} has ${one.key}:${one.value} ` +
                  `(there: ${listed(one.value, valuesOf(one.key, series))})`,
          ];
}

function missingKey(metric: string, key: string, series: readonly Tagged[]): readonly string[] {
    const keys = [...new Set(series.flatMap(({ tags }) => Object.keys(tags)))];
    return keys.includes(key)
        ? []
        : [`no series of ${metric} has the tag ${key} (there: ${listed(key, keys)})`];
}

function nearMiss(
    metric: string,
    one: WantedTag,
    known: readonly string[],
    evidence: Evidence,
): readonly string[] {
    const all = [...evidence.series, ...evidence.distributions];
    const value = one.value.toLowerCase();
    if (known.includes(value) || has(one, all)) {
        return [];
    }
    const near = nearestOf(value, valuesOf(one.key, all));
    return near === undefined
        ? []
        : [
              `nothing in the evidence has ${one.key}:${one.value}, as ${metric} should. ` +
                  `Did you mean ${near}?`,
          ];
}

function valuesOf(key: string, series: readonly Tagged[]): readonly string[] {
    return [...new Set(series.map(({ tags }) => tags[key]).filter((one) => one !== undefined))];
}
