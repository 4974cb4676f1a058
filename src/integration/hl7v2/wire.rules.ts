/** How messages of HL7 v2 are written, read and framed, for what sends them too. */
export { parse } from './er7/parse.js';
export { USUAL } from './er7/separators.js';
export { clockTime, signsOf, Writer } from './er7/writer.js';
export { framed, MllpFraming } from './mllp/mllp-framing.js';
