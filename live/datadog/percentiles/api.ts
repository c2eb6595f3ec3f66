/** What Datadog keeps of a metric beside its values, over HTTP: only the status of answers counts. */

import { type ApiAccess, requestDatadog } from "../request";

/** The status of the answer; undefined when there was none. */
export type Status = number | undefined;

export class MetricApi {
    readonly #path: string;

    constructor(
        private readonly access: ApiAccess,
        private readonly metric: string,
    ) {
        this.#path = `/api/v2/metrics/${metric}/tags`;
    }

    /**
     * Send one value, so that Datadog knows the metric: before, nothing about it can be set. Its
     * tag says what it is for, and it has none by which the stack's queries would find it.
     */
    announce(): Promise<Status> {
        const series = {
            metric: this.metric,
            points: [[Math.floor(Date.now() / 1000), [0]]],
            tags: ["purpose:announcement"],
        };
        return this.#send("POST", "/api/v1/distribution_points", { series: [series] });
    }

    /** All tags stay searchable except these. */
    createConfiguration(excludedTags: readonly string[]): Promise<Status> {
        return this.#send(
            "POST",
            this.#path,
            this.#configuration({ metric_type: "distribution", ...withPercentiles(excludedTags) }),
        );
    }

    updateConfiguration(excludedTags: readonly string[]): Promise<Status> {
        const body = this.#configuration(withPercentiles(excludedTags));
        return this.#send("PATCH", this.#path, body);
    }

    removeConfiguration(): Promise<Status> {
        return this.#send("DELETE", this.#path);
    }

    #configuration(attributes: object): object {
        return { data: { type: "manage_tags", id: this.metric, attributes } };
    }

    async #send(method: string, path: string, body?: object): Promise<Status> {
        try {
            const answer = await requestDatadog(this.access, method, path, body);
            await answer.body?.cancel();
            return answer.status;
        } catch {
            // What was thrown is not passed on: its text can hold a header's value.
            return undefined;
        }
    }
}

function withPercentiles(excludedTags: readonly string[]): object {
    return { include_percentiles: true, exclude_tags_mode: true, tags: excludedTags };
}
