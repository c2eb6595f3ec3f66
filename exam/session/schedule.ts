/** When what happens in an exam, in seconds of the world. */
import { holdsSeconds } from "../score/remediate";
import { services } from "../../shop/services";
import { Stream } from "../../twin/clock/stream";

/** A responder has looked at a healthy shop for so long before anything is wrong with it. */
const healthySeconds = { least: 30, most: 120 } as const;

/** Drawn, so that nobody can say when it began without having looked. */
export function injectionAfter(seed: number): number {
    return new Stream(seed, "exam").between(healthySeconds.least, healthySeconds.most);
}

/** The longest that the program takes. */
const longestLoad = 3600;

/** Beyond the cap, so that nobody passes by waiting until the users have gone. */
export function loadSeconds(capSeconds: number): number {
    return Math.min(longestLoad, Math.ceil(capSeconds) + 120);
}

/** For so long the shop has to be well, after a minute in which pods may come. */
export const settledSeconds = 60 + holdsSeconds;

/** How long the slowest service's pod is not asked whether it is ready: upstream waits 180 s. */
const slowestReadySeconds = Math.max(
    ...Object.values(services)
        .flatMap(({ containers }) => containers)
        .map(({ readinessProbe }) => readinessProbe?.initialDelaySeconds ?? 0),
);

/**
 * So long the world goes on at most when an agent that has changed something has ended: whatever it
 * has brought back can have shown by then that it is well.
 */
export const afterwardsSeconds = settledSeconds + slowestReadySeconds;
