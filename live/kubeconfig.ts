import { KubeConfig } from "@kubernetes/client-node";

/** Names of the contexts in the kubeconfig of the environment. */
export function contexts(): readonly string[] {
    return fromEnvironment()
        .getContexts()
        .map(({ name }) => name);
}

/** The kubeconfig of the environment, switched to that context; throws naming those there are. */
export function contextOf(context: string): KubeConfig {
    const available = contexts();
    if (!available.includes(context)) {
        const list = available.length === 0 ? "none" : available.join(", ");
        throw new Error(
            `kubeContext = "${context}": no such context in your kubeconfig (there: ${list}). ` +
                "Create the cluster with: kind create cluster --config docs/kind.yaml; or choose " +
                "one: pulumi config set kubeContext NAME",
        );
    }
    const config = fromEnvironment();
    config.setCurrentContext(context);
    return config;
}

function fromEnvironment(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromDefault();
    return config;
}
