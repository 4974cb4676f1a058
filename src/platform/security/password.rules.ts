/** Fewest characters of a new password; there is no rule about which. */
export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 128;
