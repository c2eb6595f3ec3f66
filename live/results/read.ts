import { names } from "../../shop/names";
import { type ApiReader, ApiServerError } from "../snapshot/apiServer";
import { type IncidentJob, readJobs } from "../snapshot/incident";
import type { Json } from "../snapshot/json";
import { deployment, type Place } from "../snapshot/place";

/** What a cluster has of load runs. */
export interface StoredResults {
    readonly configMaps: readonly Json[];
    /** The last load Job, running or over. */
    readonly job: IncidentJob | undefined;
}

/** Rejects when the cluster does not answer, and when there is nowhere results could be. */
export async function readResults(reader: ApiReader, place: Place): Promise<StoredResults> {
    const { namespace, context } = place;
    const [results, report, [job]] = await Promise.all([
        readConfigMap(reader, namespace, names.results),
        readConfigMap(reader, namespace, names.report),
        readJobs(reader, namespace, "load"),
    ]);
    if (results === undefined && report === undefined) {
        throw new Error(
            `Namespace ${namespace} of ${context} has no ConfigMap ${names.results}, which comes ` +
                `with the shop. Deploy it first: ${deployment(place)}`,
        );
    }
    return { configMaps: [results, report].filter((one) => one !== undefined), job };
}

async function readConfigMap(
    reader: ApiReader,
    namespace: string,
    name: string,
): Promise<Json | undefined> {
    try {
        return await reader.get(`/api/v1/namespaces/${namespace}/configmaps/${name}`);
    } catch (error) {
        if (error instanceof ApiServerError && error.status === 404) {
            return undefined;
        }
        throw error;
    }
}
