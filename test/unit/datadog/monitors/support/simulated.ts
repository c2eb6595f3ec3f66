import { asColumn, rehearsalRequest } from "../../../../../rehearsal/monitorColumns";
import type { CatalogueScope } from "../../../../../components/observability/catalogue/definition";
import { slos } from "../../../../../components/observability/catalogue/slos";
import type { Slo } from "../../../../../datadog/monitor";
import { plansOf, twinInputOf } from "../../../../../rehearsal/plans";
import { performRun } from "../../../../../rehearsal/run";
import { scenarios } from "../../../../../scenarios/registry";
import type { MonitorContract } from "../../../../../scenarios/observation";
import { silence } from "../../../../../verdict/monitors/contract";
import type { PreparedEvidence } from "../../../../../datadog/monitors/history";
import type { Evidence } from "../../../../../evidence/evidence";
import { unpacked } from "../../../../../evidence/pack";
import { shopEvidence } from "../../../../../verdict/monitors/shopEvidence";
import { oncePerRun } from "../../../../support/perRun";
import { scopeWith } from "../../../components/observability/scope";
import { nearMisses, type Simulated } from "./nearMisses";

/** A shop that nothing ails, with 50 users and with none, and all incidents. */
export const runNames: readonly string[] = ["healthy", "none", ...Object.keys(scenarios)];

const known = new Map<string, Promise<PreparedEvidence>>();

/** The evidence of a simulated run: simulated once for all tests. */
export function simulatedRun(name: string, seed = 1): Promise<PreparedEvidence> {
    const key = `${name} ${seed}`;
    const run =
        known.get(key) ??
        oncePerRun(`evidence ${key}`, () => simulate(name, seed)).then((evidence) =>
            shopEvidence(asColumn(name, evidence)),
        );
    known.set(key, run);
    return run;
}

async function simulate(name: string, seed: number): Promise<Evidence> {
    const request = rehearsalRequest(name, {
        remediation: "none",
        seed,
        hostSpeed: "published",
        nodeCpus: 4,
    });
    const { load } = scenarios[request.incident] ?? scenarios.hybrid ?? {};
    if (load === undefined) {
        throw new Error(`no load for ${name}`);
    }
    const { evidence } = await performRun({
        input: twinInputOf(request, await plansOf(request, "none"), seed),
        run: { incident: request.incident, remediation: "none", users: 0, settings: {} },
        contract: { symptoms: [], load },
        wantsEvidence: true,
    });
    if (evidence === undefined) {
        throw new Error(`no evidence of ${name}`);
    }
    return unpacked(evidence);
}

export function contractOf(name: string): MonitorContract {
    return scenarios[name]?.monitors ?? silence;
}

export const scope: CatalogueScope = scopeWith();
export const shopSlos: readonly Slo[] = slos(scope);

/** Runs with what is expected of them. */
export interface Trial {
    readonly name: string;
    readonly run: PreparedEvidence;
    readonly contract: MonitorContract;
}

/** The simulated runs and, made of them, runs that nearly are an incident. */
export async function trials(monitors: readonly string[]): Promise<readonly Trial[]> {
    const simulations = await Promise.all(
        runNames.map(async (name) => {
            const run = await simulatedRun(name);
            return { name, run, contract: contractOf(name) };
        }),
    );
    const runs = new Map(simulations.map(({ name, run }) => [name, run.evidence]));
    const evidence: Simulated = (name) => {
        const found = runs.get(name);
        if (found === undefined) {
            throw new Error(`no run ${name}`);
        }
        return found;
    };
    return [
        ...simulations,
        ...nearMisses(evidence).map(({ name, evidence: seen, fires, silent, within = 480 }) => ({
            name,
            run: shopEvidence(seen),
            contract: {
                mustFire: fires.map((monitor) => ({ monitor, withinSeconds: within })),
                mayFire:
                    silent === "all others"
                        ? []
                        : monitors.filter((one) => !fires.includes(one) && !silent.includes(one)),
            },
        })),
    ];
}
