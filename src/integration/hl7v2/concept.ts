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
    const [code, display, name] = [value.text(at), value.text(at + 1), value.text(at + 2)];
    if (code === '' && display === '') return [];
    const words = display || original || code;
    return [{ ...(code !== '' && { code, system: SYSTEMS[name.toUpperCase()] ?? localSystem(name) }), display: words }];
  });
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
