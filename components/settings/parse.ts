import { z } from "zod";

import { effectiveFaults, patchableFaults } from "../../scenarios/faults";
import type { ScenarioRegistry } from "../../scenarios/registry";
import type { Scenario } from "../../scenarios/scenario";
import { imageSets } from "../../shop/images";
import { checkOverrides } from "../../shop/overrides";
import { probeProfiles } from "../../shop/probes";
import { readDatadog } from "./datadog";
import { formatDuration } from "./duration";
import type { SettingProblem } from "./problem";
import { Reader } from "./reader";
import { hasFault, ignoredRemediations, ofHealthyShop, readRemediations } from "./remediations";
import { checkTogether } from "./together";
import { gates, type EffectiveLoad, type IncidentSettings, type Settings } from "./settings";

/** Settings as far as they can be used, and all that is wrong with the values. */
export interface ParsedSettings {
    readonly settings: Settings;
    readonly problems: readonly SettingProblem[];
    readonly warnings: readonly string[];
}

/** Keys that only mean something while an incident is on. */
const incidentKeys = ["users", "spawnRate", "duration", "run", "memoryFault", "overlap", "blind"];

/** A fault is there before its load: pods are replaced and started in between. */
const expiryMarginSeconds = 600;

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Reads every key. `values` are the keys without their namespace, as text, as the engine hands
 * them over. Never throws for a bad value: see {@link requireSettings}.
 */
export function parseSettings(
    values: Readonly<Record<string, string>>,
    registry: ScenarioRegistry,
): ParsedSettings {
    const reader = new Reader(values);
    const incident = reader.choice("incident", ["none", ...Object.keys(registry)]);
    const scenario = registry[incident];
    const baseStack = reader.text("baseStack").trim();
    const blind = reader.boolean("blind");
    const chosen = readRemediations(reader);
    const settings: Settings = {
        incident:
            scenario === undefined
                ? undefined
                : readIncident(reader, scenario, { baseStack, blind }),
        remediations: scenario === undefined ? ofHealthyShop(chosen) : chosen,
        frontEndReplicas: reader.integer("frontEndReplicas", 2, 10),
        probes: reader.choice("probes", probeProfiles),
        images: reader.choice("images", imageSets),
        baseStack: baseStack === "" ? undefined : baseStack,
        namespace: reader.matching("namespace", dnsLabel, "a DNS label: a-z, 0-9 and inner dashes"),
        nodePort: reader.integer("nodePort", 30000, 32767),
        kubeContext: reader.matching(
            "kubeContext",
            /\S/,
            "the name of a context of your kubeconfig",
        ),
        allowContexts: reader.json("allowContexts", checkNames),
        networkPolicies: reader.boolean("networkPolicies"),
        metricsServer: reader.boolean("metricsServer"),
        datadog: readDatadog(reader, blind),
        services: reader.json("services", checkOverrides),
    };
    checkTogether(reader, settings);
    const warnings = [
        ...leftovers(reader, settings),
        ...ignoredRemediations(chosen, settings),
        ...leftOutFaults(settings),
        ...outlivedFaults(settings),
    ];
    return { settings, problems: reader.problems, warnings };
}

function readIncident(
    reader: Reader,
    scenario: Scenario,
    { baseStack, blind }: { readonly baseStack: string; readonly blind: boolean },
): IncidentSettings {
    return {
        scenario,
        load: readLoad(reader, scenario),
        run: reader.matching("run", /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/, runMeaning),
        blind,
        overlap: reader.boolean("overlap"),
        memoryFault: readMemoryFault(reader, scenario, baseStack),
        expireAfterSeconds: reader.duration("expireAfter", "1m", "24h") ?? 0,
        gate: reader.choice("gate", gates),
        gateTimeoutSeconds: reader.duration("gateTimeout", "10s", "1h") ?? 0,
    };
}

const runMeaning = "a label of up to 63 letters, digits, dots, dashes or underscores";

