import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { datadogKeys } from "../../../../components/settings/datadogKeys";
import { useEnvironment } from "../../../support/environment";

describe("the address of the Datadog account", () => {
    let restoreEnvironment: () => void;

    beforeEach(() => {
        restoreEnvironment = useEnvironment({ DD_HOST: "", DATADOG_HOST: "" });
    });

    afterEach(() => {
        pulumi.runtime.setAllConfig({});
        restoreEnvironment();
    });

    it("is the site's own when nobody says another", () => {
        assert.equal(datadogKeys().apiUrl, undefined);
    });

    it("comes from the setting, DD_HOST and DATADOG_HOST, in the provider's own order", () => {
        process.env.DATADOG_HOST = "http://three";
        assert.equal(datadogKeys().apiUrl, "http://three");
        process.env.DD_HOST = "http://two";
        assert.equal(datadogKeys().apiUrl, "http://two");
        pulumi.runtime.setAllConfig({ "datadog:apiUrl": "http://one" });
        assert.equal(datadogKeys().apiUrl, "http://one");
    });
});
