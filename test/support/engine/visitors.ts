/** Load that is no incident's: Locust as a bare pod, with the files and arguments of a load run. */
import { kubernetesObjects, workloadOf } from "../../../plan/plan";
import { renderPlan } from "../../../plan/render";
import type { ApiClient, KubernetesObject } from "../controlPlane";

/** Far above every autoscaler's target, far below what breaks the front-end. */
const users = "200";

const name = "visitors";

/** Whatever brings a load will do, for as long as settings allow. */
const settings = { incident: "hybrid", duration: "1h", users };

export class Visitors {
    private objects: readonly KubernetesObject[] = [];

    constructor(
        private readonly api: ApiClient,
        private readonly namespace: string,
    ) {}

    async come(): Promise<void> {
        const planned = kubernetesObjects(await renderPlan(settings));
        const job = planned.find(
            ({ kind, metadata }) => kind === "Job" && metadata.name.includes("load"),
        );
        const files = planned.find(
            ({ kind, data = {} }) => kind === "ConfigMap" && "mix.json" in (data as object),
        );
        const { containers = [] } = (job && workloadOf(job)?.template.spec) ?? {};
        const metadata = { name, namespace: this.namespace };
        this.objects = [
            { apiVersion: "v1", kind: "ConfigMap", metadata, data: files?.data },
            {
                apiVersion: "v1",
                kind: "Pod",
                metadata,
                spec: {
                    containers: containers.map(
                        ({ name: container, image, args, command, volumeMounts }) => ({
                            name: container,
                            image,
                            args,
                            command,
                            volumeMounts,
                        }),
                    ),
                    volumes: [
                        { name: "files", configMap: { name } },
                        { name: "results", emptyDir: {} },
                        { name: "tmp", emptyDir: {} },
                    ],
                    restartPolicy: "Never",
                },
            },
        ];
        for (const object of this.objects) {
            await this.api.apply(object);
        }
    }

    /** Also when there are none. */
    async leave(): Promise<void> {
        const there = this.objects;
        this.objects = [];
        for (const object of there) {
            await this.api.remove(object);
        }
    }
}
