/** The official Locust image; also the Python for other scripts, so that only one is pulled. */
export const locustImage = "locustio/locust:2.32.1";

/** The image's own user. */
const locustUid = 1000;

/** A container that may do nothing but run its script: the Pod Security level `restricted`. */
export const restrictedContainer = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: locustUid,
    seccompProfile: { type: "RuntimeDefault" },
};

/** Name of the container that makes the load; the agent finds its annotation by it. */
export const locustContainer = "locust";

/**
 * For the Datadog agent, where there is one: every line of the load is a log of its own. From 7.82
 * on (and by its chart before) it would append lines without a time to the one with a time before
 * them, and so hide rows of Locust's table from the log pipeline. Source and service are what it
 * would take anyhow, the image's name.
 */
export const oneLogPerLine = {
    [`ad.datadoghq.com/${locustContainer}.logs`]: JSON.stringify([
        { source: "locust", service: "locust", auto_multi_line_detection: false },
    ]),
};
