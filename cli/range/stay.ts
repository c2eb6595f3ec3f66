/** Starts a range and stays until it is asked to end, or a part of it has ended by itself. */
import { contextName } from "../../range/contextName";
import { findPrograms } from "../../range/programs";
import type { Range } from "../../range/range";
import { keptPlace, newPlace, type Place, usualPlace } from "../../range/state/place";
import type { Output } from "../output";
import type { ShopRequest, StayRequest } from "./arguments";
import { End } from "./end";
import { requireFreePort } from "./freePort";
import { readyText } from "./readyText";
import { startUntil } from "./startUntil";

/** Resolves to the exit code: 0 when it was asked to end, 1 when it could not go on. */
export async function stay(asked: StayRequest, say: Output): Promise<number> {
    const started = Date.now();
    const report = (line: string): void => {
        say.error(line);
    };
    if (asked.shop !== undefined) {
        await requireFreePort(asked.shop.healthy, "-c nodePort=");
    }
    const programs = await findPrograms(asked.programs, process.env.KUBEBUILDER_ASSETS, report);
    // Whatever is written from now on, by whichever component: keys, data, logs.
    process.umask(0o077);
    const place = placeFor(asked);
    const end = new End();
    report(`Its folder, with logs and keys, is ${place.directory}`);
    const { signal } = end;
    let range: Range | undefined;
    try {
        range = await startUntil(end, {
            ...{ place, programs, speed: asked.speed, node: asked, report },
            healthy: asked.shop?.healthy ?? { kubeContext: contextName },
        });
        await bringUp(range, asked.shop, report);
        say.log(readyText(range, asked, place, (Date.now() - started) / 1000));
        await end.came;
    } catch (error) {
        if (!signal.aborted) {
            end.come(undefined);
            throw error;
        }
    } finally {
        if (range !== undefined) {
            report("Ending the range …");
            await range.stop();
        }
    }
    if (end.obituary !== undefined) {
        report(end.obituary);
        return 1;
    }
    return 0;
}

async function bringUp(
    { stack, bringUp: bringUpShop }: Range,
    shop: ShopRequest | undefined,
    report: (line: string) => void,
): Promise<void> {
    if (shop === undefined) {
        return;
    }
    report("Bringing up the shop …");
    await bringUpShop();
    if (shop.incident !== undefined) {
        report("Injecting …");
        await stack.inject(shop.incident);
    }
}

function placeFor({ keep }: StayRequest): Place {
    return keep === undefined ? newPlace() : keptPlace(keep === true ? usualPlace() : keep);
}
