/** How the program waits for a healthy shop, in seconds. */

/** How often it looks. */
export const lookSeconds = 2;

/** For a shop to come up that was not there: image pulls, and the 180 s of readiness delay upstream has. */
export const rolloutSeconds = 900;

/**
 * Before an injection: the default of `gateTimeout`. The simulated cluster cannot read it where it
 * stands, because its threads have no Pulumi.yaml beside them; a test holds the two together.
 */
export const usualGateSeconds = 300;
