import type { INestApplicationContext } from '@nestjs/common';
import { ArrivalService } from '../clinical/encounters/arrival.service.js';
import { EncountersService } from '../clinical/encounters/encounters.service.js';
import type { TriageLevel } from '../clinical/encounters/triage.rules.js';
import { SigningService } from '../clinical/notes/signing.service.js';
import { OrderEntryService } from '../clinical/orders/order-entry.service.js';
import type { SaidOrder } from '../clinical/orders/said.js';
import { PatientsService } from '../clinical/patients/patients.service.js';
import { VisitsService } from '../clinical/visits/visits.service.js';
import { Database } from '../platform/database/database.js';
import { asPerson } from './as-person.js';
import type { DemoWorld } from './demo-snooping.js';

interface Arrival {
  readonly fullName: string;
  readonly sex: 'male' | 'female';
  readonly birthDate: string;
  readonly ward: 'CC' | 'KHAM';
  readonly minutesAgo: number;
  readonly reason: string;
  readonly triage?: readonly [level: TriageLevel, reason: string];
  /** A doctor has called them in. */
  readonly seen?: true;
}

/** Who waits, and for how long; the last one of the clinic has been seen, and goes home with a prescription. */
const ARRIVALS: readonly Arrival[] = [
  {
    fullName: 'Vũ Đình Khôi',
    sex: 'male',
    birthDate: '1961-10-04',
    ward: 'CC',
    minutesAgo: 14,
    reason: 'Đau ngực sau xương ức lan tay trái',
    triage: [2, 'Đau ngực kiểu mạch vành 40 phút, vã mồ hôi; HA 150/90, SpO₂ 96 %'],
  },
  {
    fullName: 'Trương Thị Nở',
    sex: 'female',
    birthDate: '1987-05',
    ward: 'CC',
    minutesAgo: 50,
    reason: 'Đau quặn thắt lưng phải, nôn',
    triage: [3, 'Đau 7/10, không sốt, huyết động ổn'],
    seen: true,
  },
  {
    fullName: 'Lâm Chí Thiện',
    sex: 'male',
    birthDate: '2003-12-01',
    ward: 'CC',
    minutesAgo: 25,
    reason: 'Trật cổ chân trái khi đá bóng',
    triage: [4, 'Sưng mắt cá ngoài, đi được, mạch mu chân rõ'],
  },
  { fullName: 'Ngô Thị Bích', sex: 'female', birthDate: '1955', ward: 'CC', minutesAgo: 4, reason: 'Chóng mặt' },
  {
    fullName: 'Phan Văn Đáng',
    sex: 'male',
    birthDate: '1970-07-22',
    ward: 'KHAM',
    minutesAgo: 35,
    reason: 'Tái khám tăng huyết áp',
  },
  {
    fullName: 'Dương Mỹ Lệ',
    sex: 'female',
    birthDate: '1992-02-17',
    ward: 'KHAM',
    minutesAgo: 20,
    reason: 'Đau rát họng',
  },
  {
    fullName: 'Tô Ngọc Yến',
    sex: 'female',
    birthDate: '1983-09-09',
    ward: 'KHAM',
    minutesAgo: 65,
    reason: 'Ho, sốt nhẹ 3 ngày',
    seen: true,
  },
];

/** Emergencies with triage and the queue of a clinic, of which one was seen: note, diagnosis and prescription signed. */
export async function fillQueues(app: INestApplicationContext, world: DemoWorld): Promise<void> {
  const wards = new Map(
    (await asPerson(world, 'admin', () => app.get(Database, { strict: false }).query<Ward>(WARDS))).map(
      ({ code, id }) => [code, id],
    ),
  );
  for (const arrival of ARRIVALS) {
    const arrived = await arrive(app, world, arrival, wards.get(arrival.ward)!);
    if (arrival.ward === 'KHAM' && arrival.seen) await finishVisit(app, world, arrived);
  }
}

interface Arrived {
  readonly id: string;
  readonly version: number;
}

async function arrive(
  app: INestApplicationContext,
  world: DemoWorld,
  arrival: Arrival,
  wardId: string,
): Promise<Arrived> {
  const { fullName, sex, birthDate, ward, minutesAgo, reason, triage, seen } = arrival;
  const arrivals = app.get(ArrivalService, { strict: false });
  const startedAt = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const visit = { class: ward === 'CC' ? 'emergency' : 'outpatient', wardId, reason, startedAt } as const;
  let encounter: Arrived = await asPerson(world, 'registrar', async () => {
    const { id: patientId } = await app.get(PatientsService, { strict: false }).register({ fullName, sex, birthDate });
    return app.get(EncountersService, { strict: false }).admit({ patientId, ...visit });
  });
  if (triage) {
    const [level, because] = triage;
    const { id, version } = encounter;
    encounter = await asPerson(world, 'emergency-nurse', () =>
      arrivals.triage(id, version, { level, reason: because }),
    );
  }
  const { id, version } = encounter;
  return seen ? asPerson(world, 'clinic-doctor', () => arrivals.see(id, version)) : encounter;
}

async function finishVisit(app: INestApplicationContext, world: DemoWorld, { id }: Arrived): Promise<void> {
  await asPerson(
    world,
    'clinic-doctor',
    async () => {
      const { noteId, noteVersion } = await app.get(VisitsService, { strict: false }).write(id, {
        reason: 'Ho khan, sốt nhẹ 3 ngày, không khó thở',
        findings: 'Tỉnh, 37,8 °C, họng đỏ, phổi không ran, không co kéo',
        code: {
          system: 'http://hl7.org/fhir/sid/icd-10',
          code: 'J06.9',
          display: 'Nhiễm khuẩn hô hấp trên cấp, không xác định',
        },
        plan: 'Uống nhiều nước ấm, nghỉ ngơi. Tái khám ngay nếu khó thở, sốt trên 39 °C hoặc quá 5 ngày không đỡ.',
      });
      await app.get(SigningService, { strict: false }).sign(noteId, noteVersion, undefined);
      await app.get(OrderEntryService, { strict: false }).enter(id, PRESCRIBED, { sign: true });
    },
    'PHONG-KHAM-02',
  );
}

const ATC = 'http://www.whocc.no/atc';
const PRESCRIBED: readonly SaidOrder[] = [
  {
    kind: 'medication',
    code: { system: ATC, code: 'N02BE01', display: 'Paracetamol 500 mg' },
    priority: 'routine',
    instructions: 'Uống sau ăn khi sốt trên 38,5 °C',
    detail: { dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { everyHours: 6, durationDays: 3 } },
  },
  {
    kind: 'medication',
    code: { system: ATC, code: 'R06AE07', display: 'Cetirizin 10 mg' },
    priority: 'routine',
    instructions: 'Uống buổi tối',
    detail: { dose: { value: 10, unit: 'mg' }, route: 'oral', timing: { times: ['20:00'], durationDays: 5 } },
  },
];

interface Ward {
  readonly id: string;
  readonly code: string;
}
const WARDS = { name: 'demo.wards', text: 'SELECT id, code FROM ward' };
