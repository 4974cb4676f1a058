import type { Coding } from '../../clinical/datatypes/coding.js';
import type { Value } from './er7/message.js';

/** Code systems by their names in HL7 table 0396; what stands not here is the sender's own. */
const SYSTEMS: Readonly<Record<string, string>> = {
  LN: 'http://loinc.org',
  LOINC: 'http://loinc.org',
  '2.16.840.1.113883.6.1': 'http://loinc.org',
  SCT: 'http://snomed.info/sct',
  SNM: 'http://snomed.info/sct',
  '2.16.840.1.113883.6.96': 'http://snomed.info/sct',
  UCUM: 'http://unitsofmeasure.org',
  I10: 'http://hl7.org/fhir/sid/icd-10',
  ICD10: 'http://hl7.org/fhir/sid/icd-10',
};

/** The system of a sender's own codes: `L`, `99LAB`, none. */
export const localSystem = (name: string): string => (name === '' ? 'urn:hl7v2:L' : `urn:hl7v2:${encoded(name)}`);
const encoded = (name: string): string => encodeURIComponent(name).slice(0, 100);

/** Codes of a coded element (CE, CWE, CNE): the first, the alternate, and from 2.7 on a second alternate. */
export function codesOf(value: Value): Coding[] {
  const original = value.text(9);
  return [1, 4, 10].flatMap((at): Coding[] => {
    const [code, inCode] = codeIn(value, at);
    const [display, name] = [value.text(at + 1) || inCode, value.text(at + 2)];
    if (code === '' && display === '') return [];
    const words = display || original || code;
    return [{ ...(code !== '' && { code, system: SYSTEMS[name.toUpperCase()] ?? localSystem(name) }), display: words }];
  });
}

/** A code; of one that is written in subcomponents (GeneXpert: `&GBS TC&GBS Clinical Trial&4`), the first that says something, and the words behind it. */
function codeIn(value: Value, at: number): readonly [code: string, words: string] {
  const parts = value.subcomponents(at);
  if (parts.length < 2) return [parts[0] ?? '', ''];
  const [first = '', second = ''] = parts.filter((part) => part !== '');
  // A suffix of radiology (`71020&IMP`) tells parts of one report apart: it stays with its code.
  return parts[0] === '' ? [first, second] : [value.text(at), ''];
}

/** What people read for a coded element: its original text, else the first words it has, else a code. */
export function wordsOf(value: Value): string {
  const codes = codesOf(value);
  const named = codes.find(({ code, display }) => display !== code);
  return value.text(9) || (named ?? codes[0])?.display || '';
}

/** Longer codes are none, and longer names are no names. */
export const isTooLong = (codes: readonly Coding[]): boolean =>
  codes.some(({ code = '', display }) => code.length > 200 || display.length > 1000);
