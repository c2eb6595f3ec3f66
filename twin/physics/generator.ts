/**
 * CPU of a Locust process for one request, in seconds of the lab machine: FastHttpUser with our
 * scripts, 0.4 to 0.6 ms, measured with up to 1,500 users.
 */
export const requestCpuSeconds = 0.5e-3;

/** Started users come one after the other, but those of a second in one go. */
export const spawnGapSeconds = 2e-3;

/** From the creation of the Job to its first user: pod start, Python's imports. Assumed. */
export const startSeconds = 4;
