import type { FindingCode } from "../../../../../datadog/check/finding";

/*
 * The queries of the two guides, word for word where they are whole queries. A condition that the
 * guide gives as a metric and a threshold is written as the monitor that one would click together
 * from it; its mistakes, the unit first, are then taken away one by one.
 */

export interface GuideCase {
    /** Where the guide has it. */
    readonly where: string;
    readonly query: string;
    /** Codes of what is refused, in any order; none: the query is accepted. */
    readonly refused: readonly FindingCode[];
    readonly cautions?: readonly FindingCode[];
    /** What the reasons must say. */
    readonly says?: readonly RegExp[];
}

export const ns = "kube_namespace:sock-shop";
