/** Which scripts may be run on this machine: the project's own, to the byte, and no other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { V1ConfigMap, V1Container } from "@kubernetes/client-node";

import { projectFolder } from "../../../tools/projectFolder";

/** By the name that they have in their ConfigMap. */
const scripts: Readonly<Record<string, string>> = {
    "expiry.py": join(projectFolder, "components/incident/expiry.py"),
    "kubernetes_api.py": join(projectFolder, "scenarios/load/kubernetes_api.py"),
};

/** What the scripts are told, and nothing that Python or the loader would listen to. */
const variables: ReadonlySet<string> = new Set([
    "EXPIRE_AFTER_SECONDS",
    "HEALS_FILE",
    "HOSTNAME",
    "PYTHONDONTWRITEBYTECODE",
    "STATE_DIR",
]);

/** Those of them that name a file or a folder, which must be one of the pod's own. */
const paths: ReadonlySet<string> = new Set(["HEALS_FILE", "STATE_DIR"]);

/**
 * Throws unless everything that would be run is the project's own. Whoever may create a pod in the
 * range must not get to run programs on the machine that it runs on.
 */
export function assertOwn(
    { args = [], volumeMounts = [] }: V1Container,
    environment: Readonly<Record<string, string>>,
    configMaps: readonly V1ConfigMap[],
): void {
    const refuse = (what: string): never => {
        throw new Error(`${what}: the range runs the project's own scripts only, unchanged`);
    };
    const files = configMaps.flatMap(({ data = {} }) => Object.entries(data));
    for (const [name, text] of files.filter(([file]) => !file.endsWith(".json"))) {
        const own = scripts[name];
        if (own === undefined || readFileSync(own, "utf8") !== text) {
            refuse(name);
        }
    }
    const isMounted = (path: string): boolean =>
        !path.includes("..") &&
        volumeMounts.some(
            ({ mountPath }) => path === mountPath || path.startsWith(`${mountPath}/`),
        );
    const [script = "", ...rest] = args;
    if (rest.length > 0 || !isMounted(script) || !script.endsWith("/expiry.py")) {
        refuse(args.join(" "));
    }
    for (const [name, value] of Object.entries(environment)) {
        const isPath = paths.has(name) || value.startsWith("/");
        if (!variables.has(name) || (isPath && !isMounted(value))) {
            refuse(`${name}=${value}`);
        }
    }
}
