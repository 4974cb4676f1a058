import { fill, type Language } from '../../../kernel/language.js';
import type { Resource } from '../elements/element.js';
import { summaryWords, type SummaryWord } from './summary.words.js';

/** A section of an International Patient Summary (HL7 IPS 1.1): what it is of, and what of the record belongs in it. */
export interface SummarySection {
  readonly title: SummaryWord;
  /** LOINC. */
  readonly code: string;
  readonly type: string;
  readonly filters: readonly (readonly [name: string, value: string])[];
  /** IPS requires it: it stands there though nothing is known. */
  readonly isRequired?: true;
  /** So many of the newest are told. */
  readonly most: number;
}

const ACTIVE = ['clinical-status', 'active,recurrence,relapse'] as const;

export const SUMMARY_SECTIONS: readonly SummarySection[] = [
  {
    ...{ title: 'allergies', code: '48765-2', type: 'AllergyIntolerance', isRequired: true, most: 100 },
    filters: [['clinical-status', 'active']],
  },
  { title: 'problems', code: '11450-4', type: 'Condition', filters: [ACTIVE], isRequired: true, most: 100 },
  {
    ...{ title: 'medications', code: '10160-0', type: 'MedicationRequest', isRequired: true, most: 100 },
    filters: [['status', 'active,on-hold']],
  },
  { title: 'results', code: '30954-2', type: 'Observation', filters: [['category', 'laboratory']], most: 50 },
  { title: 'vitalSigns', code: '8716-3', type: 'Observation', filters: [['category', 'vital-signs']], most: 30 },
  { title: 'immunizations', code: '11369-6', type: 'Immunization', filters: [], most: 100 },
  { title: 'procedures', code: '47519-4', type: 'Procedure', filters: [], most: 50 },
];

const NEVER_TRUE: ReadonlySet<string> = new Set(['entered-in-error', 'refuted', 'cancelled']);

/** Whether a resource is said to hold; what was entered in error or refuted is no part of a summary. */
export function holds({ status, verificationStatus }: Resource): boolean {
  const { coding } = (verificationStatus ?? {}) as { coding?: { code?: string }[] };
  return !NEVER_TRUE.has(String(status)) && !(coding ?? []).some(({ code }) => NEVER_TRUE.has(String(code)));
}

const LOINC = 'http://loinc.org';
const EMPTY_REASON = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';

/**
 * A section of the Composition; undefined where nothing is known and IPS asks for nothing. Where it asks, the section says that nothing is
 * known: that nobody wrote of an allergy is not that there is none, which is a statement of its own.
 */
export function showSection(
  { title, code, isRequired, most }: SummarySection,
  found: readonly Resource[],
  { isCut, language }: { readonly isCut: boolean; readonly language: Language },
): object | undefined {
  if (found.length === 0 && !isRequired) return undefined;
  const words = summaryWords[title][language];
  const section = { title: words, code: { coding: [{ system: LOINC, code }], text: words } };
  if (found.length === 0) {
    const text = summaryWords.unknown[language];
    const emptyReason = { coding: [{ system: EMPTY_REASON, code: 'unavailable' }], text };
    return { ...section, text: narrative([text]), emptyReason };
  }
  const lines = found.map((resource) => nameOf(resource) ?? summaryWords.unnamed[language]);
  if (isCut) lines.push(fill(summaryWords.cut[language], { most: String(most) }));
  const entry = found.map(({ resourceType, id }) => ({ reference: `${resourceType}/${id}` }));
  return { ...section, text: narrative(lines), entry };
}

interface Concept {
  readonly text?: string;
  readonly coding?: readonly { readonly display?: string; readonly code?: string }[];
}

/** What a resource is about, and the value that it has. */
function nameOf(resource: Resource): string | undefined {
  const { code, medicationCodeableConcept, vaccineCode } = resource as Record<string, Concept | undefined>;
  const concept = code ?? medicationCodeableConcept ?? vaccineCode;
  const [coding] = concept?.coding ?? [];
  const name = concept?.text ?? coding?.display ?? coding?.code;
  const { value, unit } = (resource.valueQuantity ?? {}) as { value?: number; unit?: string };
  const said = value === undefined ? resource.valueString : [value, unit].filter(Boolean).join(' ');
  return name === undefined ? undefined : [name, said].filter(Boolean).join(': ');
}

/** Lines as XHTML; what they say is text and nothing else. */
export const narrative = (lines: readonly string[]): object => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml"><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul></div>`,
});

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign]!);
