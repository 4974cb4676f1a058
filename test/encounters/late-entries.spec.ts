import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } from 'jose';
import { canonicalText, digestOf, SIGNATURE_TYPE } from '../../src/clinical/notes/signed-content.rules.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { aMedicine, aPatient } from '../support/builders.js';
import { breakGlass, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
  await worksOnlyIn(world, 'head-nurse', world.wards[1].id);
  // Both have worked there for a day.
  await runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      await tx.staffWard.updateMany({ data: { startedAt: hoursAgo(24) } });
    }),
  );
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type?.split('/').pop()];
const sections = [{ code: 'course', text: 'Lúc 23:30 tỉnh, thở êm' }];

/** Somebody who was in the first ward from four hours ago until an hour ago. */
async function gone(fields: object = {}): Promise<{ id: string; patientId: string; version: number }> {
  const { id: patientId } = await aPatient(world);
  const doctor = world.as('doctor');
  const input = { patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt', startedAt: hoursAgo(4) };
  const { body } = await doctor.post('/api/v1/encounters', { ...input, ...fields });
  const left = await doctor.post(
    `/api/v1/encounters/${body.id}/discharge`,
    { disposition: 'home', at: hoursAgo(1) },
    at(1),
  );
  expect(left.status).toBe(200);
  return left.body;
}
const vitals = (id: string, body: object, as: 'nurse' | 'head-nurse' | 'doctor' = 'nurse') =>
  world.as(as).post(`/api/v1/encounters/${id}/vitals`, { heartRate: 88, ...body });
const note = (id: string, body: object) =>
  world.as('doctor').post(`/api/v1/encounters/${id}/notes`, { type: 'progress', sections, ...body });
/** As an owner of the database who has switched the triggers off. */
const behind = (table: string, change: string) =>
  world.sql(`ALTER TABLE ${table} DISABLE TRIGGER USER; ${change}; ALTER TABLE ${table} ENABLE TRIGGER USER`);

/** Puts in place of a signature one of the same person, as an earlier version of the program made it. */
async function signAsBefore(noteId: string, content: object): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  const [thumbprint, text] = [await calculateJwkThumbprint(jwk), canonicalText(content)];
  const jws = await new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'ES256', kid: thumbprint, typ: SIGNATURE_TYPE })
    .sign(privateKey);
  await behind(
    'staff_signing_key',
    `INSERT INTO staff_signing_key (staff_id, thumbprint, public_jwk, held_at, retired_at)
       VALUES ('${world.staff.doctor.id}', '${thumbprint}', '${JSON.stringify(jwk)}', 'x', now())`,
  );
  await behind(
    'note_signature',
    `UPDATE note_signature SET jws = '${jws}', digest = '${digestOf(text)}', key_id = (SELECT id FROM staff_signing_key WHERE thumbprint = '${thumbprint}')
      WHERE note_id = '${noteId}'`,
  );
}

