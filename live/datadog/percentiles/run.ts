/*
 * Run by the engine with `create`, `update` or `delete`. Prints `on` or `off`; what people should
 * know goes to stderr. Never fails: without percentiles one monitor and some graphs stay empty,
 * which is no reason to leave a stack half-made.
 *
 * Reads METRIC, EXCLUDED_TAGS, METRIC_LINK, DATADOG_API_URL, DD_API_KEY, DD_APP_KEY.
 */
import "../../requireNode";

import { MetricApi } from "./api";
import { type Failure, switchOff, switchOn } from "./switch";

const { METRIC = "", EXCLUDED_TAGS = "", METRIC_LINK = "", DATADOG_API_URL = "" } = process.env;
const { DD_API_KEY = "", DD_APP_KEY = "" } = process.env;

/** Three minutes in all: a new metric is known within one or two. */
const pausesMs = new Array<number>(18).fill(10_000);

async function failureOf(verb: string): Promise<Failure> {
    if (DD_API_KEY === "" || DD_APP_KEY === "") {
        return "the API key and the application key are not both known";
    }
    const access = { apiUrl: DATADOG_API_URL, apiKey: DD_API_KEY, appKey: DD_APP_KEY };
    const api = new MetricApi(access, METRIC);
    return verb === "delete" ? switchOff(api) : switchOn(api, EXCLUDED_TAGS.split(","), pausesMs);
}

async function main(verb: string): Promise<void> {
    // An unforeseen error may quote anything, so its text is not passed on.
    const failure = await failureOf(verb).catch(() => "the script that does it has failed");
    if (failure !== undefined) {
        console.error(
            verb === "delete"
                ? `The tag configuration of ${METRIC} was not removed: ${failure}. ` +
                      `Remove it by hand, or leave it: ${METRIC_LINK}`
                : `Percentiles of ${METRIC} are not switched on: ${failure}. Without them its P95 ` +
                      `is empty. Switch them on by hand ("Advanced", "Percentiles"): ` +
                      `${METRIC_LINK}, or set latencySource to logs`,
        );
    }
    console.log(failure === undefined && verb !== "delete" ? "on" : "off");
}

void main(process.argv[2] ?? "");
