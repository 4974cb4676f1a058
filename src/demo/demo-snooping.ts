import type { INestApplicationContext } from '@nestjs/common';
import { AccessRecorder } from '../platform/audit/access-recorder.js';
import type { Tx } from '../platform/database/prisma.js';
import type { RequestContext } from '../kernel/request-context.js';
import type { PatientsService } from '../clinical/patients/patients.service.js';
import type { Role } from '../platform/routes/policy.js';
import { elementAt } from '../kernel/list.js';

/** People by username, inpatients in the order of the demo's list. */
export interface DemoWorld {
  readonly people: ReadonlyMap<string, string>;
  readonly inpatients: readonly string[];
}

/** Who the snooping is about. */
interface Suspicious {
  readonly nurse: string;
  readonly kin: string;
  readonly vip: string;
  readonly outpatients: readonly string[];
}

const PHONE = '0903555123';
const GIVEN = [
  'An',
  'Bình',
  'Chi',
  'Dũng',
  'Giang',
  'Hà',
  'Khánh',
  'Linh',
  'Minh',
  'Nga',
  'Phúc',
  'Quân',
  'Sơn',
  'Trang',
];
const FAMILY = ['Bùi Thị', 'Đỗ Văn', 'Hồ Ngọc'];

/** People and records for the radar to find something: the nurse is a patient too, has kin, and someone is a VIP. */
export async function prepareSnooping(
  tx: Tx,
  patients: PatientsService,
  people: DemoWorld['people'],
): Promise<Suspicious> {
  const register = async (fullName: string, fields: object = {}) =>
    (await patients.registerWithin(tx, { fullName, sex: 'female', birthDate: '1990', ...fields })).id;
  const nurse = await register('Lê Thị Hồng', { phones: [PHONE] });
  const kin = await register('Lê Văn Tám', { sex: 'male', phones: [PHONE] });
  const vip = await register('Nguyễn Thị Danh', { confidentiality: 'V' });
  const outpatients: string[] = [];
  for (const family of FAMILY) for (const given of GIVEN) outpatients.push(await register(`${family} ${given}`));
  await tx.staffMember.update({
    where: { id: people.get('nurse')! },
    data: { patientId: nurse },
    select: { id: true },
  });
  const inside = await tx.ward.findUniqueOrThrow({ where: { code: 'NOI' }, select: { id: true } });
  for (const username of ['doctor', 'nurse', 'department-head', 'head-nurse', 'trainee']) {
    await tx.staffWard.create({ data: { staffId: people.get(username)!, wardId: inside.id }, select: { id: true } });
  }
  for (const { id: wardId } of await tx.ward.findMany({
    where: { code: { in: ['CC', 'KHAM'] } },
    select: { id: true },
  })) {
    for (const username of ['clinic-doctor', 'emergency-nurse']) {
      await tx.staffWard.create({ data: { staffId: people.get(username)!, wardId }, select: { id: true } });
    }
  }
  return { nurse, kin, vip, outpatients };
}

/**
 * Readings that strike each rule of the radar but that of odd hours, which needs a night: the trail has the database's
 * clock, and takes no made-up past.
 */
export async function snoop(
  app: INestApplicationContext,
  { people, inpatients }: DemoWorld,
  { nurse, kin, vip, outpatients }: Suspicious,
): Promise<void> {
  const recorder = app.get(AccessRecorder, { strict: false });
  const open = (username: Role, patientId: string, purpose = 'TREAT') =>
    recorder.record(asPerson(username, people.get(username)!, purpose), {
      kind: 'read',
      entity: 'chart',
      patientId,
      detail: { route: 'GET /api/v1/patients/:id/chart', demo: true },
    });
  const inSurgery = elementAt(inpatients, 3);
  await Promise.all([
    open('nurse', inSurgery),
    open('nurse', nurse),
    open('nurse', kin),
    open('doctor', nurse),
    open('doctor', vip),
    open('doctor', inSurgery, 'ETREAT'),
    ...outpatients.map((patientId) => open('registrar', patientId)),
  ]);
}

const asPerson = (username: Role, id: string, purpose: string): RequestContext => ({
  requestId: `demo-${username}`,
  language: 'vi',
  purpose,
  route: 'demo',
  path: 'demo',
  terminal: 'KHOA-NOI-01',
  actor: { kind: 'staff', id, username, role: username },
});
