import type { Localised } from '../../kernel/language.js';
import { FORM_TITLES } from './documents.words.js';
import { CLASS_WORDS } from './listed.words.js';
import { paperLanguage } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { diagnosesOf, identityFacts, smallChildFacts, stayFacts, wardFacts, type Fact } from './facts.js';
import { formOf, type FormName } from './forms.js';
import { printedFluids } from './printed-fluids.js';
import { printedDoses } from './printed-doses.js';
import { printedInfusions, printedTransfusions } from './printed-given.js';
import { printedNursing } from './printed-nursing.js';
import { printedPrescription } from './printed-prescription.js';
import { prescriptionWords } from './prescription.words.js';
import { printedOrders, printedResults } from './printed-lists.js';
import { newestNote, printedNotes, saidIn, type PrintedNote } from './printed-notes.js';
import { dayInWords, dayText, momentText } from './printed-text.js';
import { COLUMNS, printedVitals } from './printed-vitals.js';
import type { Part } from './source.js';

/** One form as the templates take it; what else it has depends on its layout (templates/documents/README.md). */
export interface ForTemplates {
  readonly code: string;
  readonly title: Localised;
  readonly ward: string | null;
  /** The number of the encounter (mã điều trị); empty where it is about none. */
  readonly visit: string;
  readonly basis: string;
  /** What has to be known before it is read, such as that drafts are left out. */
  readonly note: string | null;
  readonly nothing: string;
  readonly facts: readonly Fact[];
  /** It is not final: marked on every page. */
  readonly draft: boolean;
  /** How many entries it is made of. */
  readonly entries: number;
  readonly content: object;
}

type Content = Pick<ForTemplates, 'entries' | 'content'> & Partial<ForTemplates>;

export function printedForm(name: FormName, part: Part): ForTemplates {
  const { layout } = formOf(name);
  return {
    code: layout,
    title: FORM_TITLES[name],
    ward: part.encounter.ward,
    visit: part.encounter.visitNumber ?? '',
    basis: paperWords().basis,
    note: null,
    nothing: paperWords().nothingCharted,
    facts: wardFacts(part),
    draft: false,
    ...contentOf(name, part),
  };
}

function contentOf(name: FormName, part: Part): Content {
  const { layout } = formOf(name);
  switch (layout) {
    case 'vital-signs':
      return {
        entries: part.vitals.length,
        content: { ...printedVitals(part.vitals), columns: COLUMNS },
      };
    case 'nursing':
      return printedNursing(part);
    case 'fluids':
      return { entries: part.fluids.length, content: printedFluids(part.fluids) };
    case 'orders':
      return { entries: part.orders.length, content: { lines: printedOrders(part.orders) } };
    case 'doses':
      return printedDoses(part);
    case 'infusions':
      return printedInfusions(part.infusions);
    case 'transfusions':
      return { entries: part.transfusions.length, content: printedTransfusions(part.transfusions) };
    case 'results':
      return { entries: part.results.length, content: { lines: printedResults(part.results) } };
    case 'discharge':
      return discharge(part);
    case 'referral':
      return referral(part);
    case 'prescription':
      return prescription(part);
    case 'label':
      return { entries: 0, content: {} };
    case 'treatment':
    case 'care':
    case 'notes':
      return notes(name, part);
  }
}

function notes(name: FormName, part: Part): Content {
  const types: readonly string[] = formOf(name).notes ?? [];
  const printed = printedNotes(part, types);
  const drafts = part.drafts.filter(({ type }) => types.includes(type)).reduce((sum, { count }) => sum + count, 0);
  const [first] = printed;
  // The form that the note was written by names the paper: which of the records of admission it is.
  const title = (printed.length === 1 && first?.titles) || FORM_TITLES[name];
  const note = drafts > 0 ? paperWords().unsigned(drafts) : null;
  return { entries: printed.length, content: { notes: printed }, title, note, nothing: paperWords().nothing };
}

