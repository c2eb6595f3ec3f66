/** Containers, as the tags of what is reported of them tell. */
import type { SeriesName } from "../../store/storedMetrics";
import type { Account } from "../account";
import { type Fields, ok } from "../http/exchange";
import { modelV2 } from "../http/models";
import { listIn, numberIn } from "../http/parameters";
import type { Call, Route } from "../http/routes";
import { tagList } from "../intake/tags";

/** What has reported since then is there: a host, or a container on it. Seconds of the world. */
export const upSeconds = 300;

export function containerRoute(account: Account): Route {
    return {
        method: "GET",
        path: "/api/v2/containers",
        response: modelV2("ContainersResponse"),
        handle: (call) => ok(containersReply(account, call)),
    };
}

const largestPage = 10_000;

function containersReply(account: Account, { query }: Call): Fields {
    const filter = listIn(query, "filter[tags]");
    const all = containersOf(account).filter(({ tags }) =>
        filter.every((tag) => tagList(tags).includes(tag)),
    );
    const size = Math.min(numberIn(query, "page[size]", 1000), largestPage);
    const start = numberIn(query, "page[cursor]", 0);
    const page = all.slice(start, start + size);
    const next = start + size < all.length ? { next_cursor: String(start + size) } : {};
    return {
        data: page.map((container) => toldContainer(container, account)),
        meta: {
            pagination: { type: "cursor_limit", limit: size, total: all.length, ...next },
        },
    };
}

/** Every container has a working set, from its first moment to its last. */
const containerMetric = "container.memory.working_set";

function containersOf({ telemetry, clock }: Account): readonly SeriesName[] {
    return telemetry
        .seriesSince(clock.nowSeconds() - upSeconds)
        .filter(
            ({ metric, tags }) => metric === containerMetric && tags.container_id !== undefined,
        );
}

function toldContainer({ tags, newest }: SeriesName, { clock }: Account): Fields {
    return {
        id: tags.container_id,
        type: "container",
        attributes: {
            container_id: tags.container_id,
            name: tags.display_container_name ?? tags.kube_container_name,
            host: tags.host,
            image_name: tags.image_name,
            image_tags: tags.image_tag === undefined ? [] : [tags.image_tag],
            // Three of the agent's intervals without a word.
            state: newest >= clock.nowSeconds() - 60 ? "running" : "exited",
            tags: tagList(tags),
        },
    };
}
