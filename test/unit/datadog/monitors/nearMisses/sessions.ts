import { altered, borrowing, without } from "../support/alter";
import { type NearMiss, silent, type Simulated } from "../support/nearMisses";

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const [sessions, healthy] = [runs("sessions"), runs("healthy")];
    return [
        silent(
            "the session store is gone, and nobody logs in",
            altered(sessions, without("kubernetes.containers.restarts")),
            "incident-sessions",
        ),
        silent(
            "the front-end ends again and again, with its session store",
            altered(sessions, borrowing(healthy, "kubernetes_state.deployment.replicas_available")),
            "incident-sessions",
        ),
    ];
}
