/** What happens in a namespace, and where it is told: in containers' logs, telemetry and events. */
import type { KubernetesEvent, LogLine, Observer, ServedRequest } from "../../../twin/observer";
import type { Container, Pod } from "../../../twin/pod/pod";
import type { Told } from "../pods/eventWriter";
import type { ContainerLogs } from "./containerLogs";
import { containerOf } from "./eventContainer";
import type { NamespaceTelemetry } from "./namespaceTelemetry";
import { startLines } from "./startLines";
import type { World } from "./world";

export interface ChronicleOptions {
    readonly logs: ContainerLogs;
    readonly telemetry: NamespaceTelemetry;
    /** The kubelet has something to tell of a pod. */
    tell(pod: Pod, told: Told): void;
    /** It is told of by a world that is not made yet. */
    world(): World;
}

export class Chronicle implements Observer {
    constructor(private readonly options: ChronicleOptions) {}

    /** What a load's users see is told to those who ask it for that. */
    requestEnded(): void {
        return undefined;
    }

    /** The once-a-second look is the range's own. */
    sampled(): void {
        return undefined;
    }

    requestServed(request: ServedRequest): void {
        this.options.logs.served(request);
        this.options.telemetry.served(request);
    }

    event(event: KubernetesEvent): void {
        this.options.telemetry.event(event);
        const { at, type, reason, message } = event;
        const { pods } = this.options.world().cluster;
        const pod = pods.findLast(({ name }) => name === event.name);
        if (pod !== undefined) {
            const container = containerOf(pod, message);
            this.options.tell(pod, { at, type, reason, message, container });
        }
    }

    log(line: LogLine): void {
        const { at, pod, stream, message } = line;
        this.options.logs.write(pod, { at, stream, text: message });
        if (pod.deployment !== "") {
            this.options.telemetry.log(line);
        }
    }

    /** A container has been started, once more perhaps. */
    started(container: Container): void {
        const { pod, spec, id } = container;
        const { queue, time } = this.options.world();
        this.options.logs.current(pod.name, spec.name, id);
        container.refresh(queue.now);
        for (const { stream, message } of startLines(spec)) {
            this.log({ at: time, pod: container.sample, stream, message });
        }
    }
}
