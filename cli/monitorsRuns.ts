import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";

import { z } from "zod";

import type { Evidence } from "../evidence/evidence";
import { readEvidence } from "../evidence/read";
import { healthyRun, monitored, simulatedColumn } from "../rehearsal/monitorColumns";
import { scenarios } from "../scenarios/registry";
import type { MonitorContract } from "../scenarios/observation";
import { silence } from "../verdict/monitors/contract";
import type { MonitorSet } from "../datadog/monitors/definition";
import { readExport } from "../datadog/monitors/exportFormat";
import { plannedSet } from "../verdict/monitors/fromPlan";
import { type MonitorRun, monitorRun } from "../verdict/monitors/monitorRun";
import { shopEvidence } from "../verdict/monitors/shopEvidence";
import type { MonitorsRequest } from "./monitorsArguments";

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
    const naming = incidents.map((id) => `incident-${id}`);
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
    const { renderPlan } = await import("../plan/render.js");
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

const contractFile = z.strictObject({
    mustFire: z
        .array(z.strictObject({ monitor: z.coerce.string(), withinSeconds: z.number().positive() }))
        .default([]),
    mayFire: z.array(z.coerce.string()).default([]),
});

async function readContract(file: string): Promise<MonitorContract> {
    const parsed = contractFile.safeParse(await readJson(file));
    if (!parsed.success) {
        throw new Error(
            `${file} is no contract ({"mustFire": [{"monitor": "1", "withinSeconds": 300}], ` +
                `"mayFire": []}): ${z.prettifyError(parsed.error)}`,
        );
    }
    return parsed.data;
}

async function readJson(file: string): Promise<unknown> {
    const bytes = await readFile(file).catch((error: unknown) => {
        throw new Error(`${file} cannot be read: ${(error as Error).message}`);
    });
    const text = textOf(bytes);
    try {
        return JSON.parse(text) as unknown;
    } catch (error) {
        const other = otherFormats.find(([pattern]) => pattern.test(text));
        const why = other === undefined ? (error as Error).message : `but ${other[1]}`;
        throw new Error(`${file} is not JSON${other === undefined ? ":" : ","} ${why}`, {
            cause: error,
        });
    }
}

/** Windows writes UTF-16 or UTF-8 with a byte-order mark in front. */
function textOf(bytes: Buffer): string {
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

const comments = "^(?:\\s|#[^\\n]*\\n|//[^\\n]*\\n)*";
const asExported = "export monitors as Datadog's API returns them (GET /api/v1/monitor)";

/** What monitors are also kept in. */
const otherFormats: readonly (readonly [RegExp, string])[] = [
    [
        new RegExp(
            `${comments}(?:resource|module|locals|variable|data|provider|terraform)\\b[^=:{]*\\{`,
        ),
        `HCL, as Terraform reads it: ${asExported}`,
    ],
    [new RegExp(`${comments}(?:---|- +\\S|[\\w.-]+:(?:\\s|$))`), `YAML: ${asExported}`],
];
