/** What whoever sits an exam has done to the cluster, by the API server's own log. */
import { z } from "zod";

import type { ExamRecord, RecordedWrite } from "../record/record";
import type { Truth } from "../truth/truth";

/** Questions that the API takes as objects, and what clients write about themselves. */
const harmless =
    /^(events|selfsubject\w+|subjectaccessreviews|localsubjectaccessreviews|tokenreviews|leases)\b/;

/** More is a flood: an API that is busy with it is slower for everybody. */
export const mostWrites = 500;

/** The same of all requests: six a second for an hour. */
const mostRequests = 20_000;

/** Writes that have changed something. A way to a pod's port is made, and is none. */
export function changes({ writes }: Pick<ExamRecord, "writes">): readonly RecordedWrite[] {
    return writes.filter(
        ({ status, isDryRun, resource, subresource }) =>
            status < 300 && !isDryRun && !harmless.test(resource) && subresource !== "portforward",
    );
}

/** What whoever sits the exam has asked of the API server beyond all need. */
export function floods({
    writes,
    apiRequests = 0,
    omitted,
}: Pick<ExamRecord, "writes" | "apiRequests" | "omitted">): readonly string[] {
    return [
        ...(writes.length > mostWrites ? [`${writes.length} writes`] : []),
        ...omitted.filter((text) => text.includes("writes after")),
        ...(apiRequests > mostRequests ? [`${apiRequests} requests`] : []),
    ];
}

const isDelete = ({ verb, subresource }: RecordedWrite): boolean =>
    verb.startsWith("delete") || subresource === "eviction";

/** Those that have ended the load in place of the trouble. */
export function deedsOnLoad(record: ExamRecord): readonly RecordedWrite[] {
    const jobs = new Set(
        record.after.objects
            .concat(record.before.objects)
            .filter(({ kind }) => kind === "Job")
            .map(({ name }) => name),
    );
    return changes(record).filter(
        ({ resource, name }) =>
            resource.startsWith("jobs") ||
            (resource === "pods" && [...jobs].some((job) => name?.startsWith(job) === true)),
    );
}

/** What made pods or addresses by hand that stand in for the shop's. */
const labelled = z.looseObject({
    metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
});

export function standIns(record: ExamRecord, services: readonly string[]): readonly string[] {
    return changes(record).flatMap((write) => {
        if (write.resource.startsWith("endpoint")) {
            return [`${wrote(write)}: users are led elsewhere`];
        }
        if (write.resource !== "pods" || write.verb !== "create") {
            return [];
        }
        const read = labelled.safeParse(write.sent);
        const name = read.success ? read.data.metadata.labels.name : undefined;
        return name !== undefined && services.includes(name)
            ? [`${wrote(write)}: a pod of somebody's own answers for ${name}`]
            : [];
    });
}

export function wrote({ verb, resource, subresource, name, at }: RecordedWrite): string {
    const what = subresource === undefined ? resource : `${resource}/${subresource}`;
    return `${Math.round(at)} s: ${verb} ${what} ${name ?? ""}`.trimEnd();
}

export interface Collateral {
    /** Services changed that neither the cause nor an accepted fix has to do with. */
    readonly touched: readonly string[];
    /** Objects deleted that stood before anything was injected, pods of places of the cause left out. */
    readonly deleted: readonly string[];
    /** Connections of users that were cut within half a minute of a change. */
    readonly requestsLost: number;
}

/** How long a change cuts off users: pods end within their grace. */
const cuttingSeconds = 30;

export function collateralOf(record: ExamRecord, truth: Truth): Collateral {
    const done = changes(record);
    const meant = meantServices(truth);
    const services = new Set(record.pods.map(({ service }) => service));
    const touched = done
        .filter(({ resource }) => resource !== "pods")
        .flatMap(({ name = "" }) => serviceOf(name, services) ?? [])
        .filter((service) => !meant.has(service));
    const deleted = done
        .filter((write) => isDelete(write) && isLoss(write, record, meant))
        .map(({ resource, name = "all" }) => `${resource} ${name}`);
    return {
        touched: [...new Set(touched)],
        deleted: [...new Set(deleted)],
        requestsLost: cutAfter(record, done),
    };
}

/** Where the cause is, and what any accepted fix changes. */
function meantServices({ affected, between, scenario }: Truth): ReadonlySet<string> {
    return new Set<string>([...affected, ...between, ...(scenario?.observation.focus ?? [])]);
}

/** `front-end` of `front-end-hpa`, also where a service's name begins another one's. */
function serviceOf(name: string, services: ReadonlySet<string>): string | undefined {
    return [...services]
        .filter((service) => name === service || name.startsWith(`${service}-`))
        .sort((one, other) => other.length - one.length)[0];
}

/** What the incident has brought, or who mends it, may go again. Pods are always some service's own. */
function isLoss(
    { resource, name }: RecordedWrite,
    { before }: ExamRecord,
    meant: ReadonlySet<string>,
): boolean {
    return resource === "pods"
        ? serviceOf(name ?? "", meant) === undefined
        : before.objects.some(
              (object) =>
                  pluralOf(object.kind) === resource.split(".")[0] &&
                  object.name === (name ?? object.name),
          );
}

/** `networkpolicies` of `NetworkPolicy`, as the API server calls them. */
const pluralOf = (kind: string): string => `${kind.toLowerCase().replace(/y$/, "ie")}s`;

const cut = ["closed", "cutShort", "reset", "refused"] as const;

function cutAfter({ requests }: ExamRecord, done: readonly RecordedWrite[]): number {
    const isAfter = (at: number): boolean =>
        done.some((write) => at >= Math.floor(write.at) && at < write.at + cuttingSeconds);
    return requests
        .filter(({ at }) => isAfter(at))
        .flatMap(({ tasks }) => Object.values(tasks))
        .reduce(
            (sum, { reasons }) => sum + cut.reduce((all, one) => all + (reasons[one] ?? 0), 0),
            0,
        );
}
