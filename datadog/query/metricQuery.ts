import { type MetricQuery, type TimeAggregation, timeAggregators } from "./ast";
import { condition } from "./condition";
import { metricExpression } from "./metricExpression";
import type { Scanner } from "./scanner";
import { lastWindow, timeShift } from "./windows";

/** `avg(last_5m):sum:metric{…} > 1` or `change(max(last_5m),5m_ago):…`. */
export function metricQuery(scanner: Scanner): MetricQuery {
    const aggregation = timeAggregation(scanner);
    scanner.expect(":", "after the evaluation window");
    const expression = metricExpression(scanner);
    return { kind: "metric", aggregation, expression, ...condition(scanner) };
}

function timeAggregation(scanner: Scanner): TimeAggregation {
    const change = scanner.match(/(?:pct_)?change\s*\(/);
    if (change === undefined) {
        return { kind: "window", ...windowed(scanner) };
    }
    const windowedChange = windowed(scanner);
    scanner.expect(",", "before the time shift");
    const shiftSeconds = timeShift(scanner);
    scanner.expect(")", "after the time shift");
    return {
        kind: "change",
        isRelative: change.startsWith("pct"),
        ...windowedChange,
        shiftSeconds,
    };
}

function windowed(
    scanner: Scanner,
): Pick<Extract<TimeAggregation, { kind: "window" }>, "aggregator" | "windowSeconds"> {
    scanner.skipSpace();
    const at = scanner.position;
    const name = scanner.match(/[A-Za-z_]\w*/);
    const aggregator = timeAggregators.find((one) => one === name);
    if (name === undefined || !scanner.sees(/\(/)) {
        scanner.rewind(at);
        return scanner.fail(
            "a monitor begins with its evaluation window, like avg(last_5m):",
            "syntax",
            at,
        );
    }
    if (aggregator === undefined) {
        return scanner.fail(`time aggregation ${name}() is not supported`, "unsupported", at);
    }
    scanner.expect("(", `after ${name}`);
    const windowSeconds = lastWindow(scanner);
    scanner.expect(")", "after the evaluation window");
    return { aggregator, windowSeconds };
}
