/** Keys and tokens of one control plane; everything ends with it. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/** Who may talk to the API server by a fixed token. */
export interface Credentials {
    readonly adminToken: string;
    readonly controllerManagerToken: string;
    readonly schedulerToken: string;
    /** CSV: token, user, uid, groups. */
    readonly tokenFile: string;
    /** PEM, signs and verifies ServiceAccount tokens. */
    readonly serviceAccountKeyFile: string;
}

const ownerOnly = { mode: 0o600 };

export function createCredentials(directory: string): Credentials {
    const [adminToken, controllerManagerToken, schedulerToken] = [1, 2, 3].map(() =>
        randomBytes(24).toString("hex"),
    ) as [string, string, string];
    const tokenFile = join(directory, "tokens.csv");
    // The default role bindings know the two components by these user names.
    const lines = [
        `${adminToken},admin,admin,"system:masters"`,
        `${controllerManagerToken},system:kube-controller-manager,controller-manager`,
        `${schedulerToken},system:kube-scheduler,scheduler`,
    ];
    writeFileSync(tokenFile, `${lines.join("\n")}\n`, ownerOnly);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const serviceAccountKeyFile = join(directory, "service-account.key");
    writeFileSync(
        serviceAccountKeyFile,
        privateKey.export({ type: "pkcs1", format: "pem" }),
        ownerOnly,
    );
    return { adminToken, controllerManagerToken, schedulerToken, tokenFile, serviceAccountKeyFile };
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
