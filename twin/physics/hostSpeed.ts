/**
 * How many times the lab machine's CPU time the same work takes: the one number that names a
 * machine. `published` is a fit to the one log of the published cluster (between 2.5 and 3: there
 * 300m does what 100m to 120m do in the lab), not a prediction.
 */
export const hostSpeeds = { lab: 1, published: 3 } as const;

export type HostSpeed = keyof typeof hostSpeeds;
