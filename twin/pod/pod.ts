import type { LogLine } from "../observer";
import type { DeploymentSpec } from "../read/world";
import type { Backend } from "./backend";
import { Container } from "./container";

/** A pod of a Deployment. */
export class Pod {
    isTerminating = false;
    /** The scheduler has not found room for it. */
    isPending = true;
    isGone = false;
    /** The Ready condition as the API server has it, and since when. */
    isReady = false;
    readySince = 0;
    readonly containers: readonly Container[];

    constructor(
        /** Its number among all pods that there ever were. */
        readonly index: number,
        readonly name: string,
        readonly uid: string,
        readonly address: string,
        readonly replicaSet: string,
        readonly spec: DeploymentSpec,
        readonly createdAt: number,
        private readonly write: (pod: Pod, stream: LogLine["stream"], message: string) => void,
    ) {
        this.containers = spec.containers.map((container) => new Container(this, container));
    }

    get deployment(): string {
        return this.spec.name;
    }

    /** The application's container: the first; further ones are exporters. */
    get main(): Container {
        return this.containers[0] as Container;
    }

    get isHeldBack(): boolean {
        return this.containers.some(({ waitingReason }) => waitingReason === "CrashLoopBackOff");
    }

    get cpuRequestCores(): number {
        return this.containers.reduce((sum, { spec }) => sum + spec.cpuRequestCores, 0);
    }

    /** What answers calls of other services; undefined while nothing listens. */
    get backend(): Backend | undefined {
        return this.main.isListening ? this.main.backend : undefined;
    }

    log(stream: LogLine["stream"], message: string): void {
        this.write(this, stream, message);
    }
}
