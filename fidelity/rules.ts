/** A target: how far a simulated figure may be from a measured one. */
export interface Rule {
    readonly words: string;
    readonly holds: (simulated: number, measured: number) => boolean;
}

/** Rounding in the last digit of a table must not decide. */
const grain = 1e-9;

export const within = (difference: number, words: string): Rule => ({
    words: `± ${words}`,
    holds: (simulated, measured) => Math.abs(simulated - measured) <= difference + grain,
});

export const factor = (most: number): Rule => ({
    words: `factor ${most}`,
    holds: (simulated, measured) =>
        simulated <= most * measured + grain && measured <= most * simulated + grain,
});

export const band = (low: number, high: number): Rule => ({
    words: `${low} to ${high}`,
    holds: (simulated) => simulated >= low - grain && simulated <= high + grain,
});
