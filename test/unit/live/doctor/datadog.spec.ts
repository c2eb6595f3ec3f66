import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { parseSettings } from "../../../../components/settings/parse";
import { datadogFindings, type KnownKeys } from "../../../../live/doctor/datadog";
import type { Finding } from "../../../../live/doctor/finding";
import { scenarios } from "../../../../scenarios/registry";
import { stopServer } from "../../../../tools/stopServer";

const { datadog } = parseSettings({ observability: "resources" }, scenarios).settings;

const all = [
    ...["monitors_write", "dashboards_write", "slos_write"],
    ...["logs_write_pipelines", "logs_generate_metrics", "logs_read_data", "logs_read_config"],
    "metric_tags_write",
];

describe("the Datadog account of an experiment", () => {
    let server: Server;
    /** Answers by path; others are empty. */
    let answers: Record<string, unknown>;
    let keys: KnownKeys;

    beforeEach(async () => {
        answers = { "/api/v2/current_user": { data: { id: "me" } } };
        server = createServer(({ url = "" }, response) => {
            const answer = url in answers ? answers[url] : {};
            response.statusCode = typeof answer === "number" ? answer : 200;
            response.end(JSON.stringify(answer));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        keys = { apiKey: "secret-api", appKey: "secret-app", apiUrl: `http://127.0.0.1:${port}` };
    });
    afterEach(() => stopServer(server));

    const grant = (names: readonly string[]): void => {
        const data = names.map((name) => ({ attributes: { name } }));
        answers["/api/v2/users/me/permissions"] = { data };
    };
    const last = async (): Promise<Finding | undefined> =>
        (await datadogFindings(datadog, keys)).at(-1);

    it("is not needed when nothing is to be observed there", async () => {
        const [finding] = await datadogFindings(undefined, {});
        assert.equal(finding?.standing, "ok");
    });

    it("needs both keys, and those that are not there are named", async () => {
        const [finding] = await datadogFindings(datadog, { apiKey: "a" });
        assert.deepEqual([finding?.standing, finding?.found], ["missing", "no appKey"]);
        assert.match(finding?.mend ?? "", /--secret datadog:appKey/);
    });

    it("that refuses a key is missing, with what to compare and without the key", async () => {
        answers["/api/v1/validate"] = 403;
        const finding = await last();
        assert.equal(finding?.standing, "missing");
        assert.match(finding.found, /datadog:apiKey is refused \(status 403/);
        assert.match(finding.mend ?? "", /compare datadogSite/);
        assert.doesNotMatch(JSON.stringify(finding), /secret-/);
    });

    it("lets the key's owner do all that the stack makes, or says what not", async () => {
        grant(all);
        assert.equal((await last())?.standing, "ok");
        grant(all.filter((name) => name !== "slos_write"));
        const finding = await last();
        assert.deepEqual([finding?.standing, finding?.found], ["advice", "not enough for SLOs"]);
    });

    it("that is to be muted needs the right to do that as well", async () => {
        grant(all);
        const muted = datadog && { ...datadog, muted: true };
        const finding = (await datadogFindings(muted, keys)).at(-1);
        assert.equal(finding?.found, "not enough for muteMonitors");
        assert.match(finding.mend ?? "", /monitors_downtime/);
    });

    it("that does not tell permissions is not judged for it", async () => {
        answers["/api/v2/current_user"] = 404;
        assert.equal((await last())?.standing, "unknown");
    });
});
