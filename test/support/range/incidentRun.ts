/** An incident played on a range of its own, and what it did: by what anybody can ask of a range. */
import { setTimeout as sleep } from "node:timers/promises";

import { KubeConfig } from "@kubernetes/client-node";

import type { Evidence, Series } from "../../../evidence/evidence";
import { decodeResults, summaryFile } from "../../../live/results/decode";
import { readResults } from "../../../live/results/read";
import { apiReader } from "../../../live/snapshot/apiServer";
import { waitFor } from "../../../range/controlPlane/wait";
import type { LoadSummary } from "../../../scenarios/load/summary";
import {
    crashLoopBackOffs,
    imagePullFailures,
    mostReplicas,
    oomKills,
    restarts,
} from "../../../verdict/counts";
import type { ContractFigures } from "../../../verdict/contract";
import { browseRows, failureRatio, orderRows, unshippedOrders } from "../../../verdict/orders";
import type { ScenarioLoad } from "../../../scenarios/scenario";
import { askAccount } from "./askAccount";
import { newNodePort } from "./nodePort";
import { RangeProcess } from "./rangeProcess";

export interface IncidentRun {
    readonly summary: LoadSummary;
    readonly figures: ContractFigures;
}

type Environment = Readonly<Record<string, string>>;

const ofContainers = "pod_name,kube_deployment";

/** What of an incident's metrics its contract counts, as the agent names and tags it. */
const counted: readonly (readonly [metric: string, filter: string, by: string])[] = [
    ["kubernetes.containers.restarts", "*", ofContainers],
    ["kubernetes.containers.last_state.terminated", "reason:oomkilled", `${ofContainers},reason`],
    ...["crashloopbackoff", "errimagepull", "imagepullbackoff"].map(
        (reason) =>
            [
                "kubernetes_state.container.status_report.count.waiting",
                ...[`reason:${reason}`, `${ofContainers},reason`],
            ] as [string, string, string],
    ),
    ["kubernetes_state.deployment.replicas_desired", "*", "kube_deployment"],
    ["sockshop.queue.messages_ready", "*", "queue"],
];

/** Until the agent's last points of the load's time are there, in seconds of the shop. */
const sendingSeconds = 30;

/** Loads last minutes; the summary comes some seconds after their end. */
const patienceSeconds = 900;

export async function playOnRange(
    incident: string,
    load: ScenarioLoad,
    options: readonly string[],
    speed: number,
): Promise<IncidentRun> {
    const port = ["-c", `nodePort=${newNodePort()}`];
    const range = await RangeProcess.start([
        ...[incident, ...options, ...port],
        ...["--speed", String(speed)],
    ]);
    try {
        const environment = await range.environment();
        const summary = await waitFor("the load's results", patienceSeconds, () =>
            summaryOf(environment),
        );
        await sleep((sendingSeconds * 1000) / speed);
        return {
            summary,
            figures: figuresOf(load, summary, await evidenceOf(environment, summary)),
        };
    } finally {
        await range.end();
    }
}

async function summaryOf({ KUBECONFIG = "" }: Environment): Promise<LoadSummary | undefined> {
    const config = new KubeConfig();
    config.loadFromFile(KUBECONFIG);
    const place = { namespace: "sock-shop", context: config.currentContext };
    const { configMaps } = await readResults(apiReader(config), place);
    const file = decodeResults(configMaps).files.find(({ name }) => name === summaryFile);
    return file && (JSON.parse(file.content.toString("utf8")) as LoadSummary);
}

function figuresOf(
    load: ScenarioLoad,
    { totals, tasks }: LoadSummary,
    evidence: Evidence,
): ContractFigures {
    return {
        restarts: (whose) => restarts(evidence, whose),
        crashLoopBackOffs: (whose) => crashLoopBackOffs(evidence, whose),
        oomKills: (whose) => oomKills(evidence, whose),
        imagePullFailures: (whose) => imagePullFailures(evidence, whose),
        mostReplicas: (whose) => mostReplicas(evidence, whose),
        requestFailureRatio: () => totals.failureRatio,
        orderFailureRatio: () => failureRatio(orderRows(load, tasks)),
        browseFailureRatio: () => failureRatio(browseRows(load, tasks)),
        unshippedOrders: () => unshippedOrders(evidence),
        p95ResponseTimeMs: () => totals.milliseconds.p95,
    };
}

/** The counted metrics of the load's time, asked of Datadog's API. */
async function evidenceOf(environment: Environment, summary: LoadSummary): Promise<Evidence> {
    const [loadStart, loadEnd] = [summary.startedAt, summary.endedAt].map(
        (time) => Date.parse(time ?? "") / 1000,
    ) as [number, number];
    const run = {
        ...{ incident: "", remediation: "none", users: summary.users, settings: {} },
        ...{ loadStart, loadEnd, from: loadStart - 60, until: loadEnd },
    };
    const series = await Promise.all(counted.map((query) => seriesOf(environment, query, run)));
    return { run, series: series.flat() } as unknown as Evidence;
}

interface QueryAnswer {
    readonly series: readonly {
        readonly tag_set: readonly string[];
        readonly pointlist: readonly (readonly [number, number | null])[];
    }[];
}

async function seriesOf(
    environment: Environment,
    [metric, filter, by]: (typeof counted)[number],
    { from, until }: Evidence["run"],
): Promise<readonly Series[]> {
    const query = `max:${metric}{${filter}} by {${by}}.rollup(max, 15)`;
    const asked = new URLSearchParams({
        ...{ query, from: String(Math.floor(from)), to: String(Math.ceil(until)) },
    });
    const answer = await askAccount(environment, `/api/v1/query?${asked.toString()}`);
    if (!answer.ok) {
        throw new Error(`${query}: ${answer.status} ${await answer.text()}`);
    }
    const { series } = (await answer.json()) as QueryAnswer;
    return series.map(({ tag_set, pointlist }) => {
        const points = pointlist.filter(([, value]) => value !== null);
        return {
            metric,
            tags: Object.fromEntries(
                tag_set.map((tag) => [tag.replace(/:.*$/, ""), tag.replace(/^[^:]*:/, "")]),
            ),
            intervalSeconds: 15,
            times: points.map(([time]) => time / 1000),
            values: points.map(([, value]) => value ?? 0),
        };
    });
}
