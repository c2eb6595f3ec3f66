import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

import { connectText } from "../../../cli/exam/connectText";

/** A home with what ends a text in quotes. */
const directory = "/home/o'hara/on-call";
const desk = {
    ...{ directory, kubeconfigPath: `${directory}/kubeconfig`, mark: "mark" },
    ...{ datadogUrl: "http://127.0.0.1:4000", apiKey: "key", appKey: "guest" },
    answersUrl: "http://127.0.0.1:5000",
    answersFile: `${directory}/answers.jsonl`,
};

describe("what somebody is told who sits an exam by hand", () => {
    it("has lines that a shell takes as they are, whatever stands in a path", () => {
        const told = connectText(desk, "http://127.0.0.1:6000", 8);
        const lines = told.split("\n").filter((line) => line.startsWith("  export "));
        const script = `eval "$1"; printf '%s|' "$KUBECONFIG" "$DD_APP_KEY" "$ANSWERS_FILE"`;
        const seen = execFileSync("sh", ["-c", script, "sh", lines.join("\n")], {
            encoding: "utf8",
        });
        assert.equal(seen, `${desk.kubeconfigPath}|guest|${desk.answersFile}|`);
    });
});
