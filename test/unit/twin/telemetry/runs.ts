import type { Evidence } from "../../../../evidence/evidence";
import { unpacked } from "../../../../evidence/pack";
import { plansOf, twinInputOf } from "../../../../rehearsal/plans";
import { performRun } from "../../../../rehearsal/run";
import { scenarios } from "../../../../scenarios/registry";
import { oncePerRun } from "../../../support/perRun";

/** Settings that keep a run short. */
const short = { duration: "60s" };

/** The evidence of a short simulated run of the incident, once for all tests. */
export function shortRun(
    incident: string,
    remediation = "none",
    settings: Readonly<Record<string, string>> = {},
): Promise<Evidence> {
    const key = JSON.stringify([incident, remediation, settings]);
    return oncePerRun(`short run ${key}`, () =>
        perform(incident, remediation, { ...short, ...settings }),
    );
}

async function perform(
    incident: string,
    remediation: string,
    settings: Readonly<Record<string, string>>,
): Promise<Evidence> {
    const request = {
        incident,
        arms: [remediation],
        seeds: [1],
        hostSpeed: "published",
        settings,
        beforeSeconds: 60,
        afterSeconds: 240,
    } as const;
    const plans = await plansOf(request, remediation);
    const scenario = scenarios[incident];
    if (scenario === undefined) {
        throw new Error(`no incident ${incident}`);
    }
    const { evidence } = await performRun({
        input: twinInputOf(request, plans, 1),
        run: { incident, remediation, users: plans.load.users, settings },
        contract: scenario,
        wantsEvidence: true,
    });
    if (evidence === undefined) {
        throw new Error(`no evidence of ${incident}`);
    }
    return unpacked(evidence);
}
