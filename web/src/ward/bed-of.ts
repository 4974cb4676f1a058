/** A bed as it is called: of "P1.P1.4" the bed's own name says its room already. */
export const bedOf = (bed: string): string => /^(.+?)\.(\1.*)$/.exec(bed)?.[2] ?? bed;
