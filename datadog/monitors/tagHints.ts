import leven from "leven";

import type { MetricSelector, TagFilter } from "../query/ast";
import type { TagCondition } from "../query/walk";
import { metricFact } from "../facts/metrics";
import type { Evidence, Tags } from "../../evidence/evidence";
import { tagPredicate } from "./data/tagMatch";

interface Tagged {
    readonly tags: Tags;
}

/** What no series of a metric has, of that which a selector asks for. */
export function tagHints(
    selector: MetricSelector,
    series: readonly Tagged[],
    /** Without points only what is nearly a value of the evidence is worth a word. */
    isSilent: boolean,
    evidence: Evidence,
): readonly string[] {
    const { metric, filter, by } = selector;
    const wanted = wantedTags(filter);
    if (isSilent) {
        const known = metricFact(metric)?.values ?? {};
        return wanted.flatMap((one) => nearMiss(metric, one, known[one.key] ?? [], evidence));
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

/** Short values differ by a letter or two without being meant: 500 and 200, cart and card. */
const shortest = 5;

function nearMiss(
    metric: string,
    one: WantedTag,
    known: readonly string[],
    evidence: Evidence,
): readonly string[] {
    const all = [...evidence.series, ...evidence.distributions];
    const value = one.value.toLowerCase();
    if (value.length < shortest || known.includes(value) || has(one, all)) {
        return [];
    }
    const near = valuesOf(one.key, all).find((there) => leven(value, there) <= 2);
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

const shown = 5;

/** The likeliest first. */
function listed(wanted: string, there: readonly string[]): string {
    const sorted = [...there].sort((one, other) => leven(wanted, one) - leven(wanted, other));
    const more = sorted.length > shown ? ", …" : "";
    return there.length === 0 ? "none" : sorted.slice(0, shown).join(", ") + more;
}
