/** What papers call the ways to leave. */
export { DISPOSITION_WORDS } from './encounters.words.js';
