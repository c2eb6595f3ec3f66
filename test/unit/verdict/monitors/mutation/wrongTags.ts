import type { Monitor } from "../../../../../components/observability/catalogue/definition";
import type { MonitorQuery, TagFilter } from "../../../../../datadog/query/ast";
import { firstSelector, withQuery } from "./mutant";

/** Another value, and another key, for each condition on tags. */
export function wrongTags(monitor: Monitor, query: MonitorQuery): readonly Monitor[] {
    switch (query.kind) {
        case "metric":
            return changedFilters(query.expression)
                .map((change) => ({
                    ...query,
                    expression: firstSelector(query.expression, (selector) => ({
                        ...selector,
                        filter: change(selector.filter),
                    })),
                }))
                .map((changed) => withQuery(monitor, changed));
        case "logs":
        case "events":
            // Every `key:value` of the text, as in the explorer.
            return [...query.searchText.matchAll(/[\w@.]+:[^\s()]+/g)].flatMap(
                ({ 0: term, index }) =>
                    [`${term}-wrong`, `x_${term}`].map((wrong) =>
                        withQuery(monitor, {
                            ...query,
                            searchText:
                                query.searchText.slice(0, index) +
                                wrong +
                                query.searchText.slice(index + term.length),
                        }),
                    ),
            );
        case "slo":
            return [withQuery(monitor, { ...query, slo: `${query.slo}-wrong` })];
        case "composite":
            return [];
    }
}

type Change = (filter: TagFilter) => TagFilter;

function changedFilters(expression: Parameters<typeof firstSelector>[0]): readonly Change[] {
    let count = 0;
    firstSelector(expression, (selector) => {
        count = conditions(selector.filter);
        return selector;
    });
    return Array.from({ length: count }, (_, at) => at).flatMap((at) => [
        (filter: TagFilter) =>
            atCondition(filter, at, (one) =>
                one.kind === "tag" ? { ...one, value: `${one.value}-wrong` } : one,
            ),
        (filter: TagFilter) =>
            atCondition(filter, at, (one) =>
                one.kind === "tag" ? { ...one, key: `x_${one.key}` } : one,
            ),
    ]);
}

function conditions(filter: TagFilter): number {
    switch (filter.kind) {
        case "everything":
            return 0;
        case "tag":
        case "in":
            return 1;
        case "not":
            return conditions(filter.operand);
        case "and":
        case "or":
            return filter.operands.reduce((sum, one) => sum + conditions(one), 0);
    }
}

/** Changes one condition, counted from the left. */
function atCondition(filter: TagFilter, at: number, change: Change): TagFilter {
    switch (filter.kind) {
        case "everything":
            return filter;
        case "tag":
        case "in":
            return at === 0 ? change(filter) : filter;
        case "not":
            return { ...filter, operand: atCondition(filter.operand, at, change) };
        case "and":
        case "or": {
            let before = 0;
            const operands = filter.operands.map((one) => {
                const own = at - before;
                before += conditions(one);
                return atCondition(one, own, change);
            });
            return { ...filter, operands };
        }
    }
}
