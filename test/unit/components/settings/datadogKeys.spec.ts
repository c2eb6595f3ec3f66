import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { datadogKeys } from "../../../../components/settings/datadogKeys";

const names = ["DD_HOST", "DATADOG_HOST"] as const;

describe("the address of the Datadog account", () => {
    const before = { ...process.env };

    const set = (values: Partial<Record<(typeof names)[number], string>>): void => {
        for (const name of names) {
            process.env[name] = values[name] ?? "";
        }
    };

    afterEach(() => {
        pulumi.runtime.setAllConfig({});
        process.env = { ...before };
    });

    it("is the site's own when nobody says another", () => {
        set({});
        assert.equal(datadogKeys().apiUrl, undefined);
    });

    it("comes from the setting, DD_HOST and DATADOG_HOST, in the provider's own order", () => {
        set({ DATADOG_HOST: "http://three" });
        assert.equal(datadogKeys().apiUrl, "http://three");
        set({ DATADOG_HOST: "http://three", DD_HOST: "http://two" });
        assert.equal(datadogKeys().apiUrl, "http://two");
        pulumi.runtime.setAllConfig({ "datadog:apiUrl": "http://one" });
        assert.equal(datadogKeys().apiUrl, "http://one");
    });
});
