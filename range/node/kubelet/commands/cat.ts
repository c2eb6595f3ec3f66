/** The files that a simulated container has. */
import { identityOf } from "../../api/identity";
import type { ExecContext, Printed } from "./command";

export async function cat(paths: readonly string[], context: ExecContext): Promise<Printed> {
    const files = await filesOf(context);
    const missing = paths.filter((path) => files.get(path) === undefined);
    return {
        stdout: paths.map((path) => files.get(path) ?? "").join(""),
        stderr: missing
            .map((path) => `cat: can't open '${path}': No such file or directory\n`)
            .join(""),
        exitCode: missing.length > 0 ? 1 : 0,
    };
}

async function filesOf(context: ExecContext): Promise<ReadonlyMap<string, string>> {
    const { pod, container, address } = context;
    const { name, namespace } = identityOf(pod);
    const search = `${namespace}.svc.cluster.local svc.cluster.local cluster.local`;
    const files = new Map([
        ["/etc/hostname", `${name}\n`],
        ["/etc/hosts", `127.0.0.1\tlocalhost\n${address}\t${name}\n`],
        ["/etc/resolv.conf", `search ${search}\nnameserver 10.96.0.10\noptions ndots:5\n`],
    ]);
    const configMaps = await context.configMaps();
    const mounts = pod.spec?.containers.find((one) => one.name === container)?.volumeMounts ?? [];
    for (const mount of mounts) {
        const volume = pod.spec?.volumes?.find((one) => one.name === mount.name);
        const found = configMaps.find((one) => one.metadata?.name === volume?.configMap?.name);
        for (const [file, text] of Object.entries(found?.data ?? {})) {
            files.set(`${mount.mountPath}/${file}`, text);
        }
    }
    return files;
}
