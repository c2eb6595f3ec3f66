import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { datadogObjection } from "../../../../live/datadog/objection";

const keys = { api: "canary-api-key", app: "canary-app-key" };

describe("the account behind the keys", () => {
    let server: Server;
    let url: string;
    let answer: (request: IncomingMessage, response: ServerResponse) => number;

    beforeEach(async () => {
        answer = () => 200;
        server = createServer((request, response) => {
            response.statusCode = answer(request, response);
            response.end("{}");
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    afterEach(() => {
        server.close();
        server.closeAllConnections();
    });

    const objection = (): Promise<string | undefined> => datadogObjection(url, keys.api, keys.app);

    it("is asked with both keys, and nothing is objected to when it answers", async () => {
        const asked: string[] = [];
        answer = ({ headers, url: path }) => {
            assert.equal(headers["dd-api-key"], keys.api);
            assert.equal(headers["dd-application-key"], keys.app);
            asked.push(path ?? "");
            return 200;
        };
        assert.equal(await objection(), undefined);
        assert.deepEqual(asked, ["/api/v1/validate", "/api/v1/monitor?page=0&page_size=1"]);
    });

    it("tells which of the two keys is refused, and where to set it", async () => {
        answer = () => 403;
        const api = (await objection()) ?? "";
        assert.match(api, /^datadog:apiKey is refused.*datadog:apiKey$/);
        assert.doesNotMatch(api, /scopes/);
        answer = ({ url: path }) => (path === "/api/v1/validate" ? 200 : 403);
        const app = (await objection()) ?? "";
        assert.match(app, /^datadog:appKey is refused.*must have no scopes.*datadog:appKey$/);
    });

    it("blames Datadog, not the keys, when it fails or is not there", async () => {
        answer = () => 503;
        assert.match((await objection()) ?? "", /^Datadog fails \(status 503.*Try again later/);
        server.close();
        server.closeAllConnections();
        assert.match((await objection()) ?? "", /^Datadog fails \(.*ECONNREFUSED.*later/);
    });

    it("blames an address that is none, and neither the keys nor Datadog", async () => {
        for (const none of ["api.us5.datadoghq.com", "localhost:8080", "https://"]) {
            const objection = (await datadogObjection(none, "api", "app")) ?? "";
            assert.ok(objection.startsWith(`datadog:apiUrl is no address (${none}).`), objection);
            assert.match(objection, /DD_HOST/);
        }
    });

    it("does not carry the keys to where an answer points", async () => {
        let followed = false;
        answer = ({ url: path }, response) => {
            followed ||= path === "/elsewhere";
            response.setHeader("location", "/elsewhere");
            return 307;
        };
        assert.match((await objection()) ?? "", /^Datadog fails/);
        assert.ok(!followed);
    });

    it("never says a key, not even one that no header can carry", async () => {
        const strange = "canary\nkey";
        const text = (await datadogObjection(url, strange, keys.app)) ?? "";
        assert.match(text, /^datadog:apiKey is refused/);
        assert.doesNotMatch(text, /canary/);
    });
});
