import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { findPrograms } from "../../../range/programs";
import { inTemporaryFolder } from "./temporary";

const names = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];

function put(folder: string, programs: readonly string[], text = "#!/bin/sh\n"): string {
    mkdirSync(folder, { recursive: true });
    for (const name of programs) {
        writeFileSync(join(folder, name), text);
        chmodSync(join(folder, name), 0o755);
    }
    return folder;
}

const silent = (): void => undefined;

describe("the range's programs", () => {
    it("come from the folder that is named", () =>
        inTemporaryFolder(async (folder) => {
            const programs = await findPrograms(put(folder, names), undefined, silent);
            assert.deepEqual(
                Object.values({ ...programs }),
                names.map((name) => join(folder, name)),
            );
        }));

    it("come from KUBEBUILDER_ASSETS when all of them are there", () =>
        inTemporaryFolder(async (folder) => {
            const programs = await findPrograms(undefined, put(folder, names), silent);
            assert.equal(programs.etcd, join(folder, "etcd"));
        }));

    it("are not taken from a folder in which some are missing, and it says which", () =>
        inTemporaryFolder(async (folder) => {
            // What envtest brings.
            put(folder, ["etcd", "kube-apiserver", "kubectl"]);
            await assert.rejects(
                findPrograms(folder, undefined, silent),
                /--programs .*: kube-controller-manager, kube-scheduler are missing there/,
            );
        }));

    it("have to run: half a program does not", () =>
        inTemporaryFolder(async (folder) => {
            put(folder, names);
            put(folder, ["kube-apiserver"], "\x7fELF\x02\x01\x01");
            await assert.rejects(
                findPrograms(folder, undefined, silent),
                /kube-apiserver does not run: /,
            );
        }));
});