describe('After a discharge', () => {
  it('vital signs of before are charted late, with both times; of after they are refused', async () => {
    const { id } = await gone();
    const effectiveAt = hoursAgo(2);
    const late = await vitals(id, { effectiveAt });
    expect([late.status, late.body.lateEntry, late.body.effectiveAt]).toEqual([201, true, effectiveAt]);
    expect(Date.parse(late.body.recordedAt)).toBeGreaterThan(Date.parse(effectiveAt) + 3_600_000);
    for (const body of [{}, { effectiveAt: hoursAgo(0.5) }]) {
      expect(typeOf(await vitals(id, body))).toEqual([409, 'encounter-closed']);
    }
    const early = await vitals(id, { effectiveAt: hoursAgo(5) });
    expect([early.status, early.body.errors[0].rule]).toEqual([400, 'before-encounter']);
  });

  it('a note about the time before is begun, signed and marked late', async () => {
    const { id } = await gone();
    const effectiveAt = hoursAgo(2);
    const draft = await note(id, { effectiveAt });
    expect([draft.status, draft.body.lateEntry, draft.body.effectiveAt]).toEqual([201, true, effectiveAt]);
    expect((await world.as('doctor').post(`/api/v1/notes/${draft.body.id}/sign`, {}, at(1))).status).toBe(200);
    expect(typeOf(await note(id, {}))).toEqual([409, 'encounter-closed']);
    expect(typeOf(await note(id, { effectiveAt: hoursAgo(0.5) }))).toEqual([409, 'encounter-closed']);
  });

  it('what is signed says that it is late, of when and why; older signatures stand for what they signed', async () => {
    const { id } = await gone();
    const { body: late } = await note(id, { effectiveAt: hoursAgo(2), lateReason: 'Cấp cứu liên tục' });
    await world.as('doctor').post(`/api/v1/notes/${late.id}/sign`, {}, at(1));
    const state = async () => (await world.as('doctor').get(`/api/v1/notes/${late.id}/verify`)).body.state;
    const isSet = (change: string) => behind('note', `UPDATE note SET ${change} WHERE id = '${late.id}'`);
    const { body: file } = await world.as('doctor').get(`/api/v1/notes/${late.id}/signed`);
    const { lateEntry, ...older } = file.signatures[0].content.note;
    expect([lateEntry, older.effectiveAt, older.lateReason]).toEqual([true, late.effectiveAt, 'Cấp cứu liên tục']);
    expect(await state()).toBe('valid');
    for (const [change, back] of [
      ['late_entry = false', 'late_entry = true'],
      [`late_reason = 'Quên'`, `late_reason = 'Cấp cứu liên tục'`],
      [`effective_at = effective_at - interval '1 hour'`, `effective_at = '${late.effectiveAt}'`],
    ]) {
      await isSet(change!);
      expect([change, await state()]).toEqual([change, 'altered']);
      await isSet(back!);
    }
    await signAsBefore(late.id, { ...file.signatures[0].content, note: older });
    expect(await state()).toBe('valid');
    await isSet(`late_reason = 'Quên'`);
    expect(await state()).toBe('altered');
  });

  it('only those who cared add to it', async () => {
    const { id, patientId } = await gone();
    await breakGlass(world, 'head-nurse', patientId);
    const stranger = await vitals(id, { effectiveAt: hoursAgo(2) }, 'head-nurse');
    expect(typeOf(stranger)).toEqual([403, 'late-entry-not-yours']);
    expect((await vitals(id, { effectiveAt: hoursAgo(2) })).status).toBe(201);
    expect(await world.sql('SELECT recorded_by FROM vital_signs WHERE encounter_id = $1', [id])).toEqual([
      { recorded_by: world.staff.nurse.id },
    ]);
  });

  it('the database takes no late row that does not say so, nor one of another time', async () => {
    const { id, patientId } = await gone();
    const context = JSON.stringify({ actorKind: 'staff', actorId: world.staff.nurse.id, username: 'nurse' });
    const insert = (late: boolean, hours: number) =>
      world.sql(
        `WITH told AS (SELECT set_config('emr.context', $1, true))
          INSERT INTO vital_signs (encounter_id, patient_id, effective_at, heart_rate, recorded_by, late_entry)
          SELECT $2, $3, $4, 80, $5, $6 FROM told RETURNING id`,
        [context, id, patientId, hoursAgo(hours), world.staff.nurse.id, late],
      );
    await expect(insert(false, 2)).rejects.toThrow(/is not open/);
    await expect(insert(true, 0.5)).rejects.toThrow(/is not open/);
    await expect(insert(true, 5)).rejects.toThrow(/is not open/);
    expect(await insert(true, 2)).toHaveLength(1);
  });
});

const MORSE = {
  ...{ fallHistory: 25, secondaryDiagnosis: 15, ambulatoryAid: 0 },
  ...{ intravenousAccess: 20, gait: 0, mentalStatus: 0 },
};
const urine = { direction: 'out', kind: 'urine', volume: 350 };

