/** Watches a shop by its API server, from one moment on. */
import type { Watching } from "../world";
import { FrontEndScraper } from "./frontEnd/scraper";
import { takeLook } from "./take";
import { ShopFeeds, type Telling } from "./told/shopFeeds";

export async function watchShop(telling: Telling): Promise<Watching> {
    const { reader, namespace, now } = telling;
    const feeds = await ShopFeeds.begin(telling);
    const scraper = new FrontEndScraper(reader, namespace);
    return {
        look: async () => {
            const seen = await takeLook(reader, namespace, feeds, now);
            scraper.tick(now(), feeds.pods);
            return seen;
        },
        end: async (since) => {
            await feeds.end();
            const { series, distributions, missing } = await scraper.end();
            return {
                ...{ series, distributions, events: feeds.eventsSince(since) },
                missing: [...feeds.missing, ...missing],
            };
        },
    };
}
