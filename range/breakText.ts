import type { Break } from "./clock";

/** What a range says after the machine slept, or its clock was set. */
export function breakText({ seconds }: Break): string {
    const amount = `${Math.round(Math.abs(seconds))} s`;
    return seconds > 0
        ? `The range stood still for ${amount}: the machine slept, or had no time for it. It goes on ` +
              "from where it was; in the shop nothing happened meanwhile."
        : `The clock was set back by ${amount}. The range goes on from where it was.`;
}
