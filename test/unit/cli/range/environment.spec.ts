import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { devNull } from "node:os";

import { environmentText, noEnvironmentText } from "../../../../cli/range/environment";

/** With everything that some shell takes apart. */
const kubeconfigPath = '/home/o\'hara $(id)/.local `x` "y"/kubeconfig';
const running = {
    processId: 1,
    directory: "/",
    kubeconfigPath,
    contextName: "sock-shop-range",
    since: "2026-11-28T01:08:00Z",
    datadogUrl: "http://127.0.0.1:4000",
    apiKey: "key",
    appKey: "app",
    guestAppKey: "guest",
};

describe("what another terminal sets to use a range", () => {
    it("means to a shell what it says", () => {
        const script =
            `eval "$1"; printf '%s|' "$KUBECONFIG" "$DD_HOST" "$DATADOG_HOST" ` +
            `"$DD_API_KEY" "$DD_APP_KEY"`;
        const text = environmentText(running, "sh");
        const seen = execFileSync("sh", ["-c", script, "sh", text], { encoding: "utf8" });
        const url = running.datadogUrl;
        assert.equal(seen, [kubeconfigPath, url, url, "key", "app", ""].join("|"));
    });

    it("is no cluster at all, and a failure, where there is no range", () => {
        const script = `KUBECONFIG=mine; eval "$1"; printf '%s %s' $? "$KUBECONFIG"`;
        const text = noEnvironmentText("sh");
        const seen = execFileSync("sh", ["-c", script, "sh", text], { encoding: "utf8" });
        assert.equal(seen, `1 ${devNull}`);
        assert.match(noEnvironmentText("powershell"), /^\$env:KUBECONFIG = '.+'\nthrow '.+'$/);
    });

    it("is quoted for PowerShell in its own way", () => {
        const path = `${kubeconfigPath}/\u2018one\u2019 \u201atwo\u201b "\u201cthree\u201d"`;
        const lines = environmentText({ ...running, kubeconfigPath: path }, "powershell");
        const seen = new Map(lines.split("\n").map(readByPowerShell));
        const url = running.datadogUrl;
        assert.deepEqual(Object.fromEntries(seen), {
            ...{ KUBECONFIG: path, DD_HOST: url, DATADOG_HOST: url },
            ...{ DD_API_KEY: "key", DD_APP_KEY: "app" },
        });
    });
});

/**
 * What an assignment of a text in single quotes sets, by PowerShell's language specification
 * (2.3.5.2): nothing in it means anything but its quotes, of which there are five, two of them for
 * one. Not the program itself: it cannot be had on every machine.
 */
function readByPowerShell(line: string): readonly [name: string, value: string] {
    const quote = "['\u2018\u2019\u201a\u201b]";
    const form = new RegExp(
        `^\\$env:(\\w+) = ${quote}((?:[^'\u2018-\u201b]|${quote}{2})*)${quote}$`,
    );
    const [, name = "", text = ""] = form.exec(line) ?? assert.fail(`not an assignment: ${line}`);
    return [name, text.replace(new RegExp(`(${quote})${quote}`, "g"), "$1")];
}
