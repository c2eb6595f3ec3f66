import { strict as assert } from "node:assert";
import { appendFileSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AuditLog, type AuditedWrite } from "../../../../range/audit/auditLog";

/** As an API server of 1.35 writes it, without what is not read. */
function line(name: string, more: object = {}): string {
    return `${JSON.stringify({
        kind: "Event",
        apiVersion: "audit.k8s.io/v1",
        level: "Request",
        auditID: `id-of-${name}`,
        stage: "ResponseComplete",
        requestURI: `/apis/apps/v1/namespaces/sock-shop/deployments/${name}/scale?fieldManager=kubectl`,
        verb: "patch",
        user: { username: "admin", groups: ["system:masters"] },
        userAgent: "kubectl/v1.35.4 (linux/amd64) kubernetes/abc",
        objectRef: {
            ...{ resource: "deployments", namespace: "sock-shop", name, apiGroup: "apps" },
            ...{ apiVersion: "v1", subresource: "scale" },
        },
        responseStatus: { metadata: {}, code: 200 },
        requestObject: { spec: { replicas: 3 } },
        requestReceivedTimestamp: "2026-11-27T10:00:00.250000Z",
        ...more,
    })}\n`;
}

describe("The audit log", () => {
    let directory = "";
    let log: AuditLog | undefined;
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "audit-"));
    });
    afterEach(async () => {
        await log?.stop();
        rmSync(directory, { recursive: true });
    });

    function followed(file: string): AuditedWrite[] {
        const writes: AuditedWrite[] = [];
        log = new AuditLog(file);
        log.onWrite((write) => writes.push(write));
        return writes;
    }

    it("tells who wrote what, when, and with which patch", () => {
        const file = join(directory, "audit.log");
        const writes = followed(file);
        appendFileSync(file, line("front-end"));
        log?.look();
        assert.deepEqual(writes, [
            {
                id: "id-of-front-end",
                at: Date.parse("2026-11-27T10:00:00.250Z") / 1000,
                user: "admin",
                agent: "kubectl/v1.35.4 (linux/amd64) kubernetes/abc",
                verb: "patch",
                resource: "deployments.apps",
                subresource: "scale",
                namespace: "sock-shop",
                name: "front-end",
                uri: "/apis/apps/v1/namespaces/sock-shop/deployments/front-end/scale?fieldManager=kubectl",
                status: 200,
                sent: { spec: { replicas: 3 } },
            },
        ]);
    });

    it("names whom somebody has impersonated", () => {
        const file = join(directory, "audit.log");
        const writes = followed(file);
        appendFileSync(file, line("front-end", { impersonatedUser: { username: "guest" } }));
        log?.look();
        assert.equal(writes[0]?.user, "guest");
    });

    it("loses nothing when a full one is renamed, nor a line that came in two pieces", () => {
        const file = join(directory, "audit.log");
        const writes = followed(file);
        const second = line("carts");
        appendFileSync(file, line("front-end") + second.slice(0, 100));
        log?.look();
        appendFileSync(file, second.slice(100) + line("orders"));
        renameSync(file, join(directory, "audit-2026.log"));
        appendFileSync(file, line("user"));
        log?.look();
        assert.deepEqual(
            writes.map(({ name }) => name),
            ["front-end", "carts", "orders", "user"],
        );
    });

    it("tells of a deletion that says nothing more, and of one that was refused", () => {
        const file = join(directory, "audit.log");
        const writes = followed(file);
        const bare = { verb: "delete", requestObject: undefined };
        const refused = { responseStatus: { status: "Failure", reason: "Forbidden", code: 403 } };
        appendFileSync(file, line("front-end", bare) + line("carts", { ...bare, ...refused }));
        log?.look();
        assert.deepEqual(
            writes.map(({ name, status, sent }) => [name, status, sent]),
            [
                ["front-end", 200, undefined],
                ["carts", 403, undefined],
            ],
        );
    });

    it("passes over a line that is no write", () => {
        const file = join(directory, "audit.log");
        const writes = followed(file);
        appendFileSync(file, `not JSON\n{"kind":"Event"}\n${line("front-end")}`);
        log?.look();
        assert.equal(writes.length, 1);
    });
});
