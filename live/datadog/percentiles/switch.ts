/** Makes a distribution have percentiles, or leaves it as Datadog would have it. */
import type { MetricApi, Status } from "./api";

/** Undefined: it is as it should be; else why it is not. */
export type Failure = string | undefined;

/**
 * Switches percentiles on. A metric that Datadog has just been told of takes a while to be known,
 * up to some minutes: until then it answers 400, and the next try comes after the next pause (ms).
 */
export async function switchOn(
    api: MetricApi,
    excludedTags: readonly string[],
    pausesMs: readonly number[],
): Promise<Failure> {
    await api.announce();
    for (let tries = 0; ; tries += 1) {
        const created = await api.createConfiguration(excludedTags);
        const status = created === 409 ? await api.updateConfiguration(excludedTags) : created;
        if (isSuccess(status)) {
            return undefined;
        }
        const pause = status === 400 || isPassing(status) ? pausesMs[tries] : undefined;
        if (pause === undefined) {
            return status === 400
                ? "Datadog does not know the metric, or does not let it be configured"
                : said(status);
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
}

/** Takes the configuration away; the metric's values stay. */
export async function switchOff(api: MetricApi): Promise<Failure> {
    const status = await api.removeConfiguration();
    return isSuccess(status) || status === 404 ? undefined : said(status);
}

function isSuccess(status: Status): boolean {
    return status !== undefined && status >= 200 && status < 300;
}

/** Whether the same request may succeed a moment later. */
function isPassing(status: Status): boolean {
    return status === undefined || status === 429 || status >= 500;
}

function said(status: Status): string {
    return status === undefined ? "Datadog does not answer" : `Datadog answers ${status}`;
}
