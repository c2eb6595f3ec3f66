import type { MetricSelector, ParsedSearch } from "../query/ast";
import { searchTermsOf, tagConditionsOf } from "../query/walk";
import { type Finding, refused } from "./finding";
import { valuesOf } from "./tags";

/*
 * A monitor that asks for the incident, or for the load that comes with it, would know the answer
 * instead of recognising symptoms; so would one that leaves the load out by name.
 */

const tellingKeys: readonly string[] = [
    "incident",
    "run",
    // Of the events that a load run sends.
    "load",
    "managed-by",
    "kube_job",
    "kube_cronjob",
    "sock-shop-incidents/incident",
    "sock-shop-incidents/run",
];

/** Names of what an incident brings along: the load, its expiry, its marker, its events. */
const tellingValues = /^(?:load|expiry|lease|incident)(?:[-*]|$)|locust|sock-shop-incidents/i;

const reason = (what: string): string =>
    `${what} is about the incident or its load; monitors may look at symptoms only`;

export function checkSecrecyOfFilter(selector: MetricSelector): readonly Finding[] {
    const byKey = selector.by
        .filter((key) => tellingKeys.includes(key))
        .map((key) => refused("names-the-incident", reason(`by {${key}}`), selector.at));
    const byCondition = tagConditionsOf(selector.filter)
        .filter(
            (condition) =>
                tellingKeys.includes(condition.key) ||
                valuesOf(condition).some((value) => tellingValues.test(value)),
        )
        .map(({ key, at }) => refused("names-the-incident", reason(`the filter on ${key}`), at));
    return [...byKey, ...byCondition];
}

export function checkSecrecyOfSearch({ expression }: ParsedSearch): readonly Finding[] {
    return searchTermsOf(expression)
        .filter((term) => {
            const value = term.kind === "text" ? term.value : JSON.stringify(term.value);
            const texts = value.match(/[\w*/-]+/g) ?? [];
            return (
                (term.kind === "field" && tellingKeys.includes(term.key)) ||
                texts.some((text) => tellingValues.test(text))
            );
        })
        .map((term) =>
            refused(
                "names-the-incident",
                reason(term.kind === "text" ? `"${term.value}"` : `the field ${term.key}`),
                term.at,
            ),
        );
}
