import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { contextOf } from "../../../live/kubeconfig";
import { useEnvironment } from "../../support/environment";

describe("the kubeconfig", () => {
    let restoreEnvironment: () => void;
    let home = "";

    beforeEach(() => {
        home = mkdtempSync(join(tmpdir(), "home-"));
        const variables = { KUBECONFIG: undefined, HOME: home, USERPROFILE: home };
        restoreEnvironment = useEnvironment(variables);
    });

    afterEach(() => {
        restoreEnvironment();
        rmSync(home, { recursive: true });
    });

    it("that is not there at all is called so, with what to do", () => {
        assert.throws(
            () => contextOf("kind-sockshop"),
            /"kind-sockshop": you have no kubeconfig yet.*kind create cluster --config docs\/kind.yaml/,
        );
    });

    for (const [what, text] of Object.entries({
        empty: "",
        "nothing but null": "null",
        broken: "%%% not: [yaml",
    })) {
        it(`that is ${what} is named with its file`, () => {
            const file = join(home, "kubeconfig");
            writeFileSync(file, text);
            process.env.KUBECONFIG = file;
            assert.throws(
                () => contextOf("kind-sockshop"),
                ({ message }: Error) =>
                    message.startsWith(`your kubeconfig ${file} cannot be read`),
            );
        });
    }
});
