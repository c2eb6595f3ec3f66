/** What the agent sees of the shop at a moment, by kubectl and Datadog's API. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What it prints; the kubeconfig says for which namespace. */
export async function kubectl(command) {
    const options = { maxBuffer: 2 ** 26, timeout: 90_000 };
    return (await promisify(execFile)("kubectl", command.split(" "), options)).stdout;
}

async function datadog(path, body) {
    const { DD_HOST, DD_API_KEY, DD_APP_KEY } = process.env;
    const keys = { "dd-api-key": DD_API_KEY, "dd-application-key": DD_APP_KEY };
    const headers = { ...keys, "content-type": "application/json" };
    const posted = body && { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(DD_HOST + path, { headers, ...posted });
    return response.ok ? response.json() : Promise.reject(new Error(await response.text()));
}

/** Points of each series of a query, as [milliseconds, value], by the series' tags. */
async function metric(query, since) {
    const [from, to] = [Math.floor(since / 1000), Math.ceil(Date.now() / 1000)];
    const { series } = await datadog(`/api/v1/query?${new URLSearchParams({ query, from, to })}`);
    const measured = ({ pointlist }) => pointlist.filter(([, value]) => value !== null);
    return new Map(series.map((one) => [one.tag_set.join(), measured(one)]));
}

const shop = `kube_namespace:${await kubectl("config view --minify -o jsonpath={..namespace}")}`;
const users = (figure) => `avg:sockshop.users.${figure}_per_second{${shop}}`;
const mean = `avg:sockshop.users.response_time_mean{${shop}}`;
const waits = `p95:sockshop.request_duration_seconds{${shop},kube_container_name:front-end}`;
const periods = (kind) => `max:kubernetes.cpu.cfs.${kind}periods{${shop}} by {kube_deployment}`;
const orders = 'kube_container_name:front-end @http.url_details.path:"/orders" status:error';

/** @param changedAt in milliseconds, as all times: what was so before is no news */
export async function look(startedAt, changedAt) {
    const only = async (query) => [...(await metric(query, startedAt)).values()][0] ?? [];
    const [text, failures, requests, means, waited, throttled, monitors, lost] = await Promise.all([
        kubectl("get deploy,rs,pods,services,events,hpa,netpol --output json"),
        ...[users("failures"), users("requests"), mean, waits].map(only),
        metric(`${periods("throttled.")} / ${periods("")}`, startedAt),
        datadog("/api/v1/monitor"),
        datadog("/api/v2/logs/analytics/aggregate", {
            filter: { query: `${shop} ${orders}`, from: String(startedAt), to: "now" },
            compute: [{ aggregation: "count" }],
        }),
    ]);
    // At most 5 % may fail, and at most 5 % may wait for more than a second.
    const failing = failures.filter(([, value], at) => value > 0.05 * (requests[at]?.[1] ?? 0));
    const waiting = waited.filter(([, seconds]) => seconds > 1);
    const bad = [...failing, ...waiting].map(([time]) => time);
    const [since, until] = [Math.min(...bad), Math.max(...bad)];
    const sum = (points, to) =>
        points.reduce((all, [time, value]) => all + (time < since || time > to ? 0 : value), 0);
    const failedShare = (to) => sum(failures, to) / (sum(requests, to) || 1);
    const count = lost.data.buckets[0]?.computes.c0 ?? 0;
    const lately = Math.max(waited.at(-3)?.[0] ?? Infinity, changedAt);
    return {
        services: servicesOf(JSON.parse(text).items, throttled, changedAt),
        alerts: monitors.filter((one) => one.overall_state === "Alert").map(({ name }) => name),
        times: requests.map(([time]) => time),
        usersSuffer: until > lately,
        usersWait: waiting.some(([time]) => time > lately),
        ...{ since, failedShare: failedShare(Infinity), lostOrders: { count } },
        sufferings: [
            failedShare(until) > 0.05 && "errors",
            (waiting.length > 0 || means.some(([, ms]) => ms > 500)) && "slowness",
            count > 0 && "failed-orders",
        ].filter(Boolean),
    };
}

const container = (one) => one?.spec.template.spec.containers[0];
const revision = (one) => Number(one.metadata.annotations["deployment.kubernetes.io/revision"]);

function servicesOf(objects, throttled, changedAt) {
    const there = objects.filter(({ metadata }) => !metadata.deletionTimestamp);
    const ofKind = (kind) => there.filter((one) => one.kind === kind);
    const killed = ofKind("Event")
        .filter(({ message }) => message.includes("failed liveness probe"))
        .filter(({ lastTimestamp }) => Date.parse(lastTimestamp) > changedAt)
        .map(({ involvedObject }) => involvedObject.name);
    return ofKind("Deployment").map((one) => {
        const { name } = one.metadata;
        const own = (kind) => ofKind(kind).filter(({ metadata }) => metadata.labels?.name === name);
        const states = own("Pod").flatMap(({ status }) => status.containerStatuses ?? []);
        const find = (kind, isOwn) => ofKind(kind).find(({ spec }) => isOwn(spec));
        const isOfPods = (spec) => spec.egress && spec.podSelector.matchLabels.name === name;
        const shares = throttled.get(`kube_deployment:${name}`)?.slice(-4) ?? [];
        return {
            ...{ name, spec: one.spec, container: container(one) },
            before: container(own("ReplicaSet").find((set) => revision(set) === revision(one) - 1)),
            service: ofKind("Service").find(({ metadata }) => metadata.name === name),
            policy: find("NetworkPolicy", isOfPods)?.metadata.name,
            scaler: find("HorizontalPodAutoscaler", (spec) => spec.scaleTargetRef.name === name),
            reasons: states
                .flatMap(({ state, lastState }) => [state, lastState].flatMap(Object.values))
                .map(({ reason }) => reason),
            // Longer than a process takes to start.
            isSaturated: shares.length === 4 && shares.every(([, share]) => share > 0.75),
            isKilled: own("Pod").some(({ metadata }) => killed.includes(metadata.name)),
            isWhole: (one.status.availableReplicas ?? 0) >= one.spec.replicas,
        };
    });
}