const CLOSING = ['discharge', 'summary'];
const text = (label: string, value: string) => ({ label, value: value || paperWords().missing });

function discharge(part: Part): Content {
  const { patient, encounter } = part;
  const note = newestNote(part, CLOSING);
  const leftAt = encounter.endedAt;
  const texts = [
    text(paperWords().diagnosis, saidIn(note, 'diagnosis') || diagnosesOf(part)),
    text(paperWords().treatment, saidIn(note, 'treatment', 'medication')),
    text(paperWords().state, saidIn(note, 'state')),
    text(paperWords().advice, saidIn(note, 'follow-up', 'advice', 'plan')),
    ...(encounter.dischargeNote ? [text(paperWords().remark, encounter.dischargeNote)] : []),
  ];
  return {
    entries: 1,
    facts: [...identityFacts(patient, encounter.startedAt), ...stayFacts(encounter)],
    draft: leftAt === null,
    note: leftAt === null ? paperWords().notDischarged : null,
    content: { texts, signed: note?.signed ?? null, day: leftAt ? dayInWords(leftAt) : '' },
  };
}

function referral(part: Part): Content {
  const { patient, encounter } = part;
  const note = newestNote(part, CLOSING);
  const { destination, destinationCode, endedAt } = encounter;
  const isReferred = encounter.disposition === 'other-hcf' && destination !== null && endedAt !== null;
  const texts = [
    text(paperWords().course, saidIn(note, 'course', 'summary')),
    text(paperWords().tests, saidIn(note, 'results')),
    text(paperWords().diagnosis, saidIn(note, 'diagnosis') || diagnosesOf(part)),
    text(paperWords().treatment, saidIn(note, 'treatment', 'medication')),
    text(paperWords().state, saidIn(note, 'state')),
    text(paperWords().advice, saidIn(note, 'follow-up', 'advice', 'plan')),
    text(paperWords().transferredAt, endedAt ? momentText(endedAt) : ''),
  ];
  return {
    entries: 1,
    basis: paperWords().basisOfReferral,
    facts: [...identityFacts(patient, encounter.startedAt), ...stayFacts(encounter)],
    draft: !isReferred,
    note: isReferred ? null : paperWords().notTransferred,
    content: {
      destination: destination
        ? `${destination}${destinationCode ? ` (${destinationCode})` : ''}`
        : paperWords().unknownDestination,
      texts,
      signed: note?.signed ?? null,
      day: endedAt ? dayInWords(endedAt) : '',
    },
  };
}

function prescription(part: Part): Content {
  const { patient, encounter, medicines } = part;
  const last = medicines.reduce<Date | null>((at, { signedAt }) => (at && at > signedAt ? at : signedAt), null);
  const note = newestNote(part, [...CLOSING, 'visit']);
  // Who goes home before the discharge paper is written has the diagnosis of admission.
  const diagnosis =
    saidIn(note, 'diagnosis') || diagnosesOf(part) || saidIn(newestNote(part, ['admission']), 'diagnosis');
  return {
    entries: medicines.length,
    basis: prescriptionWords().basis,
    facts: [...identityFacts(patient, encounter.startedAt), ...smallChildFacts(part)],
    draft: last === null,
    note: last === null ? prescriptionWords().noneSigned : null,
    content: {
      lines: printedPrescription(medicines),
      texts: [text(prescriptionWords().diagnosis, diagnosis)],
      advice: text(prescriptionWords().advice, saidIn(note, 'follow-up', 'advice', 'plan')),
      doctors: [...new Set(medicines.flatMap(({ by }) => by ?? []))].join(', '),
      day: last ? dayInWords(last) : '',
    },
  };
}

/** How an encounter is called in the contents of a record. */
export const visitText = ({ visitNumber, class: kind, startedAt }: Part['encounter']): string =>
  [visitNumber ?? '', CLASS_WORDS[kind]?.[paperLanguage()] ?? kind, dayText(startedAt)].filter(Boolean).join(', ');

export type { PrintedNote };
