/** Keys and tokens of one control plane; everything ends with it. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/** A client of the API server, as it knows it. */
export interface Identity {
    readonly user: string;
    readonly groups?: readonly string[];
}

/** The default role bindings know the components by these user names. */
export const administrator: Identity = { user: "admin", groups: ["system:masters"] };
export const controllerManager: Identity = { user: "system:kube-controller-manager" };
export const scheduler: Identity = { user: "system:kube-scheduler" };

/** Who may talk to the API server by a fixed token. */
export interface Credentials {
    /** The token of each identity, by its user name. */
    tokenOf(identity: Identity): string;
    /** CSV: token, user, uid, groups. */
    readonly tokenFile: string;
    /** PEM, signs and verifies ServiceAccount tokens. */
    readonly serviceAccountKeyFile: string;
}

const ownerOnly = { mode: 0o600 };

export function createCredentials(directory: string, identities: readonly Identity[]): Credentials {
    const tokens = new Map(identities.map(({ user }) => [user, randomBytes(24).toString("hex")]));
    const tokenOf = ({ user }: Identity): string => tokens.get(user) ?? "";
    const tokenFile = join(directory, "tokens.csv");
    const lines = identities.map((identity) => {
        const groups = (identity.groups ?? []).join();
        const columns = [tokenOf(identity), identity.user, identity.user];
        return [...columns, ...(groups === "" ? [] : [`"${groups}"`])].join();
    });
    writeFileSync(tokenFile, `${lines.join("\n")}\n`, ownerOnly);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const serviceAccountKeyFile = join(directory, "service-account.key");
    writeFileSync(
        serviceAccountKeyFile,
        privateKey.export({ type: "pkcs1", format: "pem" }),
        ownerOnly,
    );
    return { tokenOf, tokenFile, serviceAccountKeyFile };
}

/** A kubeconfig of one context, in which cluster and user have the context's name. */
export function kubeconfig(
    contextName: string,
    serverUrl: string,
    certificateAuthority: Buffer,
    token: string,
): string {
    return stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": contextName,
        clusters: [
            {
                name: contextName,
                cluster: {
                    server: serverUrl,
                    "certificate-authority-data": certificateAuthority.toString("base64"),
                },
            },
        ],
        users: [{ name: contextName, user: { token } }],
        contexts: [{ name: contextName, context: { cluster: contextName, user: contextName } }],
    });
}

/** Writes a kubeconfig that only this user can read; returns its path. */
export function writeKubeconfig(path: string, text: string): string {
    writeFileSync(path, text, ownerOnly);
    return path;
}
