/** Writes a pod's status to the API server: only what has changed, one request at a time. */
import type { V1Pod } from "@kubernetes/client-node";

import type { ApiClient } from "../../controlPlane/apiClient";
import { ApiError } from "../../controlPlane/apiTransport";
import { identityOf } from "../api/identity";
import { type PodView, textOf } from "./containerView";
import { type Condition, statusOf } from "./podStatus";

export class StatusWriter {
    private written = "";
    private conditions: readonly Condition[] = [];
    private isWriting = false;
    private isOver = false;

    constructor(
        private readonly api: ApiClient,
        private readonly now: () => number,
        private readonly report: (line: string) => void,
    ) {}

    /** What was written before somebody took over. */
    remember({ status }: V1Pod): void {
        this.conditions = (status?.conditions ?? []) as unknown as readonly Condition[];
    }

    /** Whether the API server knows of it, or wants to know no more. */
    hasShown(text: string): boolean {
        return this.isOver || this.written === text;
    }

    /** Has the API server know of it; what comes in between two requests is left out. */
    show(pod: V1Pod, view: PodView): void {
        const text = textOf(view);
        if (this.isWriting || this.isOver || text === this.written) {
            return;
        }
        this.isWriting = true;
        this.write(pod, view).then(
            () => {
                this.written = text;
                this.isWriting = false;
            },
            (error: unknown) => {
                this.isWriting = false;
                this.isOver = error instanceof ApiError && [404, 409, 422].includes(error.status);
                if (!this.isOver || (error as ApiError).status === 422) {
                    this.report(`status of ${pod.metadata?.name ?? ""}: ${String(error)}`);
                }
            },
        );
    }

    private async write(pod: V1Pod, view: PodView): Promise<void> {
        const { name, namespace, uid } = identityOf(pod);
        const status = statusOf(pod, view, this.now(), this.conditions);
        const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
        const body = { metadata: { uid }, status };
        await this.api.request("PATCH", path, body, "application/merge-patch+json");
        this.conditions = status.conditions;
    }
}
