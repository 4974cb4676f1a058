import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, hl7Time, message, obr, pid, PUBLIC_URL } from './messages.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
});
afterAll(() => world.close());

const resultsOf = async (patientId: string) =>
  (await world.as('doctor').get(`/api/v1/patients/${patientId}/results`)).body.items;

describe('A document that comes as MDM^T02', () => {
  it('is a report whose conclusion is its text; its next state takes it further; its sender needs a scope for documents', async () => {
    const sender = await aLis(world, 'ris', ['system/DocumentReference.c']);
    const patient = await aPatient(world);
    const send = (state: string, text: string) =>
      sender.send(
        message(
          [
            pid({ mrn: patient.mrn, birthDate: '1980-02-03' }),
            `TXA|1|CTSCAN^CT sọ não^L||${hl7Time(2)}||||||||DOC-1^RIS|||||${state}`,
            `OBX|1|FT|18748-4^Kết luận hình ảnh^LN||${text}||||||F`,
          ],
          { type: 'MDM^T02^MDM_T02' },
        ),
      );
    expect(await send('PA', 'Không thấy xuất huyết.')).toMatchObject({ code: 'AA', errors: [] });
    expect(await send('AU', 'Không thấy xuất huyết.\\.br\\Teo não nhẹ.')).toMatchObject({ code: 'AA', errors: [] });
    expect(await resultsOf(patient.id)).toMatchObject([
      { status: 'final', conclusion: 'Không thấy xuất huyết.\nTeo não nhẹ.', code: { display: 'Kết luận hình ảnh' } },
    ]);
    const laboratory = await aLis(world, 'lis', ['system/DiagnosticReport.c']);
    expect((await laboratory.send(message([], { type: 'MDM^T02' }))).status).toBe(403);
    const empty = await sender.send(message([pid({ mrn: patient.mrn })], { type: 'MDM^T02' }));
    expect([empty.code, empty.errors[0]?.ours]).toEqual(['AE', 'document-missing']);
  });

  it('taken back by its sender is shown as such, though T11 says neither what was in it nor when it was', async () => {
    const sender = await aLis(world, undefined, ['system/DocumentReference.c']);
    const patient = await aPatient(world);
    const who = pid({ mrn: patient.mrn, birthDate: '1980-02-03' });
    const content = 'OBX|1|FT|18748-4^Kết luận hình ảnh^LN||Không thấy xuất huyết.||||||F';
    const txa = `TXA|1|CTSCAN^CT sọ não^L||${hl7Time(2)}||||||||DOC-9^RIS|||||LA`;
    expect(await sender.send(message([who, txa, content], { type: 'MDM^T02^MDM_T02' }))).toMatchObject({
      code: 'AA',
      errors: [],
    });
    const [{ effectiveAt }] = await resultsOf(patient.id);
    const back = await sender.send(
      message([who, 'TXA|1|CTSCAN^CT sọ não^L||||||||||DOC-9^RIS'], { type: 'MDM^T11^MDM_T01' }),
    );
    expect(back).toMatchObject({ code: 'AA', errors: [] });
    expect(await resultsOf(patient.id)).toMatchObject([{ status: 'entered-in-error', effectiveAt }]);
  });
});

describe('Values of one code', () => {
  it('are told apart by their sub-id: a correction of the second leaves the first as it is', async () => {
    const lis = await aLis(world, 'vi-sinh');
    const patient = await aPatient(world);
    const organism = (subId: string, name: string, status = 'F') =>
      `OBX|1|CWE|600-7^Vi khuẩn^LN|${subId}|^${name}||||||${status}`;
    const send = (status: string, ...values: string[]) =>
      lis.send(
        message([
          pid({ mrn: patient.mrn, birthDate: '1980-02-03' }),
          obr('', 'CAY-1', { status, code: '600-7^Cấy máu^LN' }),
          ...values,
        ]),
      );
    expect((await send('F', organism('1', 'E. coli'), organism('2', 'S. aureus'))).errors).toEqual([]);
    expect((await send('C', organism('2', 'S. epidermidis', 'C'))).errors).toEqual([]);
    const [report] = await resultsOf(patient.id);
    expect(report.observations.map(({ text }: { text: string }) => text).toSorted()).toEqual([
      'E. coli',
      'S. epidermidis',
    ]);
  });
});
