import request, { type Response } from 'supertest';
import { aMachine, ask, assertion, form, PUBLIC_URL, type Machine } from '../clients/machines.js';
import { entranceOf } from '../support/door.js';
import type { World } from '../support/world.js';

export { PUBLIC_URL };
export const ER7 = 'x-application/hl7-v2+er7';

/** A moment some hours ago, on the clock of the hospital, as HL7 v2 writes it. */
export const hl7Time = (hoursAgo = 0): string =>
  new Date(Date.now() + 7 * 3_600_000 - hoursAgo * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '');

let count = 0;
/** A number that no message had before. */
export const controlId = (): string => `T${process.pid}-${++count}`;

/** Segments as a message, its header made up. */
export const message = (segments: readonly string[], fields: { id?: string; type?: string; header?: string } = {}) => {
  const { id = controlId(), type = 'ORU^R01^ORU_R01' } = fields;
  const header = fields.header ?? `MSH|^~\\&|LIS|XN|EMR|BV|${hl7Time()}||${type}|${id}|P|2.5.1||||||UNICODE UTF-8`;
  return `${[header, ...segments].join('\r')}\r`;
};

export interface Person {
  readonly mrn: string;
  readonly name?: string;
  readonly birthDate?: string;
  readonly sex?: string;
}
export const pid = ({ mrn, name = '', birthDate = '', sex = '' }: Person): string =>
  `PID|1||${mrn}^^^MRN^MR||${name}||${birthDate.replaceAll('-', '')}|${sex}`;

/** An OBR of potassium: its order, the sender's number, its status, when it was taken. */
export const obr = (
  order: string,
  filler: string,
  { status = 'F', code = '2823-3^Kali^LN', at = hl7Time(5), place = 1 } = {},
): string => `OBR|${place}|${order}|${filler}^LIS|${code}|||${at}|||||||||||||||${hl7Time(1)}||LAB|${status}`;

export const potassiumOf = (
  value: string | number,
  { status = 'F', unit = 'mmol/L', range = '3.5-5.1' } = {},
): string => `OBX|1|NM|2823-3^Kali^LN||${value}|${unit}|${range}||||${status}`;

/** An acknowledgement, taken apart as far as tests look. */
export interface Ack {
  readonly status: number;
  readonly text: string;
  readonly code: string;
  readonly of: string;
  /** Of each ERR: place, HL7 code, severity, our code. */
  readonly errors: readonly { at: string; code: string; severity: string; ours: string }[];
}

export function ackOf({ status, text, body }: Response): Ack {
  const whole = text ?? (Buffer.isBuffer(body) ? body.toString('utf8') : '');
  const lines = whole.split('\r').map((line) => line.split('|'));
  const msa = lines.find(([name]) => name === 'MSA');
  const errors = lines
    .filter(([name]) => name === 'ERR')
    .map(([, , at = '', code = '', severity = '', ours = '']) => ({
      at,
      code: code.split('^')[0]!,
      severity,
      ours: ours.split('^')[0]!,
    }));
  return { status, text: whole, code: msa?.[1] ?? '', of: msa?.[2] ?? '', errors };
}

/** A laboratory's system, connected. */
export interface Lis {
  readonly machine: Machine;
  send(content: string | Buffer, headers?: Record<string, string>): Promise<Ack>;
}

/** @param hl7v2 what is set for it as a sender */
export async function aLis(
  world: World,
  clientId?: string,
  scopes = ['system/DiagnosticReport.c'],
  hl7v2?: object,
): Promise<Lis> {
  const machine = await aMachine(world, scopes, { ...(clientId && { clientId }), ...(hl7v2 && { hl7v2 }) });
  const { status, text, body } = await ask(world, form(await assertion(machine)));
  if (status !== 200) throw new Error(`no token: ${text}`);
  const token = (body as { access_token: string }).access_token;
  return { machine, send: (content, headers) => sendAs(world, token, content, headers) };
}

export const sendAs = async (
  world: World,
  token: string | undefined,
  content: string | Buffer,
  headers = {},
): Promise<Ack> =>
  ackOf(
    await request(entranceOf(world.app))
      .post('/hl7v2')
      .set({ 'Content-Type': ER7, ...(token && { Authorization: `Bearer ${token}` }), ...headers })
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      })
      .send(Buffer.isBuffer(content) ? content : Buffer.from(content, 'utf8')),
  );

/** What waits for a person in the order in which it came; the list has what is critical before all else. */
export async function inbox(world: World) {
  const { body } = await world.as('lab').get('/api/v1/results/unmatched?limit=100');
  return body.items.toSorted((one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1));
}
