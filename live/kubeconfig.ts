import { homedir } from "node:os";
import { join } from "node:path";

import { KubeConfig } from "@kubernetes/client-node";

/** Names of the contexts in the kubeconfig of the environment. */
export function contexts(): readonly string[] {
    return fromEnvironment()
        .getContexts()
        .map(({ name }) => name)
        .filter((name) => name !== inventedContext);
}

/** What the client makes up where there is no kubeconfig at all. */
const inventedContext = "loaded-context";

/** The kubeconfig of the environment, switched to that context; throws naming those there are. */
export function contextOf(context: string): KubeConfig {
    const available = contexts();
    if (!available.includes(context)) {
        const there =
            available.length === 0
                ? "you have no kubeconfig yet, or an empty one"
                : `no such context in your kubeconfig (there: ${available.join(", ")})`;
        throw new Error(
            `kubeContext = "${context}": ${there}. ` +
                "Create the cluster with: kind create cluster --config docs/kind.yaml; or choose " +
                "one: pulumi config set kubeContext NAME",
        );
    }
    const config = fromEnvironment();
    config.setCurrentContext(context);
    return config;
}

/** Throws for a file that is not there, empty or broken, naming it: a parser's words do not. */
function fromEnvironment(): KubeConfig {
    const config = new KubeConfig();
    try {
        config.loadFromDefault();
    } catch (error) {
        const file = process.env.KUBECONFIG ?? join(homedir(), ".kube", "config");
        const reason = error instanceof TypeError ? "it is empty" : String(error);
        throw new Error(`your kubeconfig ${file} cannot be read: ${reason}`, { cause: error });
    }
    return config;
}
