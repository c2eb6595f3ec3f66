/** The official Locust image; also the Python for other scripts, so that only one is pulled. */
export const locustImage = "locustio/locust:2.32.1";

/** The image's own user. */
export const locustUid = 1000;

/** A container that may do nothing but run its script: the Pod Security level `restricted`. */
export const restrictedContainer = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: locustUid,
    seccompProfile: { type: "RuntimeDefault" },
};
