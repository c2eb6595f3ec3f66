/** The queue master: nobody asks it anything but its health. */
import { springStartCpuSeconds, startSlowly } from "./burn";
import { endOnSignal, serve } from "./http";

endOnSignal();
startSlowly(springStartCpuSeconds);
serve(80, () => ({ status: 200, body: { health: [{ service: "queue-master", status: "OK" }] } }));
