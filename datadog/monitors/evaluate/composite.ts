import type { CompositeExpression } from "../../query/ast";
import { type MonitorState, monitorStates } from "../states";

/** The state of a monitor that a composite refers to. */
export type StateOf = (id: string) => MonitorState;

/**
 * What a composite's condition comes to. All states but OK are worth an alert, "No Data" too;
 * AND takes the least severe of them and OR the most severe.
 */
export function compositeState(expression: CompositeExpression, stateOf: StateOf): MonitorState {
    switch (expression.kind) {
        case "monitor":
            return stateOf(expression.id);
        case "not": {
            const operand = compositeState(expression.operand, stateOf);
            if (operand === "No Data") {
                return "No Data";
            }
            return operand === "OK" ? "Alert" : "OK";
        }
        case "and":
            return extreme(expression.operands, stateOf, Math.min);
        case "or":
            return extreme(expression.operands, stateOf, Math.max);
    }
}

/** monitorStates is in the order of severity, and begins with OK. */
function extreme(
    operands: readonly CompositeExpression[],
    stateOf: StateOf,
    choose: (...ranks: readonly number[]) => number,
): MonitorState {
    const ranks = operands.map((one) => monitorStates.indexOf(compositeState(one, stateOf)));
    return monitorStates[choose(...ranks)] ?? "OK";
}

/** Values of a group's tags, whose keys a composite does not look at. */
function valuesOf(group: string): readonly string[] {
    return group === "*" ? [] : group.split(",").map((tag) => tag.slice(tag.indexOf(":") + 1));
}

/**
 * The groups that several monitors have in common, and for each the group that it is in each of
 * them. A monitor without groups is part of all.
 */
export function commonGroups(
    groupsOf: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const grouped = [...groupsOf].filter(([, groups]) => !groups.includes("*"));
    const finest = [...grouped].sort(
        ([, one], [, other]) => valuesOf(other[0] ?? "*").length - valuesOf(one[0] ?? "*").length,
    )[0];
    const names = finest === undefined ? ["*"] : finest[1];
    return new Map(
        names.flatMap((name) => {
            const values = valuesOf(name);
            const parts = [...groupsOf].map(([id, groups]) => {
                const own = groups.includes("*")
                    ? "*"
                    : groups.find((one) => valuesOf(one).every((value) => values.includes(value)));
                return [id, own] as const;
            });
            const isCommon = parts.every(([, own]) => own !== undefined);
            return isCommon ? [[name, new Map(parts.map(([id, own]) => [id, own ?? "*"]))]] : [];
        }),
    );
}
