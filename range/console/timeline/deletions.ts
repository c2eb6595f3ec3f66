/** Who deleted an object: only the API server's audit log knows. */
import type { AuditedWrite } from "../../audit/auditLog";
import type { WatchedKind } from "../cluster/objectWatch";
import { type Author, authorNamed } from "./managers";

/** What tells of writes. */
export interface WriteSource {
    readonly onWrite: (listener: (write: AuditedWrite) => void) => () => void;
}

/** An object that somebody waits for goes later than it was deleted, a Job by its pods' grace. */
const mostDeletions = 500;

/** The log is read some moments after a watch has told. */
const patienceMilliseconds = 1500;

export class Deletions {
    private readonly recent: AuditedWrite[] = [];

    /** @param source undefined: there is no audit log. */
    constructor(private readonly source: WriteSource | undefined) {
        source?.onWrite((write) => {
            const isDeletion = write.verb.startsWith("delete") && write.status < 400;
            if (isDeletion && !write.uri.includes("dryRun=")) {
                this.recent.push(write);
                this.recent.splice(0, this.recent.length - mostDeletions);
            }
        });
    }

    /** Calls back once it is known, or once nobody will know any more. */
    authorOf(
        kind: WatchedKind,
        place: { readonly namespace?: string; readonly name?: string },
        tell: (author: Author | undefined) => void,
    ): void {
        const found = this.find(kind, place);
        if (found !== undefined || this.source === undefined) {
            tell(found);
            return;
        }
        setTimeout(() => {
            tell(this.find(kind, place));
        }, patienceMilliseconds).unref();
    }

    private find(
        { apiVersion, plural }: WatchedKind,
        { namespace, name }: { readonly namespace?: string; readonly name?: string },
    ): Author | undefined {
        const [group] = apiVersion.includes("/") ? apiVersion.split("/") : [];
        const resource = group === undefined ? plural : `${plural}.${group}`;
        const write = this.recent.findLast(
            (one) =>
                one.resource === resource &&
                one.namespace === namespace &&
                (one.name === undefined || one.name === name),
        );
        return write && authorNamed(write.agent.replace(/[/ ].*$/s, ""), write.at);
    }
}
