import { type ExecContext, print, type Printed } from "./command";
import { fetched, secondsOf, urlIn, type ValuedOptions, within } from "./fetch";

const valued: ValuedOptions = {
    letters: "OPTUY",
    words: ["--header", "--timeout", "--user-agent"],
};

/** busybox's words. */
export async function wget(args: readonly string[], context: ExecContext): Promise<Printed> {
    const url = urlIn(args, valued);
    if (url === undefined) {
        return { stderr: "wget: missing URL\n", exitCode: 1 };
    }
    const limit = secondsOf(args, ["-T", "--timeout"]);
    const found = await within(limit, fetched(url, "GET", context), context);
    if (found === undefined) {
        return { stderr: "wget: download timed out\n", exitCode: 1 };
    }
    if (typeof found === "string") {
        const place = `${url.hostname} (${context.addressOf(url.hostname) ?? ""})`;
        const text =
            found === "bad address"
                ? `bad address '${url.hostname}'`
                : `can't connect to remote host ${place}: ${found}`;
        return { stderr: `wget: ${text}\n`, exitCode: 1 };
    }
    return found.status >= 400
        ? { stderr: `wget: server returned error: HTTP/1.1 ${found.status}\n`, exitCode: 1 }
        : print(args.some((one) => /^-q?O-$|^-$/.test(one)) ? found.body : "");
}
