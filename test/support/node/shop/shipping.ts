/** The shipping service: it takes everything. */
import { springStartCpuSeconds, startSlowly } from "./burn";
import { endOnSignal, serve } from "./http";

endOnSignal();
startSlowly(springStartCpuSeconds);
serve(80, ({ body }) => ({ status: 201, body }));
