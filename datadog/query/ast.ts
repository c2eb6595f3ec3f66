/*
 * Typed syntax trees of the queries that this stack uses. They hold all that an evaluator needs;
 * `at` is the offset of a construct in the query, for messages.
 */

export const timeAggregators = ["avg", "sum", "min", "max", "percentile"] as const;
export type TimeAggregator = (typeof timeAggregators)[number];

/** `p95` and the like are percentiles over all values of a distribution. */
export type SpaceAggregator = "avg" | "sum" | "min" | "max" | "count" | `p${number}`;

export const comparators = [">=", "<=", "==", "!=", ">", "<"] as const;
export type Comparator = (typeof comparators)[number];

/** One condition on tags. Values may hold `*`, also alone: the tag is there, with any value. */
export type TagFilter =
    | { readonly kind: "everything" }
    | { readonly kind: "tag"; readonly key: string; readonly value: string; readonly at: number }
    | {
          readonly kind: "in";
          readonly key: string;
          readonly values: readonly string[];
          readonly at: number;
      }
    | { readonly kind: "not"; readonly operand: TagFilter }
    | { readonly kind: "and" | "or"; readonly operands: readonly TagFilter[] };

/** What follows a selector: `.as_count()`, `.as_rate()`, `.fill(null)`, `.rollup(sum, 60)`. */
export interface Modifier {
    readonly name: "as_count" | "as_rate" | "fill" | "rollup";
    readonly arguments: readonly string[];
    readonly at: number;
}

/** `sum:metric{filter} by {key}.modifier()` */
export interface MetricSelector {
    readonly kind: "selector";
    /** Left out in some graphs, which then take the average; monitors need one. */
    readonly aggregator: SpaceAggregator | undefined;
    readonly metric: string;
    readonly filter: TagFilter;
    readonly by: readonly string[];
    readonly modifiers: readonly Modifier[];
    readonly at: number;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/";

export type MetricExpression =
    | MetricSelector
    | { readonly kind: "number"; readonly value: number; readonly at: number }
    | {
          readonly kind: "arithmetic";
          readonly operator: ArithmeticOperator;
          readonly left: MetricExpression;
          readonly right: MetricExpression;
          readonly at: number;
      }
    | {
          readonly kind: "call";
          /** One of Datadog's functions, evaluated here or not. */
          readonly name: string;
          readonly argument: MetricExpression;
          /** What stands after the metric, as written: `2`, `'basic'`, `direction='both'`. */
          readonly parameters: readonly string[];
          readonly at: number;
      };

/** How the points of the window become the one number that is compared. */
export type TimeAggregation =
    | {
          readonly kind: "window";
          readonly aggregator: TimeAggregator;
          readonly windowSeconds: number;
      }
    /** Aggregates the difference between each point and the one `shiftSeconds` earlier. */
    | {
          readonly kind: "change";
          /** In percent of the earlier value, instead of absolute. */
          readonly isRelative: boolean;
          readonly aggregator: TimeAggregator;
          readonly windowSeconds: number;
          readonly shiftSeconds: number;
      };

interface Condition {
    readonly comparator: Comparator;
    readonly threshold: number;
    /** Of the threshold. */
    readonly thresholdAt: number;
}

export interface MetricQuery extends Condition {
    readonly kind: "metric";
    readonly aggregation: TimeAggregation;
    readonly expression: MetricExpression;
}

/** What a field of a log or an event is compared with. */
export type FieldValue =
    /** May hold `*` and `?` unless quoted. */
    | { readonly kind: "text"; readonly value: string; readonly isQuoted: boolean }
    | {
          readonly kind: "comparison";
          readonly operator: ">" | ">=" | "<" | "<=";
          readonly value: number;
      }
    | { readonly kind: "range"; readonly low: number; readonly high: number }
    | { readonly kind: "any"; readonly values: readonly FieldValue[] };

/** A search of logs or events. */
export type SearchExpression =
    | { readonly kind: "everything" }
    | {
          readonly kind: "text";
          readonly value: string;
          readonly isQuoted: boolean;
          /** `*:word`: in all attributes, not only in the message. */
          readonly isFullText: boolean;
          readonly at: number;
      }
    | {
          readonly kind: "field";
          /** `@key` is an attribute, `key` a tag or a reserved field. */
          readonly isAttribute: boolean;
          readonly key: string;
          readonly value: FieldValue;
          readonly at: number;
      }
    | { readonly kind: "not"; readonly operand: SearchExpression }
    | { readonly kind: "and" | "or"; readonly operands: readonly SearchExpression[] };

/** A search and what is doubtful about how Datadog reads it. */
export interface ParsedSearch {
    readonly expression: SearchExpression;
    /** Where AND and OR stand side by side without parentheses. */
    readonly ambiguousAt: number | undefined;
}

export const rollups = ["count", "avg", "sum", "min", "max", "cardinality"] as const;
export type Rollup = (typeof rollups)[number];

/** `logs("…").index("*").rollup("count").by("x").last("5m") > 1`, and the same for events. */
export interface SearchQuery extends Condition {
    readonly kind: "logs" | "events";
    readonly search: ParsedSearch;
    /** The search as written, without the escapes of the string around it. */
    readonly searchText: string;
    /** None for events, and where a log search names none, which then is in all of them. */
    readonly indexes: readonly string[];
    readonly rollup: Rollup;
    /** Attribute that all but count work on. */
    readonly measure: string | undefined;
    readonly by: readonly string[];
    readonly windowSeconds: number;
}

/** Conditions on other monitors, by their id: of the catalogue, or Datadog's number. */
export type CompositeExpression =
    | { readonly kind: "monitor"; readonly id: string; readonly at: number }
    | { readonly kind: "not"; readonly operand: CompositeExpression }
    | { readonly kind: "and" | "or"; readonly operands: readonly CompositeExpression[] };

export interface CompositeQuery {
    readonly kind: "composite";
    readonly expression: CompositeExpression;
}

/** `burn_rate("id").over("7d").long_window("1h").short_window("5m") > 14.4` or `error_budget(…)`. */
export interface SloQuery extends Condition {
    readonly kind: "slo";
    readonly measure: "burn_rate" | "error_budget";
    /** Of the catalogue, or Datadog's. */
    readonly slo: string;
    readonly overSeconds: number;
    /** Only of a burn rate. */
    readonly longWindowSeconds: number | undefined;
    readonly shortWindowSeconds: number | undefined;
}

export type MonitorQuery = MetricQuery | SearchQuery | CompositeQuery | SloQuery;
