import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import type { Settings } from '../platform/config/settings.js';
import type { Tx } from '../platform/database/prisma.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EncountersService } from '../clinical/encounters/encounters.service.js';
import { runAsSystem } from '../kernel/request-context.js';
import { PatientsService } from '../clinical/patients/patients.service.js';
import { Passwords } from '../platform/security/passwords.js';
import { orderBlood } from './demo-blood.js';
import { infuse, prescribe } from './demo-medicines.js';
import { INPATIENTS, STAFF, WARDS } from './demo-data.js';
import { arrive } from './demo-arrivals.js';
import { chartDays } from './demo-charting.js';
import { keepDemoFiles } from './demo-files.js';
import { letLeave } from './demo-leavers.js';
import { writeDemoNotes } from './demo-notes.js';
import { fillQueues } from './demo-queues.js';
import { orderTests } from './demo-tests.js';
import { prepareSnooping, snoop } from './demo-snooping.js';
import { elementAt } from '../kernel/list.js';

/** Writes the demo hospital in one transaction, attributed to `system:demo`: people, wards, beds, a few inpatients. */
export async function seedDemoHospital(
  settings: Settings,
  log: (line: string) => void,
  withNotes: boolean,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.with(settings), { logger: false });
  try {
    const passwordHash = await app.get(Passwords, { strict: false }).hash(settings.demoPassword);
    const patients = app.get(PatientsService, { strict: false });
    const encounters = app.get(EncountersService, { strict: false });
    const made = await runAsSystem('demo', () =>
      app.get(UnitOfWork, { strict: false }).write(
        async (tx) => {
          await tx.hospital.createMany({ data: [{ code: settings.hospitalCode, name: settings.hospitalName }] });
          const people = await hire(tx, passwordHash);
          const beds = await furnish(tx);
          const inpatients = await admit(tx, { patients, encounters }, people.get('doctor')!, beds);
          await arrive(tx, patients, inpatients, people.get('nurse')!);
          return { world: { people, inpatients }, suspicious: await prepareSnooping(tx, patients, people) };
        },
        { timeoutMs: 30_000 },
      ),
    );
    if (withNotes) {
      await writeDemoNotes(app, made.world);
      await keepDemoFiles(app, made.world);
      await fillQueues(app, made.world);
      await letLeave(app, made.world);
    }
    await snoop(app, made.world, made.suspicious);
    log(`Demo hospital: ${STAFF.length} people, ${WARDS.length} wards, ${INPATIENTS.length} inpatients`);
  } finally {
    await app.close();
  }
}

/** @returns ids by username */
async function hire(tx: Tx, passwordHash: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { role, ...person } of STAFF) {
    const { id } = await tx.staffMember.create({
      data: { ...person, passwordHash, roles: { create: [{ role }] } },
      select: { id: true },
    });
    ids.set(person.username, id);
  }
  return ids;
}

interface FreeBed {
  readonly id: string;
  readonly wardId: string;
}

/** Three rooms of four beds in each inpatient ward. @returns the beds by ward, in order */
async function furnish(tx: Tx): Promise<FreeBed[][]> {
  const byWard: FreeBed[][] = [];
  for (const { code, name, kind, rooms } of WARDS) {
    const ward = await tx.ward.create({ data: { code, name, kind }, select: { id: true } });
    const beds: FreeBed[] = [];
    for (let room = 1; room <= rooms; room++) {
      const roomCode = `P${room}`;
      const { id: roomId } = await tx.room.create({ data: { wardId: ward.id, code: roomCode }, select: { id: true } });
      for (let bed = 1; bed <= 4; bed++) {
        const data = { wardId: ward.id, roomId, code: `${roomCode}.${bed}` };
        beds.push({ id: (await tx.bed.create({ data, select: { id: true } })).id, wardId: ward.id });
      }
    }
    byWard.push(beds);
  }
  return byWard;
}

interface Domains {
  readonly patients: PatientsService;
  readonly encounters: EncountersService;
}

/** @returns the patients' ids, in the order of the list */
async function admit(tx: Tx, { patients, encounters }: Domains, doctor: string, beds: FreeBed[][]): Promise<string[]> {
  const admitted: string[] = [];
  for (const [index, { reason, daysAgo, ward, vitals, ...person }] of INPATIENTS.entries()) {
    const { id: patientId } = await patients.registerWithin(tx, person);
    const free = elementAt(beds, ward);
    const { id: bedId, wardId } = elementAt(free, index % free.length);
    const startedAt = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
    const input = { patientId, class: 'inpatient', wardId, bedId, reason, startedAt } as const;
    const encounterId = await encounters.admitWithin(tx, input, doctor);
    await observe(tx, { patientId, encounterId, reason, vitals, daysAgo, recordedBy: doctor });
    if (index === 0) await prescribe(tx, { patientId, encounterId, recordedBy: doctor });
    if (index === 1) await orderBlood(tx, { patientId, encounterId, recordedBy: doctor });
    if (index === 1) await infuse(tx, { patientId, encounterId, recordedBy: doctor });
    if (index === 2) await orderTests(tx, { patientId, encounterId, recordedBy: doctor });
    admitted.push(patientId);
  }
  return admitted;
}

interface Observed {
  readonly patientId: string;
  readonly encounterId: string;
  readonly reason: string;
  readonly vitals: object;
  readonly daysAgo: number;
  readonly recordedBy: string;
}

/** The vital signs of the stay and the fluids of some hours; scale 2 of NEWS2 for chronic lung disease. */
async function observe(tx: Tx, { vitals, reason, daysAgo, ...whose }: Observed): Promise<void> {
  const { recordedBy, ...encounter } = whose;
  const isHypercapnic = reason.includes('COPD');
  if (isHypercapnic) {
    const because = 'PaCO₂ 58 mmHg, đích SpO₂ 88–92 %';
    const scale = { ...encounter, kind: 'spo2-scale', value: '2', reason: because, setBy: recordedBy };
    await tx.observationSetting.create({ data: scale, select: { id: true } });
  }
  const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000);
  const latest = { ...vitals, ...(isHypercapnic && { spo2Scale: 2, oxygenSaturation: 90 }) };
  await chartDays(tx, whose, latest, daysAgo);
  await tx.vitalSigns.create({ data: { ...whose, ...latest, effectiveAt: at(1) }, select: { id: true } });
  await tx.fluidEntry.createMany({
    data: [
      { ...whose, direction: 'in', kind: 'oral', volume: 250, effectiveAt: at(5) },
      { ...whose, direction: 'in', kind: 'intravenous', volume: 500, effectiveAt: at(4) },
      { ...whose, direction: 'out', kind: 'urine', volume: 400, effectiveAt: at(2) },
    ],
  });
}
