/**
 * How many times the lab machine's CPU time the same work takes: the one number that names a
 * machine. `published` is a fit to the one log of the published cluster (between 2.5 and 3: there
 * 300m does what 100m to 120m do in the lab), not a prediction. `rented`, two cores of a cloud, is
 * what makes simulated closed loops of a warm front-end cost what they cost there: 1.3, 1.6 and 1.7
 * with 1, 20 and 100 requests in flight.
 */
export const hostSpeeds = { lab: 1, published: 2.6, rented: 1.5 } as const;

export type HostSpeed = keyof typeof hostSpeeds;
