/** Why the service cannot start, as one sentence for the person at the terminal. */
export class StartError extends Error {}
