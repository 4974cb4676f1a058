import { createHash } from 'node:crypto';
import type { IncomingFacts, SentReport } from '../facts.js';

/** Longer than any number on a label. */
export const ORDER_NUMBER_LENGTH = 100;

/**
 * By what a sender's report is known when it comes again: its own number; else the order's, or the accession; else what it says, so that the
 * same report sent twice is one.
 */
export function numberKey(report: SentReport): string {
  if (report.filler) return report.filler.slice(0, LONGEST);
  const [placer] = report.placers;
  if (placer) return `order ${placer}`.slice(0, LONGEST);
  if (report.accession) return `accession ${report.accession}`.slice(0, LONGEST);
  return `content ${hashOf({ ...report, status: undefined })}`;
}
const LONGEST = 200;

/** How a message named its patient, as one text: a later message that names them so is about the same. */
export const namedAs = ({ person }: IncomingFacts): string =>
  hashOf([
    person.identifiers.map(({ system, value }) => `${system ?? ''}|${value}`).toSorted(),
    person.names,
    person.birthDate ?? null,
    person.sex ?? null,
  ]);

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
