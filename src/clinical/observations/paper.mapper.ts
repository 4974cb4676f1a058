/** What papers call the vital signs. */
export { vitalWords } from './observations.words.js';
