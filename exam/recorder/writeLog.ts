/** Writes of whoever sits the exam, bounded: a flood must not end the recorder. */
import type { AuditedWrite } from "../../range/audit/auditLog";
import type { RecordedWrite } from "../record/record";
import { rounded } from "./requestLog";

/** More than any responder has to say in half an hour. */
const mostWrites = 5000;

/** Larger than any object of the shop. */
const largestBytes = 32 * 1024;

const verbs: ReadonlySet<string> = new Set<RecordedWrite["verb"]>([
    ...(["create", "update", "patch", "delete", "deletecollection"] as const),
]);

export class WriteLog {
    private readonly kept: AuditedWrite[] = [];
    private leftOut = 0;

    /** @param users whose writes these are, as the API server names them */
    constructor(private readonly users: ReadonlySet<string>) {}

    add(write: AuditedWrite): void {
        if (!this.users.has(write.user) || !verbs.has(write.verb)) {
            return;
        }
        if (this.kept.length < mostWrites) {
            this.kept.push(write);
        } else {
            this.leftOut += 1;
        }
    }

    /** @param at where a time of the wall's clock lies in the record */
    rows(at: (wall: number) => number): readonly RecordedWrite[] {
        return this.kept.map((write) => ({
            at: rounded(at(write.at)),
            agent: write.agent,
            verb: write.verb as RecordedWrite["verb"],
            resource: write.resource,
            ...(write.subresource === undefined ? {} : { subresource: write.subresource }),
            ...(write.namespace === undefined ? {} : { namespace: write.namespace }),
            ...(write.name === undefined ? {} : { name: write.name }),
            status: write.status,
            isDryRun: write.uri.includes("dryRun="),
            ...(isKept(write.sent) ? { sent: write.sent } : {}),
        }));
    }

    get count(): number {
        return this.kept.length + this.leftOut;
    }

    get omitted(): readonly string[] {
        return this.leftOut === 0
            ? []
            : [`${this.leftOut} writes after the first ${mostWrites} were not recorded`];
    }
}

function isKept(sent: unknown): boolean {
    return sent !== undefined && JSON.stringify(sent).length <= largestBytes;
}
