import { parseDuration } from "../../components/settings/duration";
import { annotations, incidentLabels } from "../../shop/names";
import { type ApiReader, type Kind, listOf } from "./apiServer";
import { type Json, listAt, numberAt, textAt } from "./json";

/** A Lease that says that a stack has an incident active. */
export interface Lease {
    readonly name: string;
    /** Name of the stack, or its digest when the incident is blind. */
    readonly holder: string;
    /** Id of the incident, or a digest. */
    readonly incident: string;
}

/** A Job that an incident brought along. */
export interface IncidentJob {
    readonly name: string;
    readonly role: "load" | "expiry";
    /** Neither complete nor failed. */
    readonly isActive: boolean;
    /** ISO 8601; undefined before its pod is created. */
    readonly startedAt: string | undefined;
    /** When the load it runs ends, ISO 8601; undefined when that cannot be told. */
    readonly endsAt: string | undefined;
}

/** What there is of incidents in a namespace. */
export interface IncidentTraces {
    readonly leases: readonly Lease[];
    readonly jobs: readonly IncidentJob[];
}

const leaseKind: Kind = {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    plural: "leases",
};
const jobKind: Kind = { apiVersion: "batch/v1", kind: "Job", plural: "jobs" };

async function readLeases(reader: ApiReader, namespace: string): Promise<readonly Lease[]> {
    return (await listOf(reader, leaseKind, namespace, incidentLabels("lease"))).map(leaseOf);
}

/** The Jobs of that role, the last started one first. */
export async function readJobs(
    reader: ApiReader,
    namespace: string,
    role: IncidentJob["role"],
): Promise<readonly IncidentJob[]> {
    const jobs = await listOf(reader, jobKind, namespace, incidentLabels(role));
    // One that has not started yet is the newest.
    const rank = ({ startedAt }: IncidentJob): number =>
        startedAt === undefined ? Infinity : Date.parse(startedAt);
    return jobs
        .map((job) => jobOf(job, role))
        .toSorted((a, b) => (rank(a) < rank(b) ? 1 : -Number(rank(a) > rank(b))));
}

export async function readTraces(reader: ApiReader, namespace: string): Promise<IncidentTraces> {
    const [leases, load, expiry] = await Promise.all([
        readLeases(reader, namespace),
        readJobs(reader, namespace, "load"),
        readJobs(reader, namespace, "expiry"),
    ]);
    return { leases, jobs: [...load, ...expiry] };
}

function leaseOf(lease: Json): Lease {
    return {
        name: textAt(lease, "metadata", "name") ?? "",
        holder: textAt(lease, "spec", "holderIdentity") ?? "",
        incident: textAt(lease, "metadata", "annotations", annotations.incident) ?? "",
    };
}

export function jobOf(job: Json, role: IncidentJob["role"]): IncidentJob {
    const startedAt = textAt(job, "status", "startTime");
    const hasEnded = listAt(job, "status", "conditions").some(
        (condition) =>
            ["Complete", "Failed"].includes(textAt(condition, "type") ?? "") &&
            textAt(condition, "status") === "True",
    );
    return {
        name: textAt(job, "metadata", "name") ?? "",
        role,
        isActive: !hasEnded,
        startedAt,
        endsAt: startedAt === undefined ? undefined : endOf(job, startedAt),
    };
}

/** By Locust's own run time where it is given, else by the Job's deadline. */
function endOf(job: Json, startedAt: string): string | undefined {
    const [container] = listAt(job, "spec", "template", "spec", "containers");
    const args = listAt(container, "args");
    const runTime = args[args.indexOf("--run-time") + 1];
    const seconds =
        typeof runTime === "string" && args.includes("--run-time")
            ? parseDuration(runTime)
            : numberAt(job, ["spec", "activeDeadlineSeconds"]);
    return seconds === undefined || seconds === 0
        ? undefined
        : new Date(Date.parse(startedAt) + seconds * 1000).toISOString();
}
