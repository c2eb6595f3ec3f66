import { h, write } from "../dom";
import { withUnit } from "../format";

/** A value in its unit, in bold. */
export function bold(value: number | null | undefined, unit: string | undefined): HTMLElement {
    const made = h("b", {});
    write(made, withUnit(value, unit));
    return made;
}
