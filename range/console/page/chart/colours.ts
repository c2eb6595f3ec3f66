/** The page's colours, read when a graph is drawn: light and dark differ. */

/** Colours that can be told apart; from there on lines are dashed. */
export const colours = 8;

export function colour(name: string): string {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export const lineColour = (index: number): string => colour(`--line-${index % colours}`);
