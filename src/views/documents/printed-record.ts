import { FORM_TITLES, RECIPIENT_WORDS } from './documents.words.js';
import { paperLanguage } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { identityFacts } from './facts.js';
import { FORM_NAMES, FORMS, type Recipient } from './forms.js';
import { printedForm, visitText, type ForTemplates } from './printed-form.js';
import { dateText } from './printed-text.js';
import type { Part, PatientSource } from './source.js';

/** For whom a complete copy is made, and why. */
export interface Copy {
  readonly recipient?: Recipient;
  readonly reason?: string;
  /** The days of which the stays are printed. */
  readonly from?: string;
  readonly to?: string;
}

/** A form of a record, and the stay that it is of. */
export interface PrintedInStay {
  readonly form: ForTemplates;
  readonly visit: string;
}

/** Every form of a stay that has content, in the order of the record. */
export function printedStay(part: Part): PrintedInStay[] {
  const inRecord = FORM_NAMES.filter((name) => FORMS[name].inRecord).map((name) => printedForm(name, part));
  // Who has left has a paper that says so; a draft of one is no part of the record.
  const leaving = (['discharge', 'referral'] as const).map((name) => printedForm(name, part));
  const forms = [...inRecord, ...leaving].filter(({ entries, draft }) => entries > 0 && !draft);
  return forms.map((form) => ({ form, visit: visitText(part.encounter) }));
}

/** The first page of a whole record: whose it is, for whom, what it holds, and how many drafts it leaves out. */
export function printedContents(
  patient: PatientSource,
  printed: readonly PrintedInStay[],
  unsigned: number,
  { recipient, reason, from, to }: Copy,
  now: Date,
): ForTemplates {
  const language = paperLanguage();
  const list = printed.map(({ form, visit }) => ({ title: form.title[language], count: String(form.entries), visit }));
  const notes = [
    ...(from || to ? [paperWords().part(from ? dateText(from) : '', to ? dateText(to) : '')] : []),
    ...(recipient ? [paperWords().copyFor(RECIPIENT_WORDS[recipient][language], reason ?? '')] : []),
    ...(unsigned > 0 ? [paperWords().unsigned(unsigned)] : []),
  ];
  return {
    code: 'contents',
    title: FORM_TITLES.record,
    ward: null,
    visit: '',
    basis: paperWords().basis,
    note: notes.length > 0 ? notes.join(' ') : null,
    nothing: paperWords().nothingFound,
    facts: identityFacts(patient, now),
    draft: false,
    entries: list.length,
    content: {
      list,
      allergies: patient.allergies.map(({ display, reaction }) => paperWords().allergy(display, reaction ?? '')),
      problems: patient.problems.map(({ display, code }) => (code ? `${display} (${code})` : display)),
    },
  };
}
