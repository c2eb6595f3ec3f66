/** A log pipeline in the API's words. */
import { z } from "zod";

import { snake, withSeparator } from "./snake";

/** Lists of which the API has one. */
const filters = z.tuple([z.object({ query: z.string() })]);
const oneProcessor = z.record(z.string(), z.record(z.string(), z.unknown()));

type Fields = Readonly<Record<string, unknown>>;

export function pipelineBody({ filters: given, processors, ...rest }: Fields): object {
    const [filter] = filters.parse(given);
    return {
        ...(snake(rest) as object),
        filter,
        processors: z.array(oneProcessor).parse(processors).map(processorBody),
    };
}

/** The provider says the kind as the name of the one field, the API as `type`. */
function processorBody(processor: z.infer<typeof oneProcessor>): object {
    const [[kind, fields] = ["", {}]] = Object.entries(processor);
    const type = withSeparator(kind, "-");
    return kind === "pipeline"
        ? { type, ...pipelineBody(fields) }
        : { type, ...(snake(fields) as object) };
}
