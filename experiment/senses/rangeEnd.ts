/** That a range which another process has started is over. */
import { KubeConfig } from "@kubernetes/client-node";

import { runningRanges } from "../../range/state/runningRanges";
import { isAlive } from "../../tools/isAlive";

/** Says so from then on, if the context leads to a range of this machine. */
export function rangeEnd(config: KubeConfig): () => string | undefined {
    const server = config.getCurrentCluster()?.server;
    const range = runningRanges().find(
        ({ kubeconfigPath }) => serverIn(kubeconfigPath) === server && server !== undefined,
    );
    return () =>
        range === undefined || isAlive(range.processId)
            ? undefined
            : `The range is gone: its process ${range.processId} has ended`;
}

/** Undefined where there is no such file any more: of a range that is just ending. */
function serverIn(kubeconfigPath: string): string | undefined {
    const config = new KubeConfig();
    try {
        config.loadFromFile(kubeconfigPath);
    } catch {
        return undefined;
    }
    return config.getCurrentCluster()?.server;
}
