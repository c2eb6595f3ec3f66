import { KubeConfig } from "@kubernetes/client-node";

/** The kubeconfig of the environment, switched to that context; throws naming those there are. */
export function contextOf(context: string): KubeConfig {
    const config = new KubeConfig();
    config.loadFromDefault();
    const available = config.getContexts().map(({ name }) => name);
    if (!available.includes(context)) {
        const list = available.length === 0 ? "none" : available.join(", ");
        throw new Error(
            `kubeContext = "${context}": no such context in your kubeconfig (there: ${list}). ` +
                "Create the cluster with: kind create cluster --config docs/kind.yaml; or choose " +
                "one: pulumi config set kubeContext NAME",
        );
    }
    config.setCurrentContext(context);
    return config;
}
