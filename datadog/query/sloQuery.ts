import type { SloQuery } from "./ast";
import { condition } from "./condition";
import type { Scanner } from "./scanner";
import { quotedWindow } from "./windows";

/** `burn_rate("id").over("7d").long_window("1h").short_window("5m") > 14.4`, `error_budget("id")…`. */
export function sloQuery(scanner: Scanner, measure: SloQuery["measure"]): SloQuery {
    scanner.expect("(", `after ${measure}`);
    const slo = scanner.quoted("the SLO's id");
    scanner.expect(")", "after the SLO's id");
    const overSeconds = window(scanner, "over");
    const isBurnRate = measure === "burn_rate";
    const longWindowSeconds = isBurnRate ? window(scanner, "long_window") : undefined;
    const shortWindowSeconds = isBurnRate ? window(scanner, "short_window") : undefined;
    return {
        kind: "slo",
        measure,
        slo,
        overSeconds,
        longWindowSeconds,
        shortWindowSeconds,
        ...condition(scanner),
    };
}

function window(scanner: Scanner, name: string): number {
    scanner.expect(`.${name}`, "in the chain");
    scanner.expect("(", `after .${name}`);
    const seconds = quotedWindow(scanner, `.${name}()`);
    scanner.expect(")", `after the window of .${name}()`);
    return seconds;
}
