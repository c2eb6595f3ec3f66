/** An agent's way into the cluster that nobody here wrote: kubernetes-mcp-server, from npm. */
import assert from "node:assert/strict";
import { join } from "node:path";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

import { waitFor } from "../../range/controlPlane/wait";
import { serviceNames } from "../../shop/services";
import { npmTool } from "../support/range/npmTool";
import { sharedRange } from "../support/range/sharedRange";

const version = "0.0.67";
const namespace = "sock-shop";

interface Answer {
    readonly isError?: boolean;
    readonly content: readonly { readonly text?: string }[];
}

describe("kubernetes-mcp-server on a range", () => {
    let client: Client;

    before(async function () {
        // The very first time everything is built.
        this.timeout(0);
        const { environment } = await sharedRange();
        const folder = await npmTool("kubernetes-mcp-server", version);
        const args = ["--kubeconfig", environment.KUBECONFIG ?? "", "--toolsets", "core"];
        client = new Client({ name: "test", version: "1" });
        await client.connect(
            new StdioClientTransport({
                command: process.execPath,
                args: [join(folder, "bin", "index.js"), ...args],
                env: { PATH: process.env.PATH ?? "", HOME: "/nonexistent" },
            }),
        );
    });

    after(() => client.close());

    /** What a tool says; rejects with that when it calls it an error. */
    const call = async (name: string, args: Readonly<Record<string, unknown>>): Promise<string> => {
        const { isError, content } = (await client.callTool({ name, arguments: args })) as Answer;
        const text = content.map((one) => one.text ?? "").join("\n");
        if (isError === true) {
            throw new Error(`${name}: ${text}`);
        }
        return text;
    };
    const podOf = async (service: string): Promise<string> => {
        const list = await call("pods_list_in_namespace", {
            namespace,
            labelSelector: `name=${service}`,
        });
        return new RegExp(`${service}-[0-9a-z]+-[0-9a-z]{5}`).exec(list)?.[0] ?? "";
    };

    it("lists the shop's pods, Deployments and events", async () => {
        const pods = await call("pods_list_in_namespace", { namespace });
        for (const service of serviceNames) {
            assert.match(pods, new RegExp(` ${service}-\\S+ +(\\d)/\\1 +Running `));
        }
        const kind = { apiVersion: "apps/v1", kind: "Deployment", namespace };
        assert.match(await call("resources_list", kind), / payment +1\/1 /);
        assert.match(await call("events_list", { namespace }), /Successfully assigned/);
        assert.match(await call("namespaces_list", {}), / sock-shop +Active/);
    });

    it("reads a pod and its log", async () => {
        const name = await podOf("front-end");
        const pod = await call("pods_get", { namespace, name });
        assert.match(pod, /startupProbe:/);
        assert.match(pod, /started: true/);
        const log = await call("pods_log", { namespace, name, tail: 20 });
        assert.match(log, /App now running in production mode on port 8079|GET \//);
    });

    it("sees what pods use", async () => {
        // The metrics API is there some seconds after the range, and the kubelet measures then.
        const row = /front-end-\S+ +front-end +\d+m +\d+Mi/;
        await waitFor("measurements", 120, async () => {
            const table = await call("pods_top", { namespace });
            return row.test(table) || undefined;
        });
    });

    it("scales, and deletes a pod that comes again", async () => {
        const session = {
            apiVersion: "apps/v1",
            kind: "Deployment",
            namespace,
            name: "session-db",
        };
        await call("resources_scale", { ...session, scale: 2 });
        await waitFor("two pods", 60, async () => {
            return / session-db +2\/2 /.test(await call("resources_list", session)) || undefined;
        });
        await call("resources_scale", { ...session, scale: 1 });
        const before = await podOf("rabbitmq");
        await call("pods_delete", { namespace, name: before });
        await waitFor("another pod", 60, async () => {
            const after = await podOf("rabbitmq");
            return (after !== "" && after !== before) || undefined;
        });
    });

    it("is told no in the API server's words", async () => {
        await assert.rejects(call("pods_get", { namespace, name: "nobody" }), /not found/);
    });
});
