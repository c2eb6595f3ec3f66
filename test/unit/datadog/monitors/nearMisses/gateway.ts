import type { Evidence } from "../../../../../evidence/evidence";
import { altered, borrowing, changing, without } from "../support/alter";
import { fires, type NearMiss, silent, type Simulated } from "../support/nearMisses";

const available = "kubernetes_state.deployment.replicas_available";
const timeout = "timeout from one of the services";
const refused = "unspecified IO error";

/** With another reason in those of the failed orders' lines that are chosen by their number. */
const because =
    (reason: string, isMeant: (at: number) => boolean) =>
    (evidence: Evidence): Evidence => {
        let at = 0;
        return {
            ...evidence,
            logs: evidence.logs.map((line) =>
                line.message.includes("Unable to create order") && isMeant(at++)
                    ? {
                          ...line,
                          message: line.message.replace(timeout, reason).replace(refused, reason),
                      }
                    : line,
            ),
        };
    };

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const [gateway, payment, healthy] = [runs("gateway"), runs("payment"), runs("healthy")];
    const composite = "incident-gateway";
    return [
        silent(
            "orders time out, and carts is gone",
            altered(
                gateway,
                changing(available, (value, second, { kube_deployment: deployment }) =>
                    deployment === "carts" && second >= -15 && second < 600 ? 0 : value,
                ),
            ),
            composite,
        ),
        silent(
            "orders time out, and no user suffers",
            altered(gateway, without("sockshop.users.failures_per_second")),
            composite,
        ),
        silent(
            "orders time out, and one of them is refused",
            altered(
                gateway,
                because(refused, (at) => at === 0),
            ),
            composite,
        ),
        {
            name: "every order is refused",
            evidence: altered(
                gateway,
                because(refused, () => true),
            ),
            fires: ["failed-orders", "order-refusals"],
            silent: [composite, "order-timeouts"],
        },
        {
            name: "a few orders time out",
            evidence: altered(
                gateway,
                because("declined", (at) => at >= 4),
            ),
            fires: ["failed-orders"],
            silent: [composite, "order-timeouts"],
        },
        silent(
            "payment was gone and has come back, and its time-outs are still counted",
            altered(payment, borrowing(healthy, available)),
            composite,
        ),
        fires(
            "orders wait for a payment that is there and refuses nothing",
            altered(
                payment,
                borrowing(healthy, available),
                because(timeout, () => true),
            ),
            composite,
        ),
    ];
}
