/** What the words of a verdict mean; the bounds are those of verdict/fixWorth.ts and course.ts. */
export const wordsOfWorth =
    "“Cures”: nine tenths of the harm are gone (slowness: under 200 ms) and nothing is killed; " +
    "“helps”: half; “hardly helps”: a tenth. Users are served well while fewer than 5 % of " +
    "requests fail and 95 % take less than a second.";
