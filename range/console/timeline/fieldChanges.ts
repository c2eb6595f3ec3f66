/** What has changed in an object, in few words: `front-end limits.memory 300Mi → 1000Mi`. */
import type { KubernetesObject } from "@kubernetes/client-node";
import microdiff from "microdiff";

/** What a controller or a tool keeps for itself. */
const noise = [
    /^metadata\.annotations\.deployment\.kubernetes\.io\//,
    /^metadata\.annotations\.kubectl\.kubernetes\.io\/last-applied/,
    /^metadata\.annotations\.pulumi\.com\//,
    /^metadata\.annotations\.autoscaling\.alpha/,
];

const longestValue = 60;

export function fieldChanges(before: KubernetesObject, after: KubernetesObject): readonly string[] {
    const [old, wanted] = [contentOf(before), contentOf(after)];
    return microdiff(old, wanted)
        .map((difference) => ({ ...difference, path: named(difference.path, wanted, old) }))
        .filter(({ path }) => !noise.some((one) => one.test(path)))
        .map((difference) => {
            const name = shortened(difference.path);
            switch (difference.type) {
                case "CREATE":
                    return `${name} = ${valueText(difference.value)}`;
                case "REMOVE":
                    return `${name} removed (was ${valueText(difference.oldValue)})`;
                case "CHANGE":
                    return `${name} ${valueText(difference.oldValue)} → ${valueText(difference.value)}`;
            }
        });
}

function contentOf(object: KubernetesObject): Record<string, unknown> {
    const { spec, data } = object as { readonly spec?: unknown; readonly data?: unknown };
    const labels = object.metadata?.labels;
    const annotations = object.metadata?.annotations;
    return JSON.parse(JSON.stringify({ metadata: { labels, annotations }, spec, data })) as Record<
        string,
        unknown
    >;
}

/** Numbers of lists, where what stands there has a name, become that name. */
function named(path: readonly (string | number)[], ...roots: readonly unknown[]): string {
    let places = [...roots];
    return path
        .map((step) => {
            places = places.map((one) => (one as Record<string, unknown> | undefined)?.[step]);
            const names = places.map((one) => (one as { name?: unknown } | undefined)?.name);
            const name = names.find((one): one is string => typeof one === "string");
            return typeof step === "number" && name !== undefined ? name : String(step);
        })
        .join(".");
}

function shortened(path: string): string {
    return path
        .replace(/^spec\.template\.spec\.containers\.([^.]+)\./, "$1 ")
        .replace(/^spec\.template\.metadata\.annotations\.kubectl\.kubernetes\.io\//, "pods: ")
        .replace(/^spec\.template\.(spec|metadata)\./, "pods: ")
        .replace(/^(spec|metadata)\./, "")
        .replace(/\bresources\.(limits|requests)\b/, "$1");
}

function valueText(value: unknown): string {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
