import { at, isObject, type Json, listAt, textAt } from "./json";
import { nameOf, ownerOf } from "./owners";

/**
 * What hands have changed of a running pod, which its ReplicaSet neither undoes nor shows: another
 * image, sizes set in place (kubectl patch --subresource resize), a debugger (kubectl debug). Only
 * what the template says is compared: admission may add to it.
 */
export function alterationsOf(pod: Json, replicaSets: readonly Json[]): readonly string[] {
    const owner = ownerOf(pod);
    const set = replicaSets.find((one) => nameOf(one) === owner?.name);
    if (owner?.kind !== "ReplicaSet" || set === undefined) {
        return [];
    }
    const running = listAt(pod, "spec", "containers");
    const wanted = listAt(set, "spec", "template", "spec", "containers");
    return [
        ...wanted.flatMap((container) => {
            const name = textAt(container, "name") ?? "";
            const now = running.find((one) => textAt(one, "name") === name);
            return now === undefined ? [] : differences(name, container, now);
        }),
        ...listAt(pod, "spec", "ephemeralContainers").map(
            (one) => `has a debugging container ${textAt(one, "name") ?? ""}`,
        ),
    ];
}

function differences(name: string, wanted: Json, now: Json): readonly string[] {
    const paths = [
        ["image"],
        ...["requests", "limits"].flatMap((side) =>
            amountsOf(wanted, side).map((kind) => ["resources", side, kind]),
        ),
    ];
    return paths.flatMap((path) => {
        const [template, live] = [wanted, now].map((one) => at(one, ...path));
        return template === undefined || template === live
            ? []
            : [`runs ${name} with ${path.join(".")} ${shown(live)} instead of ${shown(template)}`];
    });
}

function amountsOf(container: Json, side: string): readonly string[] {
    const amounts = at(container, "resources", side);
    return isObject(amounts) ? Object.keys(amounts) : [];
}

const shown = (value: Json | undefined): string =>
    typeof value === "string" ? value : JSON.stringify(value ?? "none");
