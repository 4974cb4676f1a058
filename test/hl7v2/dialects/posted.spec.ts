import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHEMISTRY } from './chemistry.js';
import type { Dialect } from './dialect.js';
import { HAEMATOLOGY } from './haematology.js';
import { IMAGING } from './imaging.js';
import { MICROBIOLOGY } from './microbiology.js';
import { aPatient } from '../../support/builders.js';
import { startWorld, type World } from '../../support/world.js';
import { aLis, PUBLIC_URL, inbox, type Lis } from '../messages.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
});
afterAll(() => world.close());

const isoDay = new Date(Date.now() - 36 * 3_600_000).toISOString().slice(0, 10);
/** The same message of today, of somebody who is here. */
function ofToday({ lines }: Dialect, mrn: string, id: number): Buffer {
  const day = isoDay.replaceAll('-', '');
  const text = lines
    .map((line) => line.replaceAll('79014-00000001', mrn).replaceAll(/2026(?:1028|1029|1031|1101)/g, day))
    .map((line) => (line.startsWith('MSH') ? line.replace(/\|[^|]*\|P\|2/, `|D${id}|P|2`) : line))
    .join('\r');
  return Buffer.from(`${text}\r`, lines[0]!.includes('8859/1') ? 'latin1' : 'utf8');
}

/** What stands in a chart, whoever may see it: a positive HIV test closes it to most. */
const valuesOf = (patientId: string) =>
  world.sql<{ code: string | null; said: string }>(
    `SELECT code, concat_ws(' ', display, coalesce(value_as_sent, value_number::text), value_text, value_unit) AS said
      FROM observation WHERE patient_id = $1 AND superseded_at IS NULL`,
    [patientId],
  );

describe('What makers of analysers send', () => {
  it.each([...HAEMATOLOGY, ...CHEMISTRY, ...MICROBIOLOGY, ...IMAGING].map((one, id) => [one.of, one, id] as const))(
    '%s: is kept or filed, and once a person has said whose it is, every value is in that chart',
    async (_of, dialect, id) => {
      const patient = await aPatient(world, { fullName: 'Nguyễn Thị Ánh', birthDate: '1980-02-03', sex: 'female' });
      const ack = await lis.send(ofToday(dialect, patient.mrn, id));
      expect([ack.status, ack.code]).toEqual([200, 'AA']);
      if (ack.errors.length > 0) {
        expect(ack.errors.every(({ severity }) => ['W', ''].includes(severity))).toBe(true);
        expect(await valuesOf(patient.id)).toEqual([]);
        const items = await inbox(world);
        const asked = { patientId: patient.id, confirmed: true, reason: 'Đã đối chiếu với phòng xét nghiệm' };
        const { id: entry, version } = items.at(-1);
        const path = `/api/v1/results/unmatched/${entry}/assign`;
        const assigned = await world.as('lab').post(path, asked, { 'If-Match': `"${version}"` });
        expect([assigned.status, assigned.text]).toEqual([200, expect.any(String)]);
      }
      const shown = await valuesOf(patient.id);
      expect(shown).toHaveLength(dialect.values.length);
      const said = JSON.stringify(shown).replaceAll('\\n', ' / ');
      for (const value of dialect.values.map((line) => line.replace(/2026-11-01/, isoDay))) {
        const [code = '', ...rest] = value.split(' ');
        expect(said).toContain(code.replace(/^~/, ''));
        expect(said).toContain(JSON.stringify(rest[0]!.replace(/^[<>]=?/, '')).slice(1, -1));
      }
    },
  );
});
