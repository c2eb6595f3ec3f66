/** Keys and tokens of one control plane; everything ends with it. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
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

/** Makes them; those that are in the directory already stay. */
export function createCredentials(directory: string, identities: readonly Identity[]): Credentials {
    const tokenFile = join(directory, "tokens.csv");
    const serviceAccountKeyFile = join(directory, "service-account.key");
    if (!existsSync(tokenFile)) {
        writeTokens(tokenFile, identities);
        const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
        const key = privateKey.export({ type: "pkcs1", format: "pem" });
        writeFileSync(serviceAccountKeyFile, key, ownerOnly);
    }
    const lines = readFileSync(tokenFile, "utf8").trimEnd().split("\n");
    const tokens = new Map(lines.map((line) => [line.split(",")[1], line.split(",")[0]]));
    const tokenOf = ({ user }: Identity): string => tokens.get(user) ?? "";
    return { tokenOf, tokenFile, serviceAccountKeyFile };
}

function writeTokens(tokenFile: string, identities: readonly Identity[]): void {
    const lines = identities.map((identity) => {
        const groups = (identity.groups ?? []).join();
        const columns = [randomBytes(24).toString("hex"), identity.user, identity.user];
        return [...columns, ...(groups === "" ? [] : [`"${groups}"`])].join();
    });
    writeFileSync(tokenFile, `${lines.join("\n")}\n`, ownerOnly);
}

/** A kubeconfig of one context, in which cluster and user have the context's name. */
export function kubeconfig(
    contextName: string,
    serverUrl: string,
    certificateAuthority: Buffer,
    token: string,
    namespace?: string,
): string {
    const context = { cluster: contextName, user: contextName, namespace };
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
        contexts: [{ name: contextName, context }],
    });
}

/** Writes a kubeconfig that only this user can read; returns its path. */
export function writeKubeconfig(path: string, text: string): string {
    writeFileSync(path, text, ownerOnly);
    return path;
}
