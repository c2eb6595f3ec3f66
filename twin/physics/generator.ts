/**
 * CPU of a Locust process for one request, in seconds: FastHttpUser with our scripts, in the lab 0.4 to
 * 0.6 ms with up to 1,500 users; on a real node, where the front-end takes three times the lab's CPU,
 * 0.62 ms at 190 requests a second of which half failed. So it does not go by the host's speed.
 */
export const requestCpuSeconds = 0.5e-3;

/** Started users come one after the other, but those of a second in one go. */
export const spawnGapSeconds = 2e-3;

/** From the creation of the Job to its first user: pod start, Python's imports. Assumed. */
export const startSeconds = 4;
