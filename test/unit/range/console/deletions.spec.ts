import { strict as assert } from "node:assert";

import type { AuditedWrite } from "../../../../range/audit/auditLog";
import { Deletions } from "../../../../range/console/timeline/deletions";
import type { Author } from "../../../../range/console/timeline/managers";

const jobs = { apiVersion: "batch/v1", kind: "Job", plural: "jobs" };
const load = { namespace: "sock-shop", name: "load" };

const deletion: AuditedWrite = {
    ...{ id: "1", at: 100, user: "admin", agent: "kubectl/v1.35.4 (linux/amd64)" },
    ...{ verb: "delete", resource: "jobs.batch", subresource: undefined, ...load },
    ...{ uri: "/apis/batch/v1/namespaces/sock-shop/jobs/load", status: 200, sent: undefined },
};

describe("Deletions of the timeline", () => {
    let write: (one: AuditedWrite) => void = () => undefined;
    const deletions = (): Deletions =>
        new Deletions({
            onWrite: (listener) => {
                write = listener;
                return () => true;
            },
        });

    const told = (of: Deletions): Promise<Author | undefined> =>
        new Promise((resolve) => {
            of.authorOf(jobs, load, resolve);
        });

    it("name the program that asked for it", async () => {
        const known = deletions();
        write(deletion);
        const author = await told(known);
        assert.deepEqual(author, { manager: "kubectl", lane: "people", at: 100 });
    });

    it("wait for a log that comes later than the watch", async () => {
        const answer = told(deletions());
        write(deletion);
        assert.equal((await answer)?.manager, "kubectl");
    });

    it("know who deleted a whole collection, and that a controller is nobody", async () => {
        const known = deletions();
        const agent = "kube-controller-manager/v1.35.4 (linux/amd64) namespace-controller";
        write({ ...deletion, verb: "deletecollection", name: undefined, agent });
        assert.deepEqual((await told(known))?.lane, "cluster");
    });

    for (const [what, other] of Object.entries({
        "that was refused": { status: 403 },
        "that was only tried out": { uri: `${deletion.uri}?dryRun=All` },
        "of another object": { name: "other" },
        "of another kind": { resource: "jobs" },
    })) {
        it(`take no notice of one ${what}`, async () => {
            const known = deletions();
            write({ ...deletion, ...other });
            assert.equal(await told(known), undefined);
        });
    }
});
