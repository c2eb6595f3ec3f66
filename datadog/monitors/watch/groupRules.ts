import type { EvaluationOptions } from "../definition";

/*
 * How a monitor with groups treats those that come and go ("Configure monitors", New group delay
 * and Group retention time; hosts have rules of their own).
 */

const isByHost = (by: readonly string[]): boolean => by.includes("host");

/** Seconds that a group is left alone after it was first seen. */
export function newGroupDelay(
    { newGroupDelay: asked, newHostDelay }: EvaluationOptions,
    by: readonly string[],
): number {
    if (!isByHost(by)) {
        return asked ?? 60;
    }
    // Only a delay that is not 0 takes the place of that of hosts.
    return asked === undefined || asked === 0 ? (newHostDelay ?? 300) : asked;
}

const day = 86_400;

/** Seconds without data after which a group is dropped. */
export function retentionSeconds(
    { groupRetentionSeconds }: EvaluationOptions,
    by: readonly string[],
): number {
    return groupRetentionSeconds ?? (isByHost(by) ? 2 * day : day);
}
