/** One load run on the node, from its Job to its results. */
import { setTimeout as sleep } from "node:timers/promises";

import type { V1Job, V1Pod } from "@kubernetes/client-node";

import { decodeResults, summaryFile } from "../../../live/results/decode";
import { readResults } from "../../../live/results/read";
import { readSummary, type RunSummary } from "../../../live/results/summary";
import { apiReader } from "../../../live/snapshot/apiServer";
import { kubeConfigOf } from "../../../range/apply/kubeConfig";
import { type ClusterAccess, waitFor } from "../controlPlane";
import type { ContainerExit } from "./frontEndWatch";

/** Beyond its duration: start of the pod, end of the requests in flight, writing of results. */
const marginSeconds = 120;
const pollMilliseconds = 1000;

/** Of Locust's own, one line per name and moment. */
const historyFile = "locust_stats_history.csv";

interface ListOf<T> {
    readonly items: readonly T[];
}

/** When the container of the load that is running has started. */
export async function loadStart(cluster: ClusterAccess, namespace: string): Promise<Date> {
    return waitFor("the load's container to start", marginSeconds, async () => {
        const query = new URLSearchParams({ labelSelector: "app.kubernetes.io/component=load" });
        const path = `/api/v1/namespaces/${namespace}/pods?${query.toString()}`;
        const { items } = (await cluster.api.get(path)) as ListOf<V1Pod>;
        const [status] = items[0]?.status?.containerStatuses ?? [];
        const startedAt = status?.state?.running?.startedAt;
        return startedAt === undefined ? undefined : new Date(String(startedAt));
    });
}

/** Waits until the load is over and its pod has ended; resolves to its results. */
export async function loadEnd(
    cluster: ClusterAccess,
    namespace: string,
    durationSeconds: number,
): Promise<RunSummary> {
    const deadline = Date.now() + (durationSeconds + marginSeconds) * 1000;
    while (!(await isOver(cluster, namespace))) {
        if (Date.now() > deadline) {
            throw new Error(`The load was not over after ${durationSeconds + marginSeconds} s.`);
        }
        await sleep(pollMilliseconds);
    }
    return resultsOf(cluster, namespace);
}

async function isOver({ api }: ClusterAccess, namespace: string): Promise<boolean> {
    const query = new URLSearchParams({ labelSelector: "app.kubernetes.io/component=load" });
    const path = `/apis/batch/v1/namespaces/${namespace}/jobs?${query.toString()}`;
    const { items } = (await api.get(path)) as ListOf<V1Job>;
    return items.length > 0 && items.every(({ status }) => (status?.succeeded ?? 0) > 0);
}

/** What the ConfigMaps hold of the last run, as `npm run report` reads it. */
export async function resultsOf(cluster: ClusterAccess, namespace: string): Promise<RunSummary> {
    const { run, problem } = readSummary(await resultFile(cluster, namespace, summaryFile));
    if (run === undefined) {
        throw new Error(`The run left no figures: ${problem}.`);
    }
    return run;
}

/** One of the files that the last run left behind. */
export async function resultFile(
    cluster: ClusterAccess,
    namespace: string,
    file: string,
): Promise<string | undefined> {
    const reader = apiReader(kubeConfigOf(cluster));
    const place = { context: cluster.contextName, namespace };
    const { configMaps } = await readResults(reader, place);
    const { files } = decodeResults(configMaps);
    return files.find(({ name }) => name === file)?.content.toString("utf8");
}

/**
 * The 95th percentile of response times in seconds between two moments of the last run, which are
 * seconds after its start: the median of what Locust saw of each, over its last ten seconds.
 */
export async function p95Of(
    cluster: ClusterAccess,
    namespace: string,
    from: number,
    to: number,
): Promise<number> {
    return p95Between((await resultFile(cluster, namespace, historyFile)) ?? "", from, to);
}

/** The same of the text of Locust's history. */
export function p95Between(history: string, from: number, to: number): number {
    const [header = [], ...rows] = history
        .trim()
        .split("\n")
        .map((line) => line.split(","));
    const cell = (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? "";
    const all = rows.filter((row) => cell(row, "Name") === "Aggregated");
    const start = Number(cell(all[0] ?? [], "Timestamp"));
    const values = all
        .filter((row) => {
            const seconds = Number(cell(row, "Timestamp")) - start;
            return seconds >= from && seconds <= to && cell(row, "95%") !== "N/A";
        })
        .map((row) => Number(cell(row, "95%")) / 1000)
        .sort((one, other) => one - other);
    return values[Math.floor(values.length / 2)] ?? 0;
}

/** Like `1,234 requests, 87.6 % failed (closed 26.4, slow 28.7 %), p50 7.9 s`. */
export function figuresText({ totals, level }: RunSummary): string {
    const { requests, failures, milliseconds, failuresByReason } = totals;
    const percent = (count: number): string => ((100 * count) / Math.max(1, requests)).toFixed(1);
    const kinds = [...kindsOf(failuresByReason)].map(
        ([kind, count]) => `${kind} ${percent(count)}`,
    );
    const seconds = (value: number | null): string => ((value ?? 0) / 1000).toFixed(2);
    const { p50, p95, max } = milliseconds;
    return (
        `${requests.toLocaleString("en-US")} requests, ${percent(failures)} % failed` +
        (kinds.length === 0 ? "" : ` (${kinds.join(", ")} %)`) +
        `, p50 ${seconds(p50)} s, p95 ${seconds(p95)} s, max ${seconds(max)} s` +
        (level === null ? "" : `; it held ${level.held} users`)
    );
}

/** Failures by their kind, which stands before the colon, the most frequent first. */
export function kindsOf(reasons: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [reason, count] of Object.entries(reasons)) {
        const kind = reason.replace(/:.*$/s, "");
        counts.set(kind, (counts.get(kind) ?? 0) + count);
    }
    return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** Like `T+14 s Error 1, T+29 s OOMKilled 137`. */
export function exitsText(exits: readonly ContainerExit[], start: Date): string {
    const texts = exits.map(({ finishedAt, reason, exitCode }) => {
        const seconds = Math.round((Date.parse(finishedAt) - start.getTime()) / 1000);
        return `T+${seconds} s ${reason} (${exitCode})`;
    });
    return texts.length === 0 ? "no container exit" : texts.join(", ");
}
