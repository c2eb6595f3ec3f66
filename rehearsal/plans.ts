import { parseDuration } from "../components/settings/duration";
import { kubernetesObjects } from "../plan/plan";
import type { Plan } from "../plan/plan";
import { renderPlan } from "../plan/render";
import { withoutIncident } from "../scenarios/remediation";
import type { Phase, TwinInput } from "../twin/input";
import type { RehearsalRequest } from "./types";

/** Healthy time before: the longest window of a monitor is ten minutes. */
const defaultBeforeSeconds = 900;
/** Time to settle: the longest back-off (5 min), a readiness delay of 3, and windows of 10. */
const defaultAfterSeconds = 1_200;
/** 2026-01-05 10:00 UTC, a Monday: fixed, so that equal runs make equal files. */
const defaultEpoch = 1_767_607_200;

/** Settings that only a load has; a healthy shop takes none of them. */
const loadKeys: ReadonlySet<string> = new Set(["users", "spawnRate", "duration", "run"]);

/** What an arm deploys, phase by phase. */
export interface ArmPlans {
    readonly remediation: string;
    readonly healthy: Plan;
    readonly incident: Plan;
    /** What the program made of the settings; no users without an incident. */
    readonly load: { readonly users: number; readonly spawnRate: number; readonly seconds: number };
}

/** Runs the program for an arm: once healthy, once with its incident, the fix in both. */
export async function plansOf(request: RehearsalRequest, remediation: string): Promise<ArmPlans> {
    const { incident, settings = {} } = request;
    const ofShop = Object.fromEntries(
        Object.entries(settings).filter(([key]) => !loadKeys.has(key)),
    );
    const healthy = await renderPlan({ ...ofShop, remediation: withoutIncident(remediation) });
    if (incident === "none") {
        const load = { users: 0, spawnRate: 0, seconds: 0 };
        return { remediation, healthy, incident: healthy, load };
    }
    const plan = await renderPlan({ ...settings, incident, remediation });
    return { remediation, healthy, incident: plan, load: loadOf(plan) };
}

function loadOf({ outputs }: Plan): ArmPlans["load"] {
    const { users, spawnRate, duration } = outputs.load as {
        readonly users: number;
        readonly spawnRate: number;
        readonly duration: string;
    };
    const seconds = parseDuration(duration);
    if (seconds === undefined) {
        throw new Error(`The program exports the load's duration as "${duration}".`);
    }
    return { users, spawnRate, seconds };
}

/** A fix that comes while the incident runs, to a shop that had none. */
export interface Response {
    /** What there is until then. */
    readonly base: ArmPlans;
    /** Seconds after the first user; "start": in the same `pulumi up` as the incident. */
    readonly at: number | "start";
}

/** The world of one run; without a response the fix is in place from the beginning. */
export function twinInputOf(
    request: RehearsalRequest,
    plans: ArmPlans,
    seed: number,
    response?: Response,
): TwinInput {
    const { beforeSeconds = defaultBeforeSeconds, afterSeconds = defaultAfterSeconds } = request;
    const base = response?.base ?? plans;
    const before: Phase = {
        atSeconds: -beforeSeconds,
        objects: kubernetesObjects(base.healthy),
    };
    return {
        namespace: plans.healthy.outputs.namespace as string,
        phases: [before, ...(request.incident === "none" ? [] : during(plans, response))],
        beforeSeconds,
        afterSeconds,
        seed,
        hostSpeed: request.hostSpeed,
        nodeCpus: request.nodeCpus,
        epoch: request.epoch ?? defaultEpoch,
    };
}

function during(plans: ArmPlans, response: Response | undefined): readonly Phase[] {
    const fixed = kubernetesObjects(plans.incident);
    const injected: readonly Phase[] =
        response === undefined || response.at === "start"
            ? [{ atSeconds: 0, objects: fixed }]
            : [
                  { atSeconds: 0, objects: kubernetesObjects(response.base.incident) },
                  { atSeconds: response.at, from: "loadStart", objects: fixed },
              ];
    // At once: recovery is to tell about the shop, not about who watches it. The fix stays.
    const recovered = kubernetesObjects(plans.healthy);
    return [
        ...injected,
        { atSeconds: 0, from: "loadEnd", objects: recovered, replacesHeldBack: true },
    ];
}
