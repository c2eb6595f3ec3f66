import { advice, type Finding, missing, ok } from "./finding";
import { firstLine, type RunProgram } from "./programs";

/** Older ones cannot load the Kubernetes client; see `requireNode`. */
const oldestNode = 22;

interface Tool {
    readonly program: string;
    readonly args: readonly string[];
    readonly version: RegExp;
    readonly mend: string;
}

const pulumi: Tool = {
    program: "pulumi",
    args: ["version"],
    // Without the v where it was not built by its makers.
    version: /^v?(\d+\.\d+\.\d+\S*)/,
    mend: "Install it: https://www.pulumi.com/docs/install/",
};

const kubectl: Tool = {
    program: "kubectl",
    args: ["version", "--client"],
    version: /Client Version: v(\S+)/,
    mend: "Only for looking around by hand: https://kubernetes.io/docs/tasks/tools/",
};

export const docker: Tool = {
    program: "docker",
    args: ["version", "--format", "{{.Server.Version}}"],
    version: /^(\d\S*)/,
    mend: "Install Docker and start it: https://docs.docker.com/get-docker/",
};

export const kind: Tool = {
    program: "kind",
    args: ["version"],
    version: /v(\d+\.\d+\.\d+\S*)/,
    mend: "Install it: https://kind.sigs.k8s.io/docs/user/quick-start/#installation",
};

/**
 * What an experiment runs with.
 * @param needsCluster there is no cluster yet, and it is kind that makes one
 */
export async function toolFindings(
    run: RunProgram,
    node: string,
    needsCluster: boolean,
): Promise<readonly Finding[]> {
    const makers = await Promise.all([docker, kind].map((tool) => toolFinding(run, tool)));
    return [
        nodeFinding(node),
        await toolFinding(run, pulumi),
        weaker(await toolFinding(run, kubectl)),
        ...(needsCluster ? makers : makers.filter(({ standing }) => standing === "ok")),
    ];
}

function nodeFinding(version: string): Finding {
    const [major = 0] = version.split(".").map(Number);
    return major >= oldestNode
        ? ok("Node.js", version)
        : missing("Node.js", version, `Install version ${oldestNode} or newer, or run: npm ci`);
}

/** Whether the program is there and answers, and which version. */
export async function toolFinding(run: RunProgram, tool: Tool): Promise<Finding> {
    const { program, args, mend } = tool;
    const ran = await run(program, args);
    const [, version] = tool.version.exec(ran.output.trim()) ?? [];
    if (ran.code === 0 && version !== undefined) {
        return ok(program, version);
    }
    const found = ran.code === undefined ? "not installed" : `does not work: ${firstLine(ran)}`;
    return missing(program, found, mend);
}

function weaker(finding: Finding): Finding {
    const { what, standing, found, mend = "" } = finding;
    return standing === "missing" ? advice(what, found, mend) : finding;
}
