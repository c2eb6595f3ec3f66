import { nothing } from "../figureText";
import type { Arm, PodRow, ReportBody } from "../model";
import { count, percent } from "../numbers";
import { shownText } from "../words";
import { escaped } from "./escape";
import { armName, section } from "./parts";

/** How the load fell on the front-end's pods; empty where each arm has one, or none is known. */
export function podsSection(model: ReportBody): string {
    const arms = model.arms.filter(({ pods }) => pods.length > 1);
    const intro =
        `Of ${shownText(model.source)}; from the fix to the end of the load. A mean hides ` +
        "it: connections are kept alive, so users stay with the pod that they first met, and new " +
        "pods idle until old ones are restarted, or killed.";
    return arms.length === 0
        ? ""
        : section("pods", "Each pod counts", intro, arms.map(armPods).join("\n"), model.source.tag);
}

function armPods({ id, pods }: Arm): string {
    const rows = pods.map(podRow).join("\n");
    return `<details class="timelines" data-arm="${escaped(id)}"><summary>${armName(id)} <small>${
        pods.length
    } pods, the busiest answered ${percent(pods[0]?.share ?? 0)}</small></summary>
<table><thead><tr><th scope="col">pod</th><th scope="col">requests answered</th><th scope="col">CPU
of its limit</th><th scope="col">periods throttled</th></tr></thead><tbody>${rows}</tbody></table>
</details>`;
}

function podRow({ pod, requests, share, cpuOfLimit, throttled }: PodRow): string {
    const bar = (value: number | undefined, text: string): string =>
        value === undefined
            ? `<td>${nothing}</td>`
            : `<td><span class="meter"><i style="width:${(Math.min(1, value) * 100).toFixed(1)}%"></i></span> ${text}</td>`;
    const ratio = (value: number | undefined): string => bar(value, percent(value ?? 0));
    return (
        `<tr data-pod="${escaped(pod)}"><th scope="row">${escaped(pod)}</th>` +
        `${bar(share, `${count(requests)} (${percent(share)})`)}${ratio(cpuOfLimit)}${ratio(throttled)}</tr>`
    );
}
