/** The official Locust image; also the Python for other scripts, so that only one is pulled. */
export const locustImage = "locustio/locust:2.32.1";

/** The image's own user. */
export const locustUid = 1000;

/**
 * Users that one Locust process carries. FastHttpUser makes some 4,000 requests a second on a
 * core; at one request per user and second and a CPU limit of one to two cores, a quarter of that
 * leaves the generator far from being the bottleneck.
 */
const usersPerProcess = 1000;

/** Worker processes for that many users, 1 to 8. */
export function processesFor(users: number): number {
    return Math.min(8, Math.max(1, Math.ceil(users / usersPerProcess)));
}

/** A container that may do nothing but run its script: the Pod Security level `restricted`. */
export const restrictedContainer = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: locustUid,
    seccompProfile: { type: "RuntimeDefault" },
};
