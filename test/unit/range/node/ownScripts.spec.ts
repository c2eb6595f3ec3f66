import { doesNotThrow, throws } from "node:assert/strict";
import { readFileSync } from "node:fs";

import type { V1ConfigMap, V1Container } from "@kubernetes/client-node";

import { assertOwn } from "../../../../range/node/jobs/ownScripts";

const files = {
    "expiry.py": readFileSync("components/incident/expiry.py", "utf8"),
    "kubernetes_api.py": readFileSync("scenarios/load/kubernetes_api.py", "utf8"),
    "heals.json": "[]",
};

const check = (
    changes: Partial<V1Container> = {},
    environment: Readonly<Record<string, string>> = { STATE_DIR: "/state" },
    data: Readonly<Record<string, string>> = files,
) => {
    const container = {
        args: ["/expiry/expiry.py"],
        volumeMounts: [{ mountPath: "/expiry" }, { mountPath: "/state" }],
        ...changes,
    } as unknown as V1Container;
    const configMap: unknown = { data };
    assertOwn(container, environment, [configMap as V1ConfigMap]);
};

describe("scripts of pods, which run on the machine of the range", () => {
    it("are the project's own", () => {
        doesNotThrow(() => {
            check();
        });
    });

    it("are refused with a changed line, and with a further file", () => {
        throws(() => {
            check({}, {}, { ...files, "expiry.py": `${files["expiry.py"]}\n` });
        }, /own scripts only/);
        throws(() => {
            check({}, {}, { ...files, "sitecustomize.py": "import os" });
        }, /sitecustomize/);
    });

    it("are refused with other arguments, variables and paths", () => {
        throws(() => {
            check({ args: ["-c", "import os"] });
        }, /own scripts only/);
        throws(() => {
            check({}, { PYTHONPATH: "/tmp" });
        }, /PYTHONPATH/);
        throws(() => {
            check({}, { STATE_DIR: "/etc" });
        }, /STATE_DIR/);
        throws(() => {
            check({}, { STATE_DIR: "/state/../../etc" });
        }, /STATE_DIR/);
        throws(() => {
            check({}, { STATE_DIR: "../../etc" });
        }, /STATE_DIR/);
        throws(() => {
            check({}, { HEALS_FILE: "heals.json" });
        }, /HEALS_FILE/);
    });
});
