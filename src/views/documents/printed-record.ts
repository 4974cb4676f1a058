import { FORM_TITLES, paperWords, RECIPIENT_WORDS } from './documents.words.js';
import { identityFacts } from './facts.js';
import { FORM_NAMES, FORMS, type Recipient } from './forms.js';
import { printedForm, visitText, type ForTemplates } from './printed-form.js';
import { dateText } from './printed-text.js';
import { partOf, type Source } from './source.js';

/** For whom a complete copy is made, and why. */
export interface Copy {
  readonly recipient?: Recipient;
  readonly reason?: string;
  /** The days of which the stays are printed. */
  readonly from?: string;
  readonly to?: string;
}

/** The whole record: a page of contents, then every form that has content, encounter by encounter. */
export function printedRecord(source: Source, { recipient, reason, from, to }: Copy, now: Date): ForTemplates[] {
  const { patient, encounters } = source;
  const printed = encounters.flatMap((encounter) => {
    const part = partOf(source, encounter);
    const inRecord = FORM_NAMES.filter((name) => FORMS[name].inRecord).map((name) => printedForm(name, part));
    // Who has left has a paper that says so; a draft of one is no part of the record.
    const leaving = (['discharge', 'referral'] as const).map((name) => printedForm(name, part));
    const forms = [...inRecord, ...leaving].filter(({ entries, draft }) => entries > 0 && !draft);
    return forms.map((form) => ({ form, visit: visitText(encounter) }));
  });
  const list = printed.map(({ form, visit }) => ({ title: form.title.vi, count: String(form.entries), visit }));
  const unsigned = source.drafts.reduce((sum, { count }) => sum + count, 0);
  const notes = [
    ...(from || to ? [paperWords.part(from ? dateText(from) : '', to ? dateText(to) : '')] : []),
    ...(recipient ? [paperWords.copyFor(RECIPIENT_WORDS[recipient].vi, reason ?? '')] : []),
    ...(unsigned > 0 ? [paperWords.unsigned(unsigned)] : []),
  ];
  const contents: ForTemplates = {
    code: 'contents',
    title: FORM_TITLES.record,
    ward: null,
    visit: '',
    basis: paperWords.basis,
    note: notes.length > 0 ? notes.join(' ') : null,
    nothing: paperWords.nothingFound,
    facts: identityFacts(patient, now),
    draft: false,
    entries: list.length,
    content: {
      list,
      allergies: patient.allergies.map(({ display, reaction }) => paperWords.allergy(display, reaction ?? '')),
      problems: patient.problems.map(({ display, code }) => (code ? `${display} (${code})` : display)),
    },
  };
  return [contents, ...printed.map(({ form }) => form)];
}
