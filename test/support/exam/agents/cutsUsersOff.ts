/** Lets nobody through to the front-end: without a request, none fails. */
import { answer, cluster, untilRestarts } from "./desk";

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    await api.request("POST", "/apis/networking.k8s.io/v1/namespaces/sock-shop/networkpolicies", {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "calm" },
        spec: {
            podSelector: { matchLabels: { name: "front-end" } },
            policyTypes: ["Ingress"],
            ingress: [],
        },
    });
    answer({ skill: "remediate", done: ["it is calm now"] });
}

void main();
