import type { AckCode } from './acknowledgement-levels.rules.js';
import type { Message, Place, Segment } from './er7/message.js';
import { hl7Words } from './hl7v2.words.js';
import { dashed, type ErrorCode, type Told } from './reading.js';

/** Messages that are taken, with the events of each. */
export const TAKEN: Readonly<Record<string, readonly string[]>> = {
  // R30 to R32 are the same from point-of-care analysers, without an order or with one.
  ORU: ['R01', 'R30', 'R31', 'R32'],
  OUL: ['R22'],
  // New, with a new status, an addendum, edited, replaced: each with its content; and taken back.
  MDM: ['T02', 'T04', 'T06', 'T08', 'T10', 'T11'],
  ORM: ['O01'],
  OML: ['O21'],
};

const VERSION = /^2\.[3-8](?:\.\d+)*$/;

/** Why a message is not looked at any further; undefined when it is. @param processing values of MSH-11 that are taken */
export function refusedKind(
  { header, segments }: Message,
  processing: readonly string[],
): { readonly ack: AckCode; readonly told: Told } | undefined {
  const [type, event] = [header.text(9, 1).toUpperCase(), header.text(9, 2).toUpperCase()];
  const events = TAKEN[type];
  if (!events) return refusal('AR', 'messageType', header.at(9, 1), 'typeUnsupported');
  if (event !== '' && !events.includes(event)) return refusal('AR', 'eventCode', header.at(9, 2), 'eventUnsupported');
  if (!VERSION.test(header.text(12))) return refusal('AR', 'version', header.at(12), 'versionUnsupported');
  const mode = header.text(11).toUpperCase();
  if (mode !== '' && !processing.includes(mode)) return refusal('AR', 'processingId', header.at(11), 'notProduction');
  // Of a part nobody knows what the others say.
  const continued = header.text(14) === '' ? segments.find(({ name }) => name === 'DSC')?.at(1) : header.at(14);
  if (continued) return refusal('AR', 'segmentSequence', continued, 'continued');
  return header.text(10) === '' ? refusal('AE', 'required', header.at(10), 'controlIdMissing') : undefined;
}

const refusal = (ack: AckCode, code: ErrorCode, place: Place, ours: keyof typeof hl7Words) => ({
  ack,
  told: { code, severity: 'E' as const, place, ours: dashed(ours), words: hl7Words[ours] },
});

/** How a sender names its application and facility (MSH-3, MSH-4): a space of numbers of its own. */
export const namespaceOf = (header: Segment): string =>
  [header.text(3, 1), header.text(4, 1) || header.text(4, 2)].join('|').slice(0, 200);
export const typeOf = (header: Segment): string =>
  [header.text(9, 1), header.text(9, 2)].filter(Boolean).join('^').slice(0, 20);
export const controlIdOf = (header: Segment): string => header.text(10).slice(0, 200);

/**
 * The number of a text of which several are told apart by their place: `X`, `X#2`, `X#3`. A sender's own `#` is doubled, so that no number of theirs
 * can be that of another's second part.
 */
export const partNumber = (own: string, place: number): string =>
  `${own.replaceAll('#', '##')}${place === 1 ? '' : `#${place}`}`;
