import type {
    CompositeExpression,
    FieldValue,
    MetricExpression,
    MetricSelector,
    SearchExpression,
    TagFilter,
} from "./ast";
import { shiftOf } from "./functions";

/** A metric in an expression, and the functions around it from the outside in. */
export interface PlacedSelector {
    readonly selector: MetricSelector;
    readonly within: readonly string[];
}

/** All metrics that an expression reads. */
export function selectorsOf(
    expression: MetricExpression,
    within: readonly string[] = [],
): readonly PlacedSelector[] {
    switch (expression.kind) {
        case "selector":
            return [{ selector: expression, within }];
        case "number":
            return [];
        case "call":
            return selectorsOf(expression.argument, [...within, expression.name]);
        case "arithmetic":
            return [
                ...selectorsOf(expression.left, within),
                ...selectorsOf(expression.right, within),
            ];
    }
}

/** How far the time shifts of an expression look back, in seconds. */
export function lookBackOf(expression: MetricExpression): number {
    switch (expression.kind) {
        case "selector":
        case "number":
            return 0;
        case "call": {
            const own = shiftOf(expression.name, expression.parameters) ?? 0;
            return own + lookBackOf(expression.argument);
        }
        case "arithmetic":
            return Math.max(lookBackOf(expression.left), lookBackOf(expression.right));
    }
}

export type TagCondition = Extract<TagFilter, { kind: "tag" | "in" }>;

/** All conditions of a filter, whether negated or not. */
export function tagConditionsOf(filter: TagFilter): readonly TagCondition[] {
    switch (filter.kind) {
        case "everything":
            return [];
        case "tag":
        case "in":
            return [filter];
        case "not":
            return tagConditionsOf(filter.operand);
        case "and":
        case "or":
            return filter.operands.flatMap(tagConditionsOf);
    }
}

/** Tags that everything has that the filter lets through. */
export function commonTagsOf(filter: TagFilter): readonly { key: string; value: string }[] {
    return filter.kind === "tag" || filter.kind === "and"
        ? tagConditionsOf(filter).flatMap((one) => (one.kind === "tag" ? [one] : []))
        : [];
}

export type SearchTerm = Extract<SearchExpression, { kind: "text" | "field" }>;

/** All words, phrases and fields of a search, excluded ones too. */
export function searchTermsOf(expression: SearchExpression): readonly SearchTerm[] {
    switch (expression.kind) {
        case "everything":
            return [];
        case "text":
        case "field":
            return [expression];
        case "not":
            return searchTermsOf(expression.operand);
        case "and":
        case "or":
            return expression.operands.flatMap(searchTermsOf);
    }
}

/** The texts that a field of a search is compared with. */
export function fieldTexts(value: FieldValue): readonly string[] {
    switch (value.kind) {
        case "text":
            return [value.value];
        case "any":
            return value.values.flatMap(fieldTexts);
        default:
            return [];
    }
}

/** A monitor that a composite depends on, and whether it must not be in alert. */
export interface CompositePart {
    readonly id: string;
    readonly isNegated: boolean;
    readonly at: number;
}

export function compositeParts(
    expression: CompositeExpression,
    isNegated = false,
): readonly CompositePart[] {
    switch (expression.kind) {
        case "monitor":
            return [{ id: expression.id, isNegated, at: expression.at }];
        case "not":
            return compositeParts(expression.operand, !isNegated);
        case "and":
        case "or":
            return expression.operands.flatMap((one) => compositeParts(one, isNegated));
    }
}
