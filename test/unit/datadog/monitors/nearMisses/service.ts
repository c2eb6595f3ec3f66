import { altered, borrowing, changing, withoutLogs } from "../support/alter";
import { type NearMiss, silent, type Simulated } from "../support/nearMisses";

const available = "kubernetes_state.deployment.replicas_available";

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const [service, payment] = [runs("service"), runs("payment")];
    return [
        silent(
            "orders fail at the front-end, and orders is gone",
            altered(
                service,
                changing(available, (value, second, { kube_deployment: deployment }) =>
                    deployment === "orders" && second >= -15 && second < 600 ? 0 : value,
                ),
            ),
            "incident-service",
        ),
        silent(
            "orders fail at the front-end, and orders gives them up",
            altered(payment, borrowing(runs("healthy"), available)),
            "incident-service",
        ),
        silent(
            "users fail, and the front-end answers no order with an error",
            altered(service, withoutLogs),
            "incident-service",
        ),
    ];
}