function readLoad(reader: Reader, { load }: Scenario): EffectiveLoad {
    const effective = {
        users: reader.optionalInteger("users", 1, 10_000) ?? load.users,
        spawnRate: reader.optionalInteger("spawnRate", 1, 1_000) ?? load.spawnRate,
        durationSeconds: reader.duration("duration", "30s", "1h") ?? load.durationSeconds,
    };
    const { users, spawnRate, durationSeconds } = effective;
    if (users > spawnRate * durationSeconds) {
        reader.reject(
            "users",
            `only ${spawnRate * durationSeconds} users can start within ${durationSeconds} s at ` +
                `${spawnRate} a second.`,
            {
                say: "Start them faster",
                set: "spawnRate",
                to: String(Math.ceil(users / durationSeconds) * 4),
            },
        );
    }
    return effective;
}

/** Between what the idle front-end needs (up to 97 MiB) and what it has when healthy. */
function readMemoryFault(
    reader: Reader,
    scenario: Scenario,
    baseStack: string,
): string | undefined {
    const value = reader.text("memoryFault").trim();
    if (value === "") {
        return undefined;
    }
    const mebibytes = Number(/^(\d+)Mi$/.exec(value)?.[1]);
    if (value !== "off" && !(mebibytes >= 128 && mebibytes <= 999)) {
        reader.reject("memoryFault", "must be from 128Mi to 999Mi, or off.");
        return undefined;
    }
    const fault = scenario.faults.find(({ kind }) => kind === "memory");
    if (fault === undefined) {
        reader.reject("memoryFault", `${scenario.id} sets no memory limit.`);
    }
    if (value !== "off" && baseStack !== "") {
        reader.reject(
            "memoryFault",
            `the memory fault belongs to the stack that owns the ${fault?.service ?? "shop"}, and ` +
                "this stack only brings load.",
            { say: "Inject it there", run: `pulumi up -s ${baseStack} -c incident=${scenario.id}` },
        );
    }
    return value;
}

function checkNames(value: unknown): readonly string[] | string {
    const result = z.array(z.string().min(1)).safeParse(value);
    return result.success ? result.data : 'must be a list of names, like ["staging-kind"].';
}

/** A stack that does not own what a fault changes can set it only where a patch can take it back. */
function leftOutFaults({ incident, baseStack }: Settings): readonly string[] {
    if (incident === undefined || baseStack === undefined) {
        return [];
    }
    const faults = effectiveFaults(incident.scenario, incident.memoryFault);
    const set = patchableFaults(faults);
    const owners = new Set(
        faults.filter((one) => !set.includes(one)).map(({ service }) => service),
    );
    const { id } = incident.scenario;
    return [...owners].map(
        (service) =>
            `in a stack of its own ${id} is load only: its fault belongs to the stack that owns ` +
            `${service}. Inject both there: pulumi up -s ${baseStack} -c incident=${id}`,
    );
}

/** A load that goes on after its fault has been undone shows a healthy shop, and nobody says why. */
function outlivedFaults({ incident, baseStack }: Settings): readonly string[] {
    if (incident === undefined || !hasFault(incident, baseStack)) {
        return [];
    }
    const { scenario, load, expireAfterSeconds } = incident;
    const wanted = load.durationSeconds + expiryMarginSeconds;
    if (expireAfterSeconds >= wanted) {
        return [];
    }
    const will = expireAfterSeconds <= load.durationSeconds ? "is" : "may be";
    return [
        `expireAfter = ${formatDuration(expireAfterSeconds)}: ${scenario.id} ${will} undone before ` +
            `its load of ${formatDuration(load.durationSeconds)} is over. To have both last: ` +
            `pulumi config set expireAfter ${formatDuration(wanted)}`,
    ];
}

/** Recovery is never refused: what an ended incident left in the stack file is only mentioned. */
function leftovers(reader: Reader, { incident, datadog }: Settings): readonly string[] {
    if (incident !== undefined) {
        return [];
    }
    // What is in Datadog is there between incidents too.
    const keys = incidentKeys.filter((key) => key !== "blind" || datadog === undefined);
    const left = keys.filter((key) => !reader.isDefault(key));
    return left.map(
        (key) =>
            `${key} is set but there is no incident; ignored. Remove it: pulumi config rm ${key}`,
    );
}
