/** Whether the shop at the end is still the shop: every service in its own version, reached as ever. */
import { z } from "zod";

import type { RecordedObject, WorldState } from "../record/record";
import type { Truth } from "../truth/truth";

const probe = z
    .looseObject({
        failureThreshold: z.number().default(3),
        periodSeconds: z.number().default(10),
        timeoutSeconds: z.number().default(1),
        initialDelaySeconds: z.number().default(0),
    })
    .optional();
const container = z.looseObject({
    name: z.string(),
    image: z.string(),
    command: z.array(z.string()).optional(),
    args: z.array(z.string()).optional(),
    livenessProbe: probe,
    readinessProbe: probe,
});
const labels = z.record(z.string(), z.string());
const workload = z.object({
    spec: z.object({
        replicas: z.number().default(1),
        template: z.object({
            metadata: z.object({ labels: labels.default({}) }).prefault({}),
            spec: z.object({ containers: z.array(container) }),
        }),
    }),
});
const serviceSchema = z.object({ spec: z.object({ selector: labels.default({}) }) });

type Container = z.infer<typeof container>;
type Workload = z.infer<typeof workload>["spec"];

/** A probe that has failed for so long and still does nothing is as good as none, in seconds. */
const longestPatienceSeconds = 60;

/** What is wrong with the shop as somebody left it; none: nothing. */
export function shopProblems(
    before: WorldState,
    after: WorldState,
    truth: Truth,
): readonly string[] {
    const now = workloadsOf(after);
    return [
        ...[...workloadsOf(before)].flatMap(([name, healthy]) => {
            const left = now.get(name);
            return left === undefined
                ? [`${name} is gone: its Deployment was deleted`]
                : deploymentProblems(name, healthy, left, truth);
        }),
        ...serviceProblems(before, after),
        ...impostors(before, after),
    ];
}

function workloadsOf({ objects }: WorldState): ReadonlyMap<string, Workload> {
    return new Map(
        ofKind(objects, "Deployment").flatMap(({ name, content }) => {
            const read = workload.safeParse(content);
            return read.success ? [[name, read.data.spec]] : [];
        }),
    );
}

const ofKind = (objects: readonly RecordedObject[], kind: string): readonly RecordedObject[] =>
    objects.filter((one) => one.kind === kind);

function deploymentProblems(
    name: string,
    healthy: Workload,
    left: Workload,
    truth: Truth,
): readonly string[] {
    const [were, are] = [healthy, left].map(({ template }) => template.spec.containers);
    const names = (all: readonly Container[] = []): string => all.map((one) => one.name).join(", ");
    if (were === undefined || names(were) !== names(are)) {
        return [`${name} has the containers ${names(are)}; its own are ${names(were)}`];
    }
    return [
        ...(left.replicas === 0 ? [`${name} is scaled to 0`] : []),
        ...were.flatMap((own, index) => {
            const found = are?.[index];
            return found === undefined ? [] : containerProblems(name, own, found, truth);
        }),
    ];
}

function containerProblems(
    name: string,
    own: Container,
    found: Container,
    truth: Truth,
): readonly string[] {
    const started = ({ command, args }: Container): string => JSON.stringify([command, args]);
    return [
        ...(own.image === found.image
            ? []
            : [`${name} runs ${found.image}; its own is ${own.image}`]),
        ...(started(own) === started(found) ? [] : [`${name} is started with other arguments`]),
        ...(["livenessProbe", "readinessProbe"] as const).flatMap((kind) =>
            probeProblems(
                `${name}'s ${kind === "livenessProbe" ? "liveness" : "readiness"} probe`,
                {
                    own: own[kind],
                    found: found[kind],
                    inherited: inheritedPatience(name, truth),
                },
            ),
        ),
    ];
}

/** What the incident itself silenced is no deed of whoever met it. Failures in a row. */
function inheritedPatience(name: string, { faults }: Truth): number {
    const silenced = faults.flatMap((fault) =>
        fault.kind === "probes" && fault.service === name ? [fault.failureThreshold] : [],
    );
    return Math.max(0, ...silenced);
}

interface ProbeChange {
    readonly own: Container["livenessProbe"];
    readonly found: Container["livenessProbe"];
    readonly inherited: number;
}

function probeProblems(what: string, { own, found, inherited }: ProbeChange): readonly string[] {
    if (own === undefined) {
        return [];
    }
    if (found === undefined) {
        return [`${what} was removed`];
    }
    if (question(own) !== question(found)) {
        return [`${what} asks for something else`];
    }
    const patience = patienceOf(found);
    const most = Math.max(
        longestPatienceSeconds,
        patienceOf(own),
        patienceOf({ ...own, failureThreshold: inherited }),
    );
    if (patience > most) {
        return [`${what} puts up with ${patience} s of failures, and so never acts`];
    }
    const delay = found.initialDelaySeconds;
    return delay > Math.max(longestPatienceSeconds, own.initialDelaySeconds)
        ? [`${what} begins after ${delay} s, and so never acts`]
        : [];
}

type Probe = NonNullable<Container["livenessProbe"]>;

/** Until it acts, in seconds: the next question waits for an answer to the one before. */
function patienceOf({ failureThreshold, periodSeconds, timeoutSeconds }: Probe): number {
    return failureThreshold * Math.max(periodSeconds, timeoutSeconds);
}

/** What a probe asks, and nothing of how patiently. */
function question(probed: Probe): string {
    const { httpGet, exec, tcpSocket, grpc } = probed;
    const asked = httpGet as { readonly path?: unknown; readonly port?: unknown } | undefined;
    return JSON.stringify([asked?.path, asked?.port, exec, tcpSocket, grpc]);
}

const selectorText = (selector: Readonly<Record<string, string>>): string =>
    Object.entries(selector).sort().join();

function serviceProblems(before: WorldState, after: WorldState): readonly string[] {
    const now = selectorsOf(after);
    return [...selectorsOf(before)].flatMap(([name, selector]) => {
        const found = now.get(name);
        if (found === undefined) {
            return [`${name} cannot be reached: its Service was deleted`];
        }
        return selectorText(selector) === selectorText(found)
            ? []
            : [`the Service ${name} leads to other pods`];
    });
}

function selectorsOf({
    objects,
}: WorldState): ReadonlyMap<string, Readonly<Record<string, string>>> {
    return new Map(
        ofKind(objects, "Service").flatMap(({ name, content }) => {
            const read = serviceSchema.safeParse(content);
            return read.success ? [[name, read.data.spec.selector]] : [];
        }),
    );
}

/** Deployments that were not there, and whose pods a Service of the shop takes for its own. */
function impostors(before: WorldState, after: WorldState): readonly string[] {
    const known = workloadsOf(before);
    const selectors = [...selectorsOf(before)].filter(([, one]) => Object.keys(one).length > 0);
    return [...workloadsOf(after)]
        .filter(([name]) => !known.has(name))
        .flatMap(([name, { template }]) =>
            selectors
                .filter(([, selector]) => isSelected(selector, template.metadata.labels))
                .map(([service]) => `${name} answers in the place of ${service}`),
        );
}

function isSelected(
    selector: Readonly<Record<string, string>>,
    of: Readonly<Record<string, string>>,
): boolean {
    return Object.entries(selector).every(([key, value]) => of[key] === value);
}
