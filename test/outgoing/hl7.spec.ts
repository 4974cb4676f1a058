import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine } from '../clients/machines.js';
import { anAdmission, anOrder, aPatient } from '../support/builders.js';
import { markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { anMllpSystem, aSubscription, send, waited, withoutJobs } from './receivers.js';

let world: World;
let lis: Awaited<ReturnType<typeof anMllpSystem>>;
let id: string;
beforeAll(async () => {
  world = await startWorld({ OUTGOING_HOSTS: '127.0.0.1' });
  await withoutJobs(world);
  lis = await anMllpSystem();
  const machine = await aMachine(world, ['system/Patient.r', 'system/Encounter.r', 'system/ServiceRequest.rs']);
  const topics = ['patient', 'encounter', 'order'];
  const input = {
    clientId: machine.id,
    channel: 'mllp',
    address: lis.address,
    topics,
    application: 'LIS',
    facility: 'XN',
  };
  ({ id } = await aSubscription(world, input));
});
afterAll(async () => {
  await lis.close();
  await world.close();
});

/** The messages that came, each as its segments by name, the last of a name counting. */
const came = () =>
  lis.got.splice(0).map((text) => {
    const segments = Object.fromEntries(text.split('\r').map((line) => [line.slice(0, 3), line.split('|')]));
    return { ...segments, type: segments.MSH?.[8] ?? '' } as Record<string, string[]> & { type: string };
  });
const typesOf = (messages: readonly { type: string }[]) =>
  messages.map(({ type }) => type.split('^').slice(0, 2).join('^'));
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
/** A moment as the clock of the ward shows it, to the minute. */
const onTheWard = (moment: string) =>
  new Date(Date.parse(moment) + 7 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 12);
const act = async (path: string, version: number, body: object, role: 'doctor' | 'records-officer' = 'doctor') => {
  const answer = await world.as(role).post(path, body, { 'If-Match': `"${version}"` });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
  return answer.body;
};

describe('A system that listens for HL7 v2', () => {
  it('is told of movements and their taking back, with whom and where, by ADT', async () => {
    const patient = await aPatient(world, {
      fullName: 'Nguyễn Thị |Ánh',
      phones: ['0901234567'],
      identifiers: [{ system: 'passport', value: 'C7654321' }],
    });
    await send(world);
    expect(came()).toEqual([]);
    const admitted = await anAdmission(world, { patientId: patient.id, bedId: world.wards[0].beds[0]!.id });
    await send(world);
    const [message] = came();
    expect(message?.type).toBe('ADT^A01^ADT_A01');
    expect(message?.MSH?.slice(2, 6)).toEqual(['BENHAN', expect.stringMatching(/^\d{5}$/), 'LIS', 'XN']);
    expect(message?.PID?.[3]).toMatch(
      new RegExp(`^${patient.mrn}\\^\\^\\^\\d{5}\\^MR~C7654321\\^\\^\\^PASSPORT\\^PPN$`),
    );
    expect(message?.PID?.slice(5, 9)).toEqual(['Nguyễn^\\F\\Ánh^Thị', '', '19800203', 'F']);
    expect([message?.PV1?.[2], message?.PV1?.[3]]).toEqual(['I', expect.stringMatching(/^[^^]+\^[^^]+\^[^^]+$/)]);
    const moved = await act(`/api/v1/encounters/${admitted.id}/transfer`, admitted.version, {
      wardId: world.wards[0].id,
      bedId: world.wards[0].beds[1]!.id,
    });
    await send(world);
    const [transfer] = came();
    expect([transfer?.type, transfer?.PV1?.[6]]).toEqual(['ADT^A02^ADT_A02', message?.PV1?.[3]]);
    expect(transfer?.PV1?.[3]).not.toBe(message?.PV1?.[3]);
    const left = await act(`/api/v1/encounters/${admitted.id}/discharge`, moved.version, { disposition: 'home' });
    const back = await act(`/api/v1/encounters/${admitted.id}/reopen`, left.version, { reason: 'Bấm nhầm người bệnh' });
    await send(world);
    const [discharge, reopened] = came();
    expect([discharge?.type, reopened?.type]).toEqual(['ADT^A03^ADT_A03', 'ADT^A13^ADT_A01']);
    expect([discharge?.PV1?.[36], back.status]).toEqual(['home', 'in-progress']);
    const other = await anAdmission(world);
    await act(`/api/v1/encounters/${other.id}/cancel`, other.version, { reason: 'Nhập viện nhầm người' });
    await send(world);
    expect(typesOf(came())).toEqual(['ADT^A01', 'ADT^A11']);
  });

  it('is told by A12 that a transfer never was, and where the patient is; by A13 alone that a discharge was none', async () => {
    const admitted = await anAdmission(world);
    const move = { wardId: world.wards[1].id };
    const moved = await act(`/api/v1/encounters/${admitted.id}/transfer`, admitted.version, move);
    const reason = 'Chuyển nhầm người bệnh';
    const back = await act(`/api/v1/encounters/${admitted.id}/transfer/cancel`, moved.version, { reason });
    await send(world);
    const [came1, transfer, takenBack] = came();
    // Written after both had happened: each still says what it says.
    expect([transfer?.type, takenBack?.type]).toEqual(['ADT^A02^ADT_A02', 'ADT^A12^ADT_A12']);
    expect([transfer?.PV1?.[6], takenBack?.PV1?.[3]]).toEqual([came1?.PV1?.[3], came1?.PV1?.[3]]);
    expect(transfer?.PV1?.[3]).not.toBe(came1?.PV1?.[3]);
    const left = await act(`/api/v1/encounters/${admitted.id}/discharge`, back.version, { disposition: 'home' });
    const again = await act(`/api/v1/encounters/${admitted.id}/reopen`, left.version, { reason });
    const gone = await act(`/api/v1/encounters/${admitted.id}/discharge`, again.version, { disposition: 'home' });
    await act(`/api/v1/encounters/${admitted.id}/reopen`, gone.version, { reason });
    await send(world);
    expect(typesOf(came())).toEqual(['ADT^A03', 'ADT^A13', 'ADT^A03', 'ADT^A13']);
  });

  it('is told that somebody leaves for a while and comes back, and until when', async () => {
    const patientId = (await aPatient(world)).id;
    const [startedAt, at, returnedAt, endedAt] = [hoursAgo(30), hoursAgo(20), hoursAgo(5), hoursAgo(1)];
    const beginning = { patientId, class: 'inpatient', wardId: world.wards[0].id, startedAt };
    const { body: admitted } = await world.as('doctor').post('/api/v1/encounters', { ...beginning, reason: 'Sốt cao' });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const path = `/api/v1/encounters/${admitted.id}`;
    const left = await act(`${path}/leave`, admitted.version, { at, until, reason: 'Về thăm nhà' });
    await send(world);
    const [came1, gone] = came();
    const again = await act(`${path}/return`, left.version, { at: returnedAt });
    await act(`${path}/discharge`, again.version, { disposition: 'home', at: endedAt });
    await send(world);
    const [back, home] = came();
    expect([gone?.type, back?.type]).toEqual(['ADT^A21^ADT_A21', 'ADT^A22^ADT_A21']);
    expect([gone?.PV2?.[47]?.slice(0, 12), back?.PV2]).toEqual([onTheWard(until), undefined]);
    // Each says when it happened, and when that was written down.
    expect([came1, gone, back, home].map((one) => one?.EVN?.[6]?.slice(0, 12))).toEqual(
      [startedAt, at, returnedAt, endedAt].map(onTheWard),
    );
    expect([gone, back, home].map((one) => one?.EVN?.[2]?.slice(0, 8))).toEqual(
      Array(3).fill(onTheWard(new Date().toISOString()).slice(0, 8)),
    );
  });

  it('is told of corrections, merges and their taking apart', async () => {
    const [stays, goes] = [await aPatient(world), await aPatient(world)];
    await world
      .as('registrar')
      .patch(`/api/v1/patients/${stays.id}`, { fullName: 'Lê Thị Đúng' }, { 'If-Match': '"1"' });
    await send(world);
    const [corrected] = came();
    expect([corrected?.type, corrected?.PID?.[5]]).toEqual(['ADT^A08^ADT_A01', 'Lê^Đúng^Thị']);
    const merged = await world
      .as('records-officer')
      .post(
        `/api/v1/patients/${stays.id}/merge`,
        { otherId: goes.id, reason: 'Cùng một người, đã đối chiếu' },
        { 'If-Match': '"2"' },
      );
    expect(merged.text).toContain('mergeId');
    await send(world);
    const [merge] = came().filter(({ type }) => type.startsWith('ADT^A40'));
    expect([merge?.PID?.[3], merge?.MRG?.[1]].map((field) => field?.split('^')[0])).toEqual([stays.mrn, goes.mrn]);
    const unmerged = { mergeId: merged.body.mergeId, reason: 'Hoá ra hai người khác nhau' };
    await act(`/api/v1/patients/${stays.id}/unmerge`, 3, unmerged, 'records-officer');
    await send(world);
    const told = came();
    expect(new Set(typesOf(told))).toEqual(new Set(['ADT^A08']));
    expect(told.map(({ PID }) => PID?.[3]?.split('^')[0])).toEqual(expect.arrayContaining([stays.mrn, goes.mrn]));
  });

  it('is told that a record is confidential, when it becomes so and with every message after', async () => {
    const { patientId, id: encounterId } = await anAdmission(world);
    await send(world);
    expect(came().map(({ PD1 }) => PD1)).not.toContainEqual(expect.anything());
    await markConfidential(world, patientId, 'R');
    await send(world);
    const [restricted] = came();
    expect([restricted?.PD1?.[12], restricted?.PV1?.[16] ?? '']).toEqual(['Y', '']);
    await markConfidential(world, patientId, 'V');
    await send(world);
    const [marked] = came();
    await worksOnlyIn(world, 'doctor', world.wards[0].id, world.wards[1].id);
    expect([marked?.type, marked?.PD1?.[12]]).toEqual(['ADT^A08^ADT_A01', 'Y']);
    await act(`/api/v1/encounters/${encounterId}/transfer`, 1, { wardId: world.wards[1].id });
    await send(world);
    const moved = came().find(({ type }) => type.startsWith('ADT^A02'));
    expect([moved?.PD1?.[12], moved?.PV1?.[16]]).toEqual(['Y', 'VIP']);
  });

  it('is told of laboratory orders when they are signed and cancelled; an order that it cannot take is a dead letter', async () => {
    const order = await anOrder(world, { priority: 'stat' });
    await send(world);
    const ordered = came().find(({ type }) => type.startsWith('OML'));
    expect(ordered?.type).toBe('OML^O21^OML_O21');
    expect([ordered?.ORC?.[1], ordered?.ORC?.[2], ordered?.TQ1?.[9], ordered?.OBR?.[4]]).toEqual([
      'NW',
      `${order.number}^BENHAN`,
      'S',
      '2823-3^Kali huyết thanh^LN',
    ]);
    expect(ordered?.OBR?.[16]).toMatch(/^[^^]+\^.+/);
    await act(`/api/v1/orders/${order.id}/cancel`, order.version, { reason: 'Chỉ định nhầm người bệnh' });
    await send(world);
    expect(came().map(({ ORC }) => ORC?.[1])).toEqual(['CA']);
    const refused = await anOrder(world);
    const isOrder = async () =>
      (await world.sql(`SELECT type FROM delivery WHERE state = 'waiting' ORDER BY id`)).length;
    lis.answers.push('AA', `AA\rORC|UA|${refused.number}`);
    await send(world);
    expect(await isOrder()).toBe(0);
    const { body } = await world.as('admin').get(`/api/v1/subscriptions/${id}/deliveries?state=dead`);
    expect(body.items).toMatchObject([{ type: 'OML^O21^NW', failure: 'order-not-accepted' }]);
  });

  it('is told of a specimen that was rejected, with its reason', async () => {
    came();
    const order = await anOrder(world);
    const headers = (version: number) => ({ 'If-Match': `"${version}"` });
    await world.as('nurse').post(`/api/v1/orders/${order.id}/collect`, {}, headers(order.version));
    const path = `/api/v1/orders/${order.id}/reject-specimen`;
    const rejected = await world.as('lab').post(path, { reason: 'haemolysed' }, headers(order.version + 1));
    expect(rejected.status).toBe(200);
    await send(world);
    const told = came().find(({ ORC }) => ORC?.[1] === 'SC');
    expect([told?.ORC?.[2], told?.SPM?.[21]]).toEqual([`${order.number}^BENHAN`, 'RH^Mẫu tan máu^HL70490']);
  });

  it('gets a message again, under the same number, until it acknowledges it; what it rejects for good is dead', async () => {
    came();
    const { id: patientId } = await aPatient(world);
    for (const [n, fullName] of ['Trần A', 'Trần B', 'Trần C'].entries()) {
      await world.as('registrar').patch(`/api/v1/patients/${patientId}`, { fullName }, { 'If-Match': `"${n + 1}"` });
    }
    lis.answers.push('AE', 'AR');
    await send(world);
    expect(came()).toEqual([]);
    await waited(world);
    lis.answers.splice(0, lis.answers.length, 'AE');
    await send(world);
    await waited(world);
    lis.answers.splice(0, lis.answers.length, 'AR');
    await send(world);
    await waited(world);
    await send(world);
    expect(came().map(({ PID }) => PID?.[5])).toEqual(['Trần^C', 'Trần^C']);
    const rows = await world.sql(`SELECT state, failure FROM delivery WHERE patient_id = $1 ORDER BY id`, [patientId]);
    expect(rows).toEqual([
      { state: 'dead', failure: 'rejected' },
      { state: 'sent', failure: null },
      { state: 'sent', failure: null },
    ]);
  });
});
