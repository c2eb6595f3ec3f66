import { basename, resolve } from "node:path";

import type { Evidence } from "../../evidence/evidence";
import { readEvidence } from "../../evidence/read";
import { healthyRun, monitored, simulatedColumn } from "../../rehearsal/monitorColumns";
import { scenarios } from "../../scenarios/registry";
import type { MonitorContract } from "../../scenarios/observation";
import { names } from "../../shop/names";
import { silence } from "../../verdict/monitors/contract";
import type { MonitorSet } from "../../datadog/monitors/definition";
import { readExport } from "../../datadog/monitors/exportFormat";
import { plannedSet } from "../../verdict/monitors/fromPlan";
import { type MonitorRun, monitorRun } from "../../verdict/monitors/monitorRun";
import { shopEvidence } from "../../verdict/monitors/shopEvidence";
import type { MonitorsRequest } from "./arguments";
import { readContract, readJson } from "./files";

/** Evaluates what was asked for, run by run. */
export async function monitorRuns(
    request: MonitorsRequest,
    progress: (name: string) => void,
): Promise<readonly MonitorRun[]> {
    const set = await monitorSet(request);
    const contract =
        request.contract === undefined ? undefined : await readContract(request.contract);
    const names = request.evidence.length > 0 ? request.evidence : request.runs;
    const runs: MonitorRun[] = [];
    for (const name of names) {
        progress(name);
        const isRead = request.evidence.length > 0;
        const evidence = isRead ? await readEvidence(name) : await simulatedColumn(name, request);
        const expected = contract ?? knownContract(evidence, request, isRead);
        const column = isRead ? basename(resolve(name)) : name;
        const run = monitorRun(column, shopEvidence(evidence), set, expected);
        if (request.monitors === undefined && run.leftOut !== undefined) {
            const [{ monitor, reason } = { monitor: "", reason: "" }] = run.leftOut;
            throw new Error(`The stack's own monitor ${monitor} cannot be evaluated: ${reason}`);
        }
        runs.push(run);
    }
    for (const name of otherColumns(request)) {
        progress(name);
        const evidence = await simulatedColumn(name, request);
        const expected = knownContract(evidence, request, false);
        const run = monitorRun(name, shopEvidence(evidence), set, expected);
        runs.push(
            onlyNaming(
                request.runs.filter((one) => one !== healthyRun),
                run,
            ),
        );
    }
    return runs;
}

/**
 * All runs but those that were asked for: there, what names the incidents that were has to be
 * silent. Only the stack's own monitors name any.
 */
function otherColumns(request: MonitorsRequest): readonly string[] {
    const { runs, evidence, monitors, contract, remediation } = request;
    const isOwn = evidence.length === 0 && monitors === undefined && contract === undefined;
    // Under a fix nothing is expected of any run.
    const isNamed = remediation === "none" && runs.some((name) => name !== healthyRun);
    return isOwn && isNamed
        ? [healthyRun, ...Object.keys(scenarios)].filter((name) => !runs.includes(name))
        : [];
}

/** The run with those rows alone that name one of the incidents. */
export function onlyNaming(incidents: readonly string[], run: MonitorRun): MonitorRun {
    const naming = incidents.map((id) => names.composite(id));
    const rows = run.rows.filter(({ monitor }) => naming.includes(monitor));
    return {
        ...run,
        lookedFor: incidents,
        rows,
        first: undefined,
        hints: [],
        contractProblems: [],
        isKept:
            run.isKept === undefined
                ? undefined
                : rows.every(({ contract }) => contract?.problem === undefined),
    };
}

/** The program and the simulation are loaded only where they are needed: they take seconds. */
export async function monitorSet({ monitors, remediation }: MonitorsRequest): Promise<MonitorSet> {
    if (monitors !== undefined) {
        const data = await readJson(monitors);
        try {
            return readExport(data);
        } catch (error) {
            throw new Error(
                `${monitors}: ${(error as Error).message}\n` +
                    "An example is docs/examples/monitors.json; docs/monitor-tests.md says more.",
                { cause: error },
            );
        }
    }
    const { renderPlan } = await import("../../plan/render.js");
    return plannedSet(await renderPlan({ ...monitored, remediation }));
}

/** What the scenario says; only the stack's own monitors are known to it. */
function knownContract(
    { run }: Evidence,
    { monitors, remediation }: MonitorsRequest,
    isRead: boolean,
): MonitorContract | undefined {
    const isFixed = (isRead ? run.remediation : remediation) !== "none";
    if (monitors !== undefined || isFixed) {
        return undefined;
    }
    return run.incident === "none" ? silence : scenarios[run.incident]?.monitors;
}
