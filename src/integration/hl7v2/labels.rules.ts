import type { Group } from './groups.js';

/** Numbers of orders as they stand on the labels of tubes: XN26-000001. */
const ON_LABELS = /^[A-Z]{2}\d{2}-\d{6,}$/i;

/** What an analyser has read from the tube (SPM-2, SAC-3, OBR-3, ORC-3, ORC-4), as cobas and Sysmex tell it, where that is a number on our label. */
export function labelsOf({ obr, orc, spm, sac }: Group): string[] {
  const read = [spm?.text(2, 1, 1), spm?.text(2, 2, 1), sac?.text(3), obr.text(3), orc?.text(3), orc?.text(4)];
  return read.flatMap((number) => (number && ON_LABELS.test(number) ? [number.toUpperCase()] : []));
}

/** Whether a requester's number is one of our labels. */
export const isLabel = (number: string): boolean => ON_LABELS.test(number);
