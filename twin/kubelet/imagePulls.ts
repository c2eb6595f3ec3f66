/** Images that cannot be had: what the kubelet tries, tells and shows (1.35, image_manager.go). */
import type { Cluster } from "../cluster";
import { backOff } from "../physics/kubelet";
import type { Container } from "../pod/pod";
import { fullReference, type MissingImage } from "./images";
import { podEvent } from "./wording";

/** How long a registry takes to say no, in seconds. Assumed. */
const answerSeconds = 1.2;

/**
 * Until the pod's worker looks again at a pod whose sync has failed, in seconds: the kubelet's 10 s
 * (backOffPeriod), drawn out by up to half as always.
 */
const syncSeconds = 12;

/** Pulls images that are not there, again and again. */
export class ImagePulls {
    private readonly messages = new Map<Container, string>();
    private readonly waits = new Map<Container, number>();

    constructor(private readonly cluster: Cluster) {}

    /** Why the container waits; undefined: not for its image. */
    messageOf(container: Container): string | undefined {
        return this.messages.get(container);
    }

    /** Tries for as long as the pod is wanted. */
    pull(container: Container, missing: MissingImage): void {
        const { pod, spec } = container;
        if (pod.isTerminating) {
            return;
        }
        const { queue } = this.cluster;
        this.tell(container, "Normal", "Pulling", `Pulling image "${spec.image}"`);
        queue.at(queue.now + answerSeconds, () => {
            this.failed(container, missing);
        });
    }

    private failed(container: Container, missing: MissingImage): void {
        const { pod, spec } = container;
        if (pod.isTerminating) {
            return;
        }
        const { queue } = this.cluster;
        const message = `failed to pull and unpack image ${because(spec.image, missing)}`;
        const warn = (text: string): void => {
            this.tell(container, "Warning", "Failed", text);
        };
        warn(`Failed to pull image "${spec.image}": ${message}`);
        warn("Error: ErrImagePull");
        this.wait(container, "ErrImagePull", message);
        const seconds = Math.min(
            (this.waits.get(container) ?? backOff.initial / backOff.factor) * backOff.factor,
            backOff.max,
        );
        this.waits.set(container, seconds);
        queue.at(queue.now + Math.min(syncSeconds, seconds), () => {
            this.heldBack(container, message);
        });
        queue.at(queue.now + Math.max(seconds, syncSeconds + 1), () => {
            this.pull(container, missing);
        });
    }

    private heldBack(container: Container, because: string): void {
        const { pod, spec } = container;
        if (pod.isTerminating) {
            return;
        }
        const message = `Back-off pulling image "${spec.image}"`;
        this.tell(container, "Normal", "BackOff", message);
        this.tell(container, "Warning", "Failed", "Error: ImagePullBackOff");
        this.wait(container, "ImagePullBackOff", `${message}: ErrImagePull: ${because}`);
    }

    private wait(container: Container, reason: string, message: string): void {
        container.waitingReason = reason;
        this.messages.set(container, message);
        container.refresh(this.cluster.queue.now);
    }

    private tell(
        { pod }: Container,
        type: "Normal" | "Warning",
        reason: string,
        message: string,
    ): void {
        this.cluster.event(podEvent(pod, type, reason, message));
    }
}

/** containerd's words for Docker Hub's two answers. */
function because(image: string, missing: MissingImage): string {
    const reference = fullReference(image);
    const head = `"${reference}": failed to resolve reference "${reference}": `;
    return missing === "noTag"
        ? `${head}${reference}: not found`
        : `${head}pull access denied, repository does not exist or may require authorization: ` +
              "server message: insufficient_scope: authorization failed";
}
