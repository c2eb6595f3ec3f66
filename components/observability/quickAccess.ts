import { eventsUrl, logsUrl, metricUrl, pagesOf } from "../../datadog/links";

const containersPage = "/containers";
const podsPage = "/orchestration/explorer/pod";

/** The pages that the guides send one to, for the site and namespace of the stack. */
export function quickAccess(site: string, namespace: string): Readonly<Record<string, string>> {
    const inNamespace = `kube_namespace:${namespace}`;
    // The guides search by service, which is the image's name: it depends on the image set.
    const logsOf = (container: string): string =>
        logsUrl(site, `${inNamespace} kube_container_name:${container}`);
    const filtered = (path: string, more = ""): string =>
        `${pagesOf(site)}${path}?query=${encodeURIComponent(inNamespace)}${more}`;
    return {
        logs: logsUrl(site, inNamespace),
        logsOfFrontEnd: logsOf("front-end"),
        logsOfCatalogue: logsOf("catalogue"),
        logsOfUser: logsOf("user"),
        logsOfUsers: logsOf("locust"),
        errors: logsUrl(site, `${inNamespace} status:error`),
        containers: filtered(containersPage, "&sort=cpu&order=desc"),
        metrics: metricUrl(
            site,
            "kubernetes.cpu.cfs.throttled.seconds",
            inNamespace,
            "kube_container_name",
        ),
        kubernetes: filtered(podsPage),
        events: eventsUrl(site, `source:kubernetes ${inNamespace}`),
    };
}
