/** What the agent sees of the shop at a moment. */
import { datadog, kubectl, metric } from "./access.mjs";

const namespace = await kubectl("config", "view", "--minify", "--output", "jsonpath={..namespace}");
const shop = `kube_namespace:${namespace}`;
const users = (figure) => `avg:sockshop.users.${figure}_per_second{${shop}}`;
const waits = `p95:sockshop.request_duration_seconds{${shop},kube_container_name:front-end}`;
const periods = (kind) => `max:kubernetes.cpu.cfs.${kind}periods{${shop}} by {kube_deployment}`;
const orders = 'kube_container_name:front-end @http.url_details.path:"/orders" status:error';

const hasLabels = ({ metadata }, wanted) =>
    Object.entries(wanted).every(([name, value]) => metadata.labels?.[name] === value);
const revision = ({ metadata }) =>
    Number(metadata.annotations["deployment.kubernetes.io/revision"]);
const container = ({ spec }) => spec.template.spec.containers[0];

/** @param changedAt in milliseconds, as all times: what was so before is no news */
export async function look(startedAt, changedAt) {
    const only = async (query) => [...(await metric(query, startedAt)).values()][0] ?? [];
    const [text, failures, requests, waited, throttled, monitors, lost] = await Promise.all([
        kubectl("get", "deploy,rs,pods,services,events,hpa", "--output", "json"),
        ...[users("failures"), users("requests"), waits].map(only),
        metric(`${periods("throttled.")} / ${periods("")}`, startedAt),
        datadog("/api/v1/monitor"),
        datadog("/api/v2/logs/analytics/aggregate", {
            filter: { query: `${shop} ${orders}`, from: String(startedAt), to: "now" },
            compute: [{ aggregation: "count" }],
        }),
    ]);
    const objects = JSON.parse(text).items.filter(({ metadata }) => !metadata.deletionTimestamp);
    const ofKind = (kind) => objects.filter((one) => one.kind === kind);
    // At most 5 % may fail, and at most 5 % may wait for more than a second.
    const failing = failures.filter(([, value], at) => value > 0.05 * (requests[at]?.[1] ?? 0));
    const waiting = waited.filter(([, seconds]) => seconds > 1);
    const bad = [...failing, ...waiting].map(([time]) => time);
    const since = Math.min(...bad);
    const lately = Math.max(waited.at(-3)?.[0] ?? Infinity, changedAt);
    const usersSuffer = bad.some((time) => time > lately);
    const usersWait = waiting.some(([time]) => time > lately);
    const sum = (points) =>
        points.reduce((total, [time, value]) => total + (time < since ? 0 : value), 0);
    const failedShare = sum(failures) / (sum(requests) || 1);
    const lostOrders = lost.data.buckets[0]?.computes.c0 ?? 0;
    const isLong = waiting.length > 0.15 * waited.filter(([time]) => time >= since).length;

    const killed = ofKind("Event")
        .filter(({ message }) => message.includes("failed liveness probe"))
        .filter(({ lastTimestamp }) => Date.parse(lastTimestamp) > changedAt)
        .map(({ involvedObject }) => involvedObject.name);
    const services = ofKind("Deployment").map((one) => {
        const { name, uid } = one.metadata;
        const { matchLabels } = one.spec.selector;
        const pods = ofKind("Pod").filter((pod) => hasLabels(pod, matchLabels));
        const service = ofKind("Service").find(({ metadata }) => metadata.name === name);
        const before = ofKind("ReplicaSet")
            .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid))
            .filter((set) => revision(set) < revision(one))
            .sort((set, other) => revision(other) - revision(set))[0];
        const shares = throttled.get(`kube_deployment:${name}`)?.slice(-4) ?? [];
        return {
            ...{ name, pods, service, usersWait, spec: one.spec, container: container(one) },
            before: before && container(before),
            scaler: ofKind("HorizontalPodAutoscaler").find(
                ({ spec }) => spec.scaleTargetRef.name === name,
            ),
            states: pods.flatMap(({ status }) => status.containerStatuses ?? []),
            isThrottled: shares.some(([, share]) => share > 0.75),
            // Longer than a process takes to start.
            isSaturated: shares.length === 4 && shares.every(([, share]) => share > 0.75),
            isKilled: pods.some(({ metadata }) => killed.includes(metadata.name)),
            isWhole: (one.status.availableReplicas ?? 0) >= one.spec.replicas,
        };
    });
    const alerts = monitors.filter((one) => one.overall_state === "Alert");
    return {
        ...{ services, usersSuffer, since, failedShare, lostOrders },
        alerts: alerts.map(({ name }) => name),
        isPaged: alerts.some(({ priority }) => priority <= 2),
        times: requests.map(([time]) => time),
        sufferings: [
            ...(failedShare > 0.05 ? ["errors"] : []),
            ...(isLong ? ["slowness"] : []),
            ...(lostOrders > 0 ? ["failed-orders"] : []),
        ],
    };
}
