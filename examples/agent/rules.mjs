/**
 * What may be wrong with a service, by its symptoms; causes first, what follows from them last. A
 * rule says which commands show it, which mend it, and which patches would have prevented it.
 */

/** "300m" in cores, "200Mi" in bytes. */
function amount(text = "0") {
    const [, number, unit] = /^([\d.]+)(\w*)$/.exec(text) ?? [];
    const units = { m: 1e-3, k: 1e3, M: 1e6, G: 1e9, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };
    return Number(number) * (units[unit] ?? 1);
}

const undo = ({ name }) => [["rollout", "undo", `deployment/${name}`]];
const change = (kind, name, spec) => ["patch", kind, name, "--patch", JSON.stringify({ spec })];
const sized = ({ container }, limits) => ({
    template: { spec: { containers: [{ name: container.name, resources: { limits } }] } },
});
const toPods = ({ name }) => [
    ["get", "pods", "--selector", `name=${name}`],
    ["describe", "pods", "--selector", `name=${name}`],
];

function noMemory(one) {
    const [was, is] = [one.before, one.container].map((each) => each?.resources.limits?.memory);
    const isLowered = amount(was) > amount(is);
    const memory = `${Math.ceil((amount(isLowered ? was : is) / 2 ** 20) * 1.5)}Mi`;
    const larger = sized(one, { memory });
    return {
        show: toPods(one),
        fix: isLowered ? undo(one) : [change("deployment", one.name, larger)],
        patches: [{ kind: "Deployment", name: one.name, spec: larger }],
    };
}

function wrongPort({ name, service, pods }) {
    const open = pods.flatMap(({ spec }) => spec.containers).flatMap(({ ports = [] }) => ports);
    const isOpen = ({ targetPort }) =>
        open.some((one) => one.containerPort === targetPort || one.name === targetPort);
    if (open.length === 0 || !service || service.spec.ports.every(isOpen)) {
        return undefined;
    }
    const ports = service.spec.ports.map((port) =>
        isOpen(port) ? port : { ...port, targetPort: open[0].containerPort },
    );
    const show = [["describe", "service", name], ...toPods({ name })];
    return { show, fix: [change("service", name, { ports })] };
}

/** More pods, each with more CPU; an autoscaler goes by CPU, or it would take the pods away again. */
function grow(one) {
    const { name, scaler, container, spec } = one;
    const cpu = String(Math.max(1, 2 * amount(container.resources.limits?.cpu)));
    const replicas = 3 * (scaler ? 1 : spec.replicas);
    const wanted = { ...sized(one, { cpu }), replicas };
    const target = { type: "Utilization", averageUtilization: 70 };
    const metrics = [{ type: "Resource", resource: { name: "cpu", target } }];
    const byCpu = { minReplicas: replicas, maxReplicas: 3 * replicas, metrics };
    const scaled = scaler ? [scaler.metadata.name] : [];
    return {
        show: [...scaled.map((hpa) => ["describe", "hpa", hpa]), ...toPods(one)],
        fix: [
            ...scaled.map((hpa) => change("hpa", hpa, byCpu)),
            change("deployment", name, wanted),
        ],
        patches: [{ kind: "Deployment", name, spec: wanted }],
    };
}

const noImage = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"];
const isBlind = ({ scaler }) =>
    scaler?.spec.metrics.every(({ resource }) => resource?.name !== "cpu");

const rules = {
    "scaled-to-zero": (one) =>
        one.spec.replicas === 0 && {
            show: [["get", "deployment", one.name]],
            fix: [["scale", `deployment/${one.name}`, "--replicas=1"]],
        },
    "image-unavailable": (one) =>
        one.states.some(({ state }) => noImage.includes(state.waiting?.reason)) && {
            show: toPods(one),
            fix: undo(one),
        },
    "memory-limit-too-low": (one) =>
        one.states
            .flatMap(({ state, lastState }) => [state, lastState])
            .some(({ terminated }) => terminated?.reason === "OOMKilled") && noMemory(one),
    "service-port-wrong": wrongPort,
    "autoscaler-wrong-metric": (one) => one.isKilled && isBlind(one) && grow(one),
    "busy-process-killed-by-probe": (one) => one.isKilled && one.isThrottled && grow(one),
    "cpu-saturated": (one) => one.isSaturated && one.usersWait && grow(one),
};

/** The first rule that applies to a service; undefined: the agent knows nothing that is wrong. */
export function diagnose(services) {
    for (const [cause, rule] of Object.entries(rules)) {
        for (const one of services) {
            const found = rule(one);
            if (found) {
                return { ...found, service: one.name, cause };
            }
        }
    }
    return undefined;
}
