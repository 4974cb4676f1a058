import { renderSVG } from 'uqr';
import { fill } from '../../kernel/language.js';
import { labelWords } from './labels.words.js';
import { bornText, sexText } from './facts.js';
import type { LabelName } from './forms.js';
import { paperLanguage } from './paper-language.js';
import type { ForTemplates } from './printed-form.js';
import { momentText } from './printed-text.js';
import type { EncounterSource, PatientSource } from './source.js';

/** What labels show that papers do not: the mother of a newborn, and what is to be drawn. */
export interface LabelSource {
  readonly motherId: string | null;
  readonly motherMrn: string | null;
  readonly motherName: string | null;
  readonly bornAt: Date | null;
  /** 1 for the first of twins; null for one alone. */
  readonly birthOrder: number | null;
  /** Laboratory orders that are signed and not answered yet. */
  readonly specimens: readonly { readonly number: string; readonly display: string; readonly urgent: boolean }[];
}

/** What a reader of barcodes reads: the number alone, as the service compares it. */
const qrOf = (text: string): string => renderSVG(text, { ecc: 'M', border: 1 });

/** A wristband, or a label for each specimen, as templates/documents/labels.typ sets them. */
export function printedLabel(
  name: LabelName,
  patient: PatientSource,
  encounter: EncounterSource,
  source: LabelSource,
): ForTemplates {
  const content = {
    ...{ mrn: patient.mrn, qr: qrOf(patient.mrn), born: bornText(patient), sex: sexText(patient) },
    ...{ visit: encounter.visitNumber ?? '', ward: encounter.ward ?? '', admitted: momentText(encounter.startedAt) },
    allergies: patient.allergies.map(({ display }) => display).join(', '),
    mother: motherOf(source),
    specimens: source.specimens.map((one) => ({ ...one, qr: qrOf(one.number) })),
  };
  const entries = name === 'wristband' ? 1 : source.specimens.length;
  return {
    ...{ code: name, title: labelWords.titles[name], ward: encounter.ward, basis: '', note: null, facts: [] },
    ...{ visit: '', nothing: labelWords.noSpecimens[paperLanguage()], draft: false, entries, content },
  };
}

function motherOf({ motherMrn, motherName, bornAt, birthOrder }: LabelSource): object | null {
  if (motherMrn === null) return null;
  return {
    mrn: motherMrn,
    name: motherName ?? '',
    qr: qrOf(motherMrn),
    born: bornAt ? momentText(bornAt) : '',
    order: birthOrder === null ? '' : fill(labelWords.birthOrder[paperLanguage()], { order: birthOrder }),
  };
}
