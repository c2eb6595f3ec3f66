/** The incidents that the guides describe; what they must be is written out in tests. */
export const guides: readonly string[] = ["crash", "hybrid", "latency", "payment"];
