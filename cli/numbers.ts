import { InvalidArgumentError } from "commander";

/** Reads a whole number between two bounds, both included; throws what commander shows. */
export function wholeNumber(low: number, high: number): (text: string) => number {
    return (text) => {
        const value = Number(text);
        if (!/^\d+$/.test(text) || value < low || value > high) {
            throw new InvalidArgumentError(`Give a whole number from ${low} to ${high}.`);
        }
        return value;
    };
}
