import { amountOf } from "../../shop/quantity";
import type { PlannedObject } from "../../plan/plan";
import { levelFile } from "../../scenarios/load/level";
import {
    configMapSchema,
    jobSchema,
    levelSchema,
    type LevelSpec,
    type MixSpec,
    mixSchema,
} from "./objects";
import { ofKind, parsed } from "./parsed";

/** A load run as its Job and ConfigMap describe it. */
export interface LoadSpec {
    /** Name of the Job: another name, another run. */
    readonly job: string;
    readonly image: string;
    /** Of its pod. */
    readonly labels: Readonly<Record<string, string>>;
    /** Name of the Service that the users ask. */
    readonly target: string;
    /** With a level, the most that there may be. */
    readonly users: number;
    /** Users started per second. */
    readonly spawnRate: number;
    readonly durationSeconds: number;
    /** How long users may finish what they do when the time is over. */
    readonly stopSeconds: number;
    readonly processes: number;
    readonly cpuRequestCores: number;
    readonly cpuLimitCores: number | undefined;
    readonly mix: MixSpec;
    /** How the load finds the number of its users by itself; undefined: all come and stay. */
    readonly level: LevelSpec | undefined;
}

const mixFile = "mix.json";

/** The load among the Jobs: the one whose container gets Locust's arguments; undefined if none. */
export function readLoad(objects: readonly PlannedObject[]): LoadSpec | undefined {
    const configMaps = ofKind(objects, "ConfigMap");
    for (const job of ofKind(objects, "Job")) {
        const { metadata, spec } = parsed(jobSchema, job);
        const container = spec.template.spec.containers.find(({ args }) =>
            args?.includes("--locustfile"),
        );
        if (container === undefined) {
            continue;
        }
        const args = new Arguments(metadata.name, container.args?.map(String) ?? []);
        const { requests = {}, limits = {} } = container.resources ?? {};
        const request = requests.cpu ?? limits.cpu;
        const volumes = spec.template.spec.volumes ?? [];
        const names = volumes.flatMap(({ configMap }) => configMap?.name ?? []);
        const text = (file: string): string | undefined => textOf(file, names, configMaps);
        const [mix, level] = [text(mixFile), text(levelFile)];
        if (mix === undefined) {
            throw withoutMix(metadata.name, names);
        }
        return {
            job: metadata.name,
            image: container.image,
            labels: spec.template.metadata?.labels ?? {},
            target: new URL(args.text("--host")).hostname.split(".")[0] ?? "",
            users: args.number("--users"),
            spawnRate: args.number("--spawn-rate"),
            durationSeconds: args.number("--run-time"),
            stopSeconds: args.number("--stop-timeout", 0),
            processes: args.number("--processes", 1),
            cpuRequestCores: request === undefined ? 0 : amountOf(request),
            cpuLimitCores: limits.cpu === undefined ? undefined : amountOf(limits.cpu),
            mix: mixSchema.parse(JSON.parse(mix)),
            level: level === undefined ? undefined : levelSchema.parse(JSON.parse(level)),
        };
    }
    return undefined;
}

/** The text of a file in one of the named ConfigMaps; undefined when none has it. */
function textOf(
    file: string,
    names: readonly string[],
    configMaps: readonly PlannedObject[],
): string | undefined {
    return configMaps
        .filter(({ metadata }) => names.includes(metadata.name))
        .map((object) => parsed(configMapSchema, object).data?.[file])
        .find((text) => text !== undefined);
}

function withoutMix(job: string, names: readonly string[]): Error {
    return new Error(
        `Job ${job} mounts no ConfigMap of the plan that has ${mixFile}: the simulation does not ` +
            `know what its users do. Mounted: ${names.join(", ") || "none"}.`,
    );
}

class Arguments {
    constructor(
        private readonly job: string,
        private readonly words: readonly string[],
    ) {}

    text(option: string): string {
        const value = this.words[this.words.indexOf(option) + 1];
        if (!this.words.includes(option) || value === undefined) {
            throw new Error(`Job ${this.job}: Locust gets no ${option}, which the load needs.`);
        }
        return value;
    }

    number(option: string, fallback?: number): number {
        if (fallback !== undefined && !this.words.includes(option)) {
            return fallback;
        }
        const value = Number.parseFloat(this.text(option));
        if (!(value >= 0)) {
            throw new Error(`Job ${this.job}: ${option} ${this.text(option)} is no number.`);
        }
        return value;
    }
}
