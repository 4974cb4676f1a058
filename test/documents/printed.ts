import type { Test } from 'supertest';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Role } from '../../src/platform/routes/policy.js';
import type { World } from '../support/world.js';

/** A PDF that a route answered. */
export interface Printed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pdf: Buffer;
  readonly pages: readonly string[];
  /** All of it, spaces and line breaks as one space. */
  readonly text: string;
  /** The code on the paper, and the problem when there is none. */
  readonly code: string;
  readonly problem: { readonly type?: string };
}

/** Prints, and reads the paper. */
export async function print(world: World, path: string, role: Role = 'doctor', headers = {}): Promise<Printed> {
  const asked = world.as(role).get(path, headers) as unknown as Test;
  const answer = await asked.responseType('blob');
  const pdf = answer.body as Buffer;
  const told = { status: answer.status, headers: answer.headers as Record<string, string>, pdf };
  if (answer.status !== 200) return { ...told, pages: [], text: '', code: '', problem: JSON.parse(pdf.toString()) };
  const pages = await pagesOf(pdf);
  const code = /(?:Mã tra cứu|Code) ((?:[0-9A-Z]{1,5}-?){6})/.exec(pages[0] ?? '')?.[1] ?? '';
  return { ...told, pages, text: pages.join(' '), code, problem: {} };
}

async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map((page) => page.replace(/\s+/g, ' ').normalize('NFC'));
}

/** The words of a file, in one line. */
export const textOf = async (pdf: Buffer): Promise<string> => (await pagesOf(pdf)).join(' ');

type Far = { readonly stage: string; readonly done: number; readonly of: number };

/** How far the record of a patient is of which somebody waits. */
export const farOf = async (world: World, patientId: string, role: Role = 'doctor'): Promise<Far> =>
  (await world.as(role).get(`/api/v1/documents/record/progress?patientId=${patientId}`)).body;

/** The last that was told of each stage while it was made; and to somebody else, who does not wait for it. */
export async function stagesOf(
  world: World,
  patientId: string,
  isMade: () => boolean,
): Promise<{ readonly told: Readonly<Record<string, Far>>; readonly toOthers: ReadonlySet<string> }> {
  const told: Record<string, Far> = {};
  const toOthers = new Set<string>();
  while (!isMade()) {
    const far = await farOf(world, patientId);
    told[far.stage] = far;
    toOthers.add((await farOf(world, patientId, 'nurse')).stage);
  }
  return { told, toOthers };
}
