import { defaultValues } from "../../components/settings/declaration";

/** Which shop is meant. */
export interface Place {
    /** A context of the kubeconfig. */
    readonly context: string;
    readonly namespace: string;
}

/** Where the stack puts the shop when no setting says otherwise. */
export const defaultPlace: Place = {
    context: defaultValues.kubeContext ?? "",
    namespace: defaultValues.namespace ?? "",
};

/** One of our own commands for that shop, the same in every shell. */
export function npmRun(script: string, place: Place, ...options: readonly string[]): string {
    const differing = (["context", "namespace"] as const)
        .filter((key) => place[key] !== defaultPlace[key])
        .flatMap((key) => [`--${key}`, place[key]]);
    const all = [...options, ...differing];
    return `npm run ${script}${all.length === 0 ? "" : ` -- ${all.join(" ")}`}`;
}

/** The command that brings the shop there. */
export function deployment(place: Place): string {
    const settings = { kubeContext: place.context, namespace: place.namespace };
    const differing = Object.entries(settings).filter(
        ([key, value]) => value !== defaultValues[key],
    );
    return ["pulumi up", ...differing.map(([key, value]) => `-c ${key}=${value}`)].join(" ");
}

/** The start of a command that looks at that shop. */
export function kubectlOf({ context, namespace }: Place): string {
    return `kubectl --context ${context} -n ${namespace}`;
}
