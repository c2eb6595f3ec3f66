/** What may be wrong with a service: by which symptoms, what shows it, and what mends it. */

/** "300m" in cores, "200Mi" in bytes; 0: there is none. */
function limit(container, resource) {
    const [, number, unit] = /([\d.]+)(\w*)/.exec(container?.resources.limits?.[resource] ?? "0");
    return number * ({ m: 1e-3, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 }[unit] ?? 1);
}

const patch = (object, spec) => `patch ${object} --patch ${JSON.stringify({ spec })}`;
const repair = (show, fix) => ({ show: [show], fix: [fix] });

/** More than it has, and had. Users talk to the front-end: of that, more pods share them. */
function enlarge({ name, scaler, container, before, spec }, resource) {
    const larger = Math.max(2 * limit(container, resource), 1.5 * limit(before, resource));
    const sized = { name: container.name, resources: { limits: { [resource]: String(larger) } } };
    const replicas = name === "front-end" ? 4 : spec.replicas;
    const wanted = { replicas, template: { spec: { containers: [sized] } } };
    const hpa = `hpa ${scaler?.metadata.name}`;
    // An autoscaler that sees no need would take the pods away again.
    const bounds = patch(hpa, { minReplicas: replicas, maxReplicas: 3 * replicas });
    return {
        show: [...(scaler ? [`describe ${hpa}`] : []), `describe pods --selector name=${name}`],
        fix: [...(scaler ? [bounds] : []), patch(`deployment ${name}`, wanted)],
        patches: [{ kind: "Deployment", name, spec: wanted }],
    };
}

function wrongPort({ name, service, spec }) {
    const ports = spec.template.spec.containers.flatMap((one) => one.ports);
    const isOpen = ({ targetPort }) => ports.flatMap(Object.values).includes(targetPort);
    const wrong = service?.spec.ports.find((port) => !isOpen(port));
    const right = { port: wrong?.port, targetPort: ports[0].containerPort };
    const fix = patch(`service ${name}`, { ports: [right] });
    return wrong && repair(`describe service ${name}`, fix);
}

const noImage = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"];
const goesByCpu = ({ spec }) => spec.metrics.some(({ resource }) => resource?.name === "cpu");

/** Causes first, what follows from them last. */
const rules = {
    "scaled-to-zero": ({ name, spec }) =>
        spec.replicas === 0 &&
        repair(`get deployment ${name}`, `scale deployment ${name} --replicas=1`),
    "image-unavailable": ({ name, reasons }) =>
        reasons.some((reason) => noImage.includes(reason)) &&
        repair(`get pods --selector name=${name}`, `rollout undo deployment ${name}`),
    "memory-limit-too-low": (one) => one.reasons.includes("OOMKilled") && enlarge(one, "memory"),
    "cpu-limit-too-low": (one) =>
        limit(one.container, "cpu") < limit(one.before, "cpu") && enlarge(one, "cpu"),
    "service-port-wrong": wrongPort,
    // The policy stays, and lets everything out.
    "network-policy-blocks": ({ policy }, { usersSuffer }) =>
        usersSuffer &&
        policy &&
        repair(`describe netpol ${policy}`, patch(`netpol ${policy}`, { egress: [{}] })),
    "autoscaler-wrong-metric": (one) =>
        one.isKilled && one.scaler && !goesByCpu(one.scaler) && enlarge(one, "cpu"),
    "busy-process-killed-by-probe": (one) => one.isKilled && enlarge(one, "cpu"),
    // Its pods look well: monitors tell.
    "cpu-saturated": (one, { usersWait, alerts }) =>
        one.isSaturated && usersWait && alerts.length > 0 && { ...enlarge(one, "cpu"), show: [] },
};

/** The first rule that applies to a service; undefined: the agent knows nothing that is wrong. */
export function diagnose(seen) {
    const applied = Object.entries(rules).flatMap(([cause, rule]) =>
        seen.services.map((one) => ({ cause, service: one.name, ...rule(one, seen) })),
    );
    return applied.find(({ fix }) => fix);
}
