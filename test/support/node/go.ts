/**
 * Does on a node by hand what `pulumi up` would with these settings:
 * `npx tsx test/support/node/go.ts <kubeconfig> [key=value …]`, for example `incident=hybrid`.
 * What the last call asked for is kept beside the kubeconfig.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { renderPlan } from "../../../plan/render";
import { nothing, Player } from "../../../range/apply/player";
import { ApiClient } from "../controlPlane";
import { requestToken } from "../../../range/controlPlane/serviceAccounts";

type Settings = Readonly<Record<string, string>>;

async function main(): Promise<void> {
    const [path = "", ...pairs] = process.argv.slice(2);
    const settings: Settings = Object.fromEntries(
        pairs.map((pair) => [pair.replace(/=.*$/s, ""), pair.replace(/^[^=]*=/, "")]),
    );
    const memory = `${path}.settings.json`;
    const before = existsSync(memory)
        ? await renderPlan(JSON.parse(readFileSync(memory, "utf8")) as Settings)
        : nothing;
    const api = await ApiClient.fromKubeconfig(path);
    const serviceAccountToken = (namespace: string, name: string): Promise<string> =>
        requestToken(api, namespace, name);
    const player = new Player({
        kubeconfigPath: path,
        kubeconfigText: readFileSync(path, "utf8"),
        contextName: "kind-sockshop",
        serverUrl: api.serverUrl,
        api,
        serviceAccountToken,
        asServiceAccount: async (namespace, name) =>
            api.withToken(await serviceAccountToken(namespace, name)),
        stop: () => Promise.resolve(),
    });
    writeFileSync(memory, JSON.stringify(settings));
    await player.play(before, await renderPlan(settings), { ungated: settings.gate === "off" });
    process.stdout.write(`${player.printed.join("\n")}\ndone\n`);
}

void main();