describe('Paper that was written while the system was down', () => {
  /** A stay with a medicine that was signed three hours ago, and the dose planned then. */
  async function withMedicine() {
    const { id: patientId } = await aPatient(world);
    const input = { patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt', startedAt: hoursAgo(4) };
    const { body: stay } = await world.as('doctor').post('/api/v1/encounters', input);
    const order = await aMedicine(world, { encounterId: stay.id });
    await runAsSystem('test', () =>
      world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
        await tx.serviceOrder.update({ where: { id: order.id }, data: { signedAt: new Date(hoursAgo(3)) } });
      }),
    );
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${stay.id}/mar`);
    const dose = body.items.find(({ status }: { status: string }) => status === 'overdue');
    return { id: stay.id as string, patientId, dose };
  }
  const chart = (id: string, body: object) =>
    world.as('nurse').post(`/api/v1/encounters/${id}/late-entries`, { reason: 'Mất điện, ghi giấy', ...body });

  it('is charted in one request, also after the discharge, with both times and why', async () => {
    const { id, dose } = await withMedicine();
    const effectiveAt = hoursAgo(2);
    const doses = [{ id: dose.id, version: dose.version, outcome: 'given', at: hoursAgo(2.9) }];
    const paper = {
      ...{ vitals: [{ effectiveAt, heartRate: 88 }], fluids: [{ ...urine, effectiveAt }], doses },
      ...{ sites: [{ kind: 'drain', type: 'Dẫn lưu', location: 'Hố chậu', startedAt: effectiveAt }] },
      ...{ assessments: [{ kind: 'morse', items: MORSE, effectiveAt }] },
    };
    const orders = [{ item: dose.orderId, reason: 'Ra viện' }];
    const { body: open } = await world.as('doctor').get(`/api/v1/encounters/${id}`);
    const left = { disposition: 'home', at: hoursAgo(1), passedOver: orders };
    const gone = await world.as('doctor').post(`/api/v1/encounters/${id}/discharge`, left, at(open.version));
    expect([gone.status, gone.body]).toMatchObject([200, { status: 'finished' }]);
    const { status, body } = await chart(id, paper);
    expect([status, body]).toMatchObject([201, { encounterId: id }]);
    const late = { lateEntry: true, lateReason: 'Mất điện, ghi giấy' };
    for (const kind of ['vitals', 'fluids', 'sites', 'assessments']) expect(body[kind]).toMatchObject([late]);
    expect(body.doses).toMatchObject([{ status: 'given', recorded: { ...late, at: doses[0]!.at } }]);
    expect(Date.parse(body.fluids[0].recordedAt)).toBeGreaterThan(Date.parse(effectiveAt) + 3_600_000);
    const after = await chart(id, {
      fluids: [
        { ...urine, effectiveAt },
        { ...urine, effectiveAt: hoursAgo(0.5) },
      ],
    });
    expect([...typeOf(after), after.body.entry]).toEqual([409, 'encounter-closed', '/fluids/1']);
    expect((await world.as('nurse').get(`/api/v1/encounters/${id}/fluids`)).body.items).toHaveLength(1);
  });

  it('tells which entry is refused and why, and charts none then; in an open stay it is no late entry but says why', async () => {
    const { id } = await withMedicine();
    const effectiveAt = hoursAgo(2);
    const unusual = { ...urine, effectiveAt, volume: 4_000 };
    const asked = await chart(id, {
      vitals: [{ effectiveAt, heartRate: 88 }],
      fluids: [{ ...urine, effectiveAt }, unusual],
    });
    expect([...typeOf(asked), asked.body.errors[0].pointer]).toEqual([422, 'confirmation-needed', '/fluids/1/volume']);
    const [{ count }] = (await world.sql(
      'SELECT (SELECT count(*) FROM vital_signs WHERE encounter_id = $1)::int + (SELECT count(*) FROM fluid_entry WHERE encounter_id = $1)::int AS count',
      [id],
    )) as [{ count: number }];
    expect(count).toBe(0);
    const untimed = await chart(id, { fluids: [urine], assessments: [{ kind: 'morse', items: MORSE }] });
    expect(untimed.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/fluids/0/effectiveAt',
      '/assessments/0/effectiveAt',
    ]);
    const whole = await chart(id, { vitals: [{ effectiveAt, heartRate: 88 }], fluids: [{ ...urine, effectiveAt }] });
    const said = { lateEntry: false, lateReason: 'Mất điện, ghi giấy' };
    expect(whole.body).toMatchObject({ vitals: [said], fluids: [said] });
    expect((await chart(id, {})).status).toBe(400);
  });
});

describe('What stands on paper and in the system', () => {
  const chart = (id: string, body: object) =>
    world.as('nurse').post(`/api/v1/encounters/${id}/late-entries`, { reason: 'Mất điện, ghi giấy', ...body });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const countOf = async (id: string) => {
    const [row] = await world.sql(
      `SELECT (SELECT count(*) FROM vital_signs WHERE encounter_id = $1)::int AS vitals, (SELECT count(*) FROM fluid_entry WHERE encounter_id = $1)::int AS fluids,
        (SELECT count(*) FROM nursing_assessment WHERE encounter_id = $1)::int AS assessments, (SELECT count(*) FROM bedside_site WHERE encounter_id = $1)::int AS sites`,
      [id],
    );
    return row;
  };
  async function stay(): Promise<string> {
    const { id: patientId } = await aPatient(world);
    const input = { patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt', startedAt: hoursAgo(4) };
    return (await world.as('doctor').post('/api/v1/encounters', input)).body.id as string;
  }
  const paper = (minutes: number) => ({
    ...{ vitals: [{ effectiveAt: minutesAgo(minutes), heartRate: 88 }] },
    ...{ fluids: [{ ...urine, effectiveAt: minutesAgo(minutes) }] },
    ...{ sites: [{ kind: 'drain', type: 'Dẫn lưu', location: 'Hố chậu', startedAt: minutesAgo(minutes) }] },
    ...{ assessments: [{ kind: 'morse', items: MORSE, effectiveAt: minutesAgo(minutes) }] },
  });

  it('is asked about entry by entry, nothing is charted meanwhile, and what is another is charted once it was said', async () => {
    const id = await stay();
    expect((await chart(id, paper(60))).status).toBe(201);
    const again = await chart(id, {
      ...paper(58),
      fluids: [{ ...urine, effectiveAt: minutesAgo(20) }, paper(58).fluids[0]],
    });
    expect(typeOf(again)).toEqual([422, 'confirmation-needed']);
    const pointers = again.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(['/assessments/0', '/fluids/1', '/sites/0', '/vitals/0']);
    expect(again.body.errors[0].message).toMatch(/^Hệ thống đã có mục như vậy lúc \d\d:\d\d /);
    expect(await countOf(id)).toEqual({ vitals: 1, fluids: 1, assessments: 1, sites: 1 });
    const said = { ...paper(58), confirmed: ['assessments/0', 'fluids/0', 'sites/0'] };
    expect((await chart(id, said)).body.errors).toMatchObject([{ pointer: '/vitals/0' }]);
    expect((await chart(id, { ...said, confirmed: [...said.confirmed, 'vitals/0'] })).status).toBe(201);
    expect(await countOf(id)).toEqual({ vitals: 2, fluids: 2, assessments: 2, sites: 2 });
  });

  it('is no question where time, volume or kind differ, or what was there was marked as an error', async () => {
    const id = await stay();
    const { body } = await chart(id, paper(60));
    expect((await chart(id, { vitals: [{ effectiveAt: minutesAgo(40), heartRate: 88 }] })).status).toBe(201);
    const fluids = [
      { ...urine, effectiveAt: minutesAgo(60), volume: 200 },
      { direction: 'in', kind: 'oral', volume: urine.volume, effectiveAt: minutesAgo(60) },
    ];
    expect((await chart(id, { fluids })).status).toBe(201);
    const wrong = { reason: 'Nhầm người bệnh' };
    const marked = await world.as('nurse').post(`/api/v1/fluids/${body.fluids[0].id}/mark-in-error`, wrong, at(1));
    expect(marked.status).toBe(200);
    expect((await chart(id, { fluids: paper(60).fluids })).status).toBe(201);
  });

  it('of a wound is how it looked, on record or new on the same paper; of another wound at the same time nothing is asked', async () => {
    const id = await stay();
    const place = { kind: 'wound', type: 'Vết mổ', location: 'Bụng' };
    const old = await world.as('nurse').post(`/api/v1/encounters/${id}/sites`, place);
    const effectiveAt = minutesAgo(60);
    const seen = { kind: 'wound', items: { lengthMm: 45.5, exudate: 'ít' }, effectiveAt };
    const sites = [
      { kind: 'drain', type: 'Dẫn lưu', location: 'Hố chậu', startedAt: effectiveAt },
      { kind: 'wound', type: 'Loét tì đè độ II', location: 'Cùng cụt', startedAt: effectiveAt },
    ];
    for (const newSite of [0, 2]) {
      const wrong = await chart(id, { sites, assessments: [{ ...seen, newSite }] });
      expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/assessments/0/newSite']);
    }
    const assessments = [
      { ...seen, newSite: 1, plan: 'Thay băng mỗi ngày' },
      { ...seen, siteId: old.body.id },
    ];
    expect((await chart(id, { assessments: [{ ...seen, siteId: old.body.id, newSite: 0 }], sites })).status).toBe(400);
    const { status, body } = await chart(id, { sites, assessments });
    expect([status, body.assessments]).toMatchObject([
      201,
      [
        { siteId: body.sites[1].id, items: seen.items, plan: 'Thay băng mỗi ngày', effectiveAt },
        { siteId: old.body.id, lateReason: 'Mất điện, ghi giấy' },
      ],
    ]);
    const again = await chart(id, { assessments: [{ ...seen, siteId: old.body.id, effectiveAt: minutesAgo(58) }] });
    expect([...typeOf(again), again.body.errors[0].pointer]).toEqual([422, 'confirmation-needed', '/assessments/0']);
    const third = { ...place, location: 'Đùi phải', startedAt: minutesAgo(59) };
    const another = { sites: [third], assessments: [{ ...seen, newSite: 0, effectiveAt: minutesAgo(59) }] };
    expect((await chart(id, another)).status).toBe(201);
  });

  it('of a medicine given in the system and on paper at nearly the same time, asks why', async () => {
    const id = await stay();
    const order = await aMedicine(world, {
      encounterId: id,
      timing: { asNeeded: { reason: 'Đau', minimumGapHours: 4, maximumPerDay: 4 } },
    });
    const open = async () =>
      (await world.as('nurse').get(`/api/v1/encounters/${id}/mar`)).body.items.find(
        ({ orderId, recorded }: { orderId: string; recorded: unknown }) => orderId === order.id && !recorded,
      ) as { id: string; version: number };
    const first = await open();
    expect((await world.as('nurse').post(`/api/v1/doses/${first.id}/give`, {}, at(0))).status).toBe(200);
    const next = await open();
    const twice = await chart(id, {
      doses: [{ id: next.id, version: 0, outcome: 'given', at: new Date().toISOString() }],
    });
    expect([...typeOf(twice), twice.body.entry]).toEqual([409, 'dose-too-soon', '/doses/0']);
    const known = await chart(id, {
      doses: [{ id: first.id, version: 0, outcome: 'given', at: new Date().toISOString() }],
    });
    expect([...typeOf(known), known.body.entry]).toEqual([409, 'dose-given', '/doses/0']);
  });
});

describe('A visit that was cancelled', () => {
  it('takes nothing late', async () => {
    const { id: patientId } = await aPatient(world);
    const input = { patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt', startedAt: hoursAgo(4) };
    const { body } = await world.as('doctor').post('/api/v1/encounters', input);
    await world.as('doctor').post(`/api/v1/encounters/${body.id}/cancel`, { reason: 'Nhầm' }, at(1));
    expect(typeOf(await vitals(body.id, { effectiveAt: hoursAgo(2) }, 'doctor'))).toEqual([409, 'encounter-closed']);
  });
});
