/** Who asks the cluster's name server. */
import { type ExecContext, print, type Printed } from "./command";

export function nslookup([host = ""]: readonly string[], context: ExecContext): Promise<Printed> {
    const head = "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n";
    if (!context.resolves()) {
        const stdout = ";; connection timed out; no servers could be reached\n\n";
        return Promise.resolve({ stdout, exitCode: 1 });
    }
    const address = context.addressOf(host);
    return Promise.resolve(
        address === undefined
            ? { stdout: `${head}** server can't find ${host}: NXDOMAIN\n\n`, exitCode: 1 }
            : print(`${head}Name:\t${host}\nAddress: ${address}\n\n`),
    );
}

export function getent([, host = ""]: readonly string[], context: ExecContext): Promise<Printed> {
    const address = context.addressOf(host);
    return Promise.resolve(
        address === undefined ? { exitCode: 2 } : print(`${address.padEnd(16)} ${host}\n`),
    );
}
