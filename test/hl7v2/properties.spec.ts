import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encode } from '../../src/integration/hl7v2/er7/encode.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { made } from './generated.js';
import { aLis, hl7Time, PUBLIC_URL, type Lis } from './messages.js';

/** More of them are tried by PROPERTY_MESSAGES; each failure names its seed. */
const MESSAGES = Number(process.env.PROPERTY_MESSAGES ?? 60);

let world: World;
const senders = new Map<string, Lis>();
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  for (const set of ['UTF-8', 'TCVN3', 'VNI']) {
    const lis = await aLis(world, `lis-${set.toLowerCase()}`, ['system/DiagnosticReport.c'], {
      application: 'LIS',
      characterSet: set,
    });
    senders.set(set, lis);
  }
});
afterAll(() => world.close());

const valuesOf = (patientId: string) =>
  world.sql<{ code: string; said: string }>(
    `SELECT code, coalesce(value_text, concat(value_comparator, coalesce(value_as_sent, value_number::text))) AS said
      FROM observation WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY code`,
    [patientId],
  );

/** MSA-1, in whatever separators. */
const codeOf = (ack: string): string =>
  ack
    .split('\r')
    .find((line) => line.startsWith('MSA'))
    ?.slice(4, 6) ?? '';

describe('Messages made up by chance', () => {
  it(`${MESSAGES} of them: each fact is read back, sent again they change nothing, and cut off anywhere they are answered`, async () => {
    for (let seed = 1; seed <= MESSAGES; seed++) {
      const patient = await aPatient(world, { fullName: 'Nguyễn Thị Anh', birthDate: '1980-02-03', sex: 'female' });
      const { text, characterSet, values } = made(seed, {
        mrn: patient.mrn,
        id: `G${seed}`,
        takenAt: hl7Time(5),
        sentAt: hl7Time(1),
      });
      const lis = senders.get(characterSet) ?? senders.get('UTF-8')!;
      const bytes = encode(text, characterSet);
      const where = `seed ${seed}: ${text}`;
      const ack = await lis.send(bytes);
      expect([where, ack.status, codeOf(ack.text), /^ERR/m.test(ack.text)]).toEqual([where, 200, 'AA', false]);
      const expected = values.map(([code, said]) => ({ code, said })).toSorted((a, b) => (a.code < b.code ? -1 : 1));
      expect([where, await valuesOf(patient.id)]).toEqual([where, expected]);
      expect((await lis.send(bytes)).text).toBe(ack.text);
      // Cut off: answered, and never with a fault of ours.
      const cut = bytes.subarray(0, 20 + Math.floor((bytes.length - 20) * ((seed % 10) / 10)));
      const { status, text: answer } = await lis.send(cut);
      expect([where, status, ['AA', 'AE', 'AR'].includes(codeOf(answer))]).toEqual([where, 200, true]);
    }
  });
});
