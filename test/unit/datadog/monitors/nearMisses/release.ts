import { altered, changing, levelling, pausing, without } from "../support/alter";
import { type NearMiss, silent, type Simulated } from "../support/nearMisses";

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const release = runs("release");
    const waiting = "kubernetes_state.container.status_report.count.waiting";
    return [
        silent("no pod waits for an image", altered(release, without(waiting)), "incident-release"),
        silent(
            "a pod waits for its image, and users fail",
            altered(
                release,
                levelling("sockshop.users.failures_per_second", 5),
                levelling("sockshop.users.requests_per_second", 10),
                pausing(waiting, (second) => second < 90 || second > 240),
            ),
            "incident-release",
        ),
        silent(
            "a pod waits for its image, and a service is gone",
            altered(
                release,
                pausing(waiting, (second) => second < 130 || second > 240),
                changing(
                    "kubernetes_state.deployment.replicas_available",
                    (value, second, { kube_deployment: deployment }) =>
                        deployment === "orders" && second >= -60 && second < 700 ? 0 : value,
                ),
            ),
            "incident-release",
        ),
    ];
}
