import { backOff } from "../physics/kubelet";
import { ruleGapSeconds } from "../physics/network";

/**
 * Which node runs the pods: one with the kubelet and the kube-proxy of Kubernetes 1.35, or the lab's
 * stand-ins, which are simpler.
 */
export const kubelets = {
    real: {
        /** Its own kills are compared with the exit before: see BackOff. */
        comparesKillsWithExitBefore: true,
        /** By how much more a wait may last. */
        jitter: backOff.jitter,
        /** A container that is found unready is probed anew from then on: see Prober. */
        triggersReadiness: true,
        /** The front-end is started by the image's command, not as a bare process. */
        startsByNpm: true,
        /** A Service that gets its first pods leads nowhere for so long: see Endpoints. */
        openingSeconds: ruleGapSeconds,
    },
    standIn: {
        comparesKillsWithExitBefore: false,
        jitter: 0,
        triggersReadiness: false,
        startsByNpm: false,
        openingSeconds: 0,
    },
} as const;

export type KubeletKind = keyof typeof kubelets;

export type KubeletRules = (typeof kubelets)[KubeletKind];
