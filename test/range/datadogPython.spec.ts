/** Datadog's official Python client, which refuses what is not as its models say. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { waitFor } from "../../range/controlPlane/wait";
import { pythonEnvironment } from "../../tools/python";
import { type Sent, undriven } from "../support/datadog/drivenRoutes";
import { sharedRange } from "../support/range/sharedRange";

const clients = join(__dirname, "clients");

interface Call {
    readonly call: string;
    readonly count?: number;
    readonly error?: string;
}

describe("Datadog's Python client on a range", () => {
    let calls: readonly Call[] = [];
    let sent: readonly Sent[] = [];

    before(async function () {
        // The very first time everything is built.
        this.timeout(0);
        const { environment } = await sharedRange();
        const python = await pythonEnvironment(
            join(clients, "requirements.txt"),
            "Datadog's Python client (about 10 s)",
        );
        const { DD_HOST = "", DD_API_KEY = "", DD_APP_KEY = "" } = environment;
        // An idle shop says little: what it says when it starts has to be there.
        await waitFor("the first log", 60, async () => {
            const headers = { "DD-API-KEY": DD_API_KEY, "DD-APPLICATION-KEY": DD_APP_KEY };
            const answer = await fetch(`${DD_HOST}/api/v2/logs/events`, { headers });
            const { data } = (await answer.json()) as { readonly data: readonly unknown[] };
            return data.length > 0 || undefined;
        });
        const { stdout } = await promisify(execFile)(python, [join(clients, "datadog_calls.py")], {
            env: { DD_HOST, DD_API_KEY, DD_APP_KEY, PYTHONWARNINGS: "ignore" },
        }).catch((error: unknown) => error as { readonly stdout: string });
        const lines = stdout
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line) as Call | Sent);
        calls = lines.filter((line) => "call" in line);
        sent = lines.filter((line) => "path" in line);
    });

    it("is answered in shapes that it knows, whatever it asks", () => {
        assert.deepEqual(
            calls.filter(({ error }) => error !== undefined),
            [],
        );
        assert.ok(calls.length > 50, String(calls.length));
        assert.equal(calls.at(-1)?.call, "incidents.delete");
    });

    it("drives every route that it has a call for", () => {
        assert.deepEqual(undriven(sent), []);
    });

    it("finds what the stack has put into the account, and what the shop tells", () => {
        const count = (wanted: string): number =>
            calls.find(({ call }) => call === wanted)?.count ?? 0;
        assert.ok(count("monitors.list") > 20);
        assert.ok(count("metrics.listActive") > 30);
        for (const call of ["logs.list", "slos.list", "dashboards.list", "containers.list"]) {
            assert.ok(count(call) > 0, call);
        }
    });
});
