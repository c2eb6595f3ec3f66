import { altered, borrowing, without } from "../support/alter";
import { type NearMiss, silent, type Simulated } from "../support/nearMisses";

export function nearMisses(runs: Simulated): readonly NearMiss[] {
    const [heap, hybrid] = [runs("heap"), runs("hybrid")];
    return [
        silent(
            "a service is killed for its memory, and no user notices",
            altered(heap, without("sockshop.users.failures_per_second")),
            "incident-heap",
        ),
        silent(
            "a service restarts, and not for its memory",
            altered(heap, without("kubernetes.containers.last_state.terminated")),
            "incident-heap",
        ),
        silent(
            "the front-end restarts as well",
            altered(heap, borrowing(hybrid, "kubernetes.containers.restarts")),
            "incident-heap",
        ),
    ];
}
