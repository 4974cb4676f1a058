import { exportLine } from '../verification/export-format.js';
import { leafText } from '../sealing/leaf-text.js';
import type { ExportWriter } from './exported-event.js';

/** One line of JSON for the export itself, one for each event as it is hashed, one for the end. */
export const ndjsonWriter: ExportWriter = {
  mediaType: 'application/x-ndjson; charset=utf-8',
  extension: 'ndjson',
  head: (head) => `${JSON.stringify({ export: head })}\n`,
  events: (events, proofs) =>
    events
      .map(({ seq, hash, leaf }) =>
        seq === null || hash === null
          ? `{"index":null,"hash":null,"leaf":${leafText(leaf)}}\n`
          : `${exportLine(seq, hash, leafText(leaf), proofs?.get(seq))}\n`,
      )
      .join(''),
  tail: (count) => `${JSON.stringify({ end: { events: count } })}\n`,
};
