import { altered, borrowing, changing, pausing, without } from "../support/alter";
import { type NearMiss, silent, type Simulated } from "../support/nearMisses";

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const [sessions, healthy] = [runs("sessions"), runs("healthy")];
    const available = "kubernetes_state.deployment.replicas_available";
    return [
        {
            // Around the moment in which the store goes: whoever waits for a full window is late.
            name: "the session store goes while nobody looks",
            evidence: altered(
                sessions,
                pausing(available, (second) => second >= -20 && second < 130),
            ),
            fires: ["session-store-unavailable"],
            within: 200,
            silent: [],
        },
        silent(
            "the session store is away for half a minute",
            altered(
                healthy,
                changing(available, (value, second, { kube_deployment: deployment }) =>
                    deployment === "session-db" && second >= 100 && second < 130 ? 0 : value,
                ),
            ),
            "session-store-unavailable",
        ),
        silent(
            "the session store is gone, and nobody logs in",
            altered(sessions, without("kubernetes.containers.restarts")),
            "incident-sessions",
        ),
        silent(
            "the front-end ends again and again, with its session store",
            altered(sessions, borrowing(healthy, available)),
            "incident-sessions",
        ),
    ];
}
