import type { PatientConfirmationResponse } from '../../clinical/notes/dto/note.response.js';
import type { Drawing, Relation } from '../../clinical/notes/patient-signature.rules.js';
import { RELATION_WORDS } from './listed.words.js';
import { paperLanguage } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { momentText } from './printed-text.js';

/** What a patient, or who stands in for them, put under a note. */
export interface PatientSignatureSource {
  readonly signedAt: string;
  readonly patient: PatientConfirmationResponse & { readonly drawing?: Drawing | null };
}

export interface PrintedPatientSignature {
  readonly name: string;
  readonly relation: string;
  readonly at: string;
  /** How it was confirmed, where nothing was drawn. */
  readonly witness: string;
  /** What was drawn, as SVG; empty where nothing was. */
  readonly drawing: string;
}

/** Notes that a patient signs too: Circular 13/2025/TT-BYT. Without a signature paper leaves room for one. */
export const SIGNED_BY_PATIENTS: readonly string[] = ['consent', 'medicines'];

export const printedPatientSignature = ({ signedAt, patient }: PatientSignatureSource): PrintedPatientSignature => ({
  name: patient.fullName,
  relation: RELATION_WORDS[patient.relation as Relation][paperLanguage()],
  at: momentText(signedAt),
  witness: patient.witness ? paperWords().witnessed(patient.witness) : '',
  drawing: patient.drawing ? svgOf(patient.drawing) : '',
});

/** Strokes and pictures were checked when they came in: digits, commas and base64 only. */
function svgOf({ strokes, image }: Drawing): string {
  if (image !== undefined) {
    return svg('0 0 300 100', `<image width="300" height="100" href="data:image/png;base64,${image}"/>`);
  }
  const points = (strokes ?? []).map((stroke) => stroke.split(' ').map((point) => point.split(',').map(Number)));
  const [xs, ys] = [0, 1].map((axis) => points.flat().map((point) => point[axis] ?? 0)) as [number[], number[]];
  const [left, top] = [least(xs), least(ys)];
  const box = [left - 5, top - 5, most(xs) - left + 10, most(ys) - top + 10].join(' ');
  const lines = (strokes ?? []).map((stroke) => `<polyline points="${stroke}"/>`).join('');
  return svg(box, `<g fill="none" stroke="#10207a" stroke-width="2" stroke-linecap="round">${lines}</g>`);
}

const svg = (box: string, inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${inside}</svg>`;
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
