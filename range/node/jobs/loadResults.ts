/** The results of a load run, as scenarios/load/results.py leaves them in two ConfigMaps. */
import { locustCsvs } from "../../../evidence/locustCsv";
import type { Omission } from "../../../scenarios/load/summary";
import type { ApiClient } from "../../controlPlane/apiClient";
import { type RunResults, summaryOf } from "./loadSummary";

/** What Kubernetes allows all values of a ConfigMap together to hold. */
const configMapBytes = 1024 * 1024;

/** Kept free for what the summary says about files that were left out (publish.py). */
const spareBytes = 4096;

/** Locust's own page is the one thing that is not there. */
const noReport: Omission = {
    name: "report.html.gz",
    bytes: 0,
    why: "this run was simulated, and Locust's own page is not",
};

/** Replaces what an earlier run has left; `api` has the rights of the pod's account. */
export async function publish(
    api: ApiClient,
    results: RunResults,
    say: (line: string) => void,
): Promise<void> {
    const { RESULTS_CONFIGMAP, REPORT_CONFIGMAP, POD_NAMESPACE } = results.environment;
    if (!RESULTS_CONFIGMAP || !REPORT_CONFIGMAP || !POD_NAMESPACE) {
        return;
    }
    const { files, omitted } = fit(filesOf(results));
    const summary = summaryOf(results, [...omitted, noReport]);
    const values = { "summary.json": `${JSON.stringify(summary, undefined, 2)}\n`, ...files };
    const path = `/api/v1/namespaces/${POD_NAMESPACE}/configmaps`;
    for (const [name, field, wanted] of [
        [RESULTS_CONFIGMAP, "data", values],
        [REPORT_CONFIGMAP, "binaryData", {}],
    ] as const) {
        try {
            await replace(api, `${path}/${name}`, field, wanted);
            say(`Published ${Object.keys(wanted).join(", ") || "nothing"} in ConfigMap ${name}`);
        } catch (error) {
            say(`ConfigMap ${name} is not updated, see the files instead: ${String(error)}`);
        }
    }
}

async function replace(
    api: ApiClient,
    path: string,
    field: "data" | "binaryData",
    values: Readonly<Record<string, string>>,
): Promise<void> {
    const earlier = ((await api.get(path)) as Record<string, object | undefined>)[field] ?? {};
    const gone = Object.fromEntries(Object.keys(earlier).map((key) => [key, null]));
    const body = { [field]: { ...gone, ...values } };
    await api.request("PATCH", path, body, "application/merge-patch+json");
}

function filesOf({ statistics, book }: RunResults): Readonly<Record<string, string>> {
    const csvs = [...locustCsvs(statistics)].map(([ending, text]) => [
        `locust${ending}`,
        unix(text),
    ]);
    return {
        ...(Object.fromEntries(csvs) as Record<string, string>),
        "locust_exceptions.csv": "Count,Message,Traceback,Nodes\n",
        ...(book === undefined
            ? {}
            : {
                  "failed-orders.csv": book.failedCsv(),
                  "placed-orders.csv": book.placedCsv(),
              }),
    };
}

/** The largest goes first where there is no room for all. */
function fit(files: Readonly<Record<string, string>>): {
    readonly files: Readonly<Record<string, string>>;
    readonly omitted: readonly Omission[];
} {
    const kept = new Map(Object.entries(files));
    const omitted: Omission[] = [];
    const room = configMapBytes - 16 * spareBytes;
    const size = (text: string): number => Buffer.byteLength(text);
    const total = (): number => [...kept.values()].reduce((sum, text) => sum + size(text), 0);
    const largestFirst = Object.entries(files).sort(([, a], [, b]) => size(b) - size(a));
    for (const [name, text] of largestFirst) {
        if (total() > room) {
            kept.delete(name);
            const why = "the other results leave no room for it";
            omitted.push({ name, bytes: size(text), why });
        }
    }
    return { files: Object.fromEntries(kept), omitted };
}

const unix = (text: string): string => text.replace(/\r\n/g, "\n");
