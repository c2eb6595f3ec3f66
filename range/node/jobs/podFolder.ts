/** What a pod's script finds on this machine: the files of its volumes, and its account's token. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { V1ConfigMap, V1PodSpec } from "@kubernetes/client-node";

export class PodFolder {
    readonly path = mkdtempSync(join(tmpdir(), "range-pod-"));
    /** Paths in the container, and what stands for them here. */
    private readonly mounts = new Map<string, string>();

    /** Makes the volumes of the first container, with the files of those that are ConfigMaps. */
    mount({ containers, volumes = [] }: V1PodSpec, configMaps: readonly V1ConfigMap[]): void {
        for (const { name, mountPath } of containers[0]?.volumeMounts ?? []) {
            const place = join(this.path, `volume-${name}`);
            mkdirSync(place, { recursive: true });
            this.mounts.set(mountPath, place);
            const source = volumes.find((volume) => volume.name === name)?.configMap?.name;
            const found = configMaps.find(({ metadata }) => metadata?.name === source);
            for (const [file, text] of Object.entries(found?.data ?? {})) {
                writeFileSync(join(place, file), text);
            }
        }
    }

    /** Variables by which a script of the stack finds the API server, with its account's rights. */
    access(serverUrl: string, caFile: string, token: string): Readonly<Record<string, string>> {
        const tokenFile = join(this.path, "token");
        writeFileSync(tokenFile, token, { mode: 0o600 });
        return {
            KUBERNETES_API_URL: serverUrl,
            KUBERNETES_TOKEN_FILE: tokenFile,
            KUBERNETES_CA_FILE: caFile,
        };
    }

    /** Where that path of the container is on this machine; any other text as it is. */
    here(text: string): string {
        const inside = [...this.mounts].find(
            ([path]) => text === path || text.startsWith(`${path}/`),
        );
        return inside === undefined ? text : inside[1] + text.slice(inside[0].length);
    }

    remove(): void {
        rmSync(this.path, { recursive: true, force: true });
    }
}
