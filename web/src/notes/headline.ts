/** As much as a list of notes tells of one, in characters; what has more goes on behind it. */
const LONGEST = 160;

/** How a note begins, and whether it goes on. */
export const headlineOf = ({ headline }: { readonly headline: string }): string =>
  [...headline].length < LONGEST ? headline : `${headline}…`;
