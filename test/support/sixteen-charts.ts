import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactRange } from '../../src/platform/audit/sealing/compact-range.js';
import { sealBatch } from '../../src/platform/audit/sealing/seal-batch.js';
import { signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { Session } from '../../src/platform/database/session.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { may, ROLES, type Action, type Role } from '../../src/platform/routes/policy.js';
import { aMachine, connectForLong, PUBLIC_URL } from '../clients/machines.js';
import { aDoseGiven } from './builders.js';
import { markConfidential, worksOnlyIn } from './ward-staff.js';
import { aWholeChart } from './whole-chart.js';
import { startWorld, type Client, type Ward, type World } from './world.js';
import { elementAt } from '../../src/kernel/list.js';

export const SIXTEEN = Array.from({ length: 16 }, (_, n) => n);

/** One record of each kind, of one patient, and what else an address may name. */
export interface SixteenthChart {
  readonly n: number;
  readonly patientId: string;
  /** By the part of an address they stand under; FHIR's types too. */
  readonly ids: Readonly<Record<string, string>>;
  readonly ward: Ward;
  readonly staff: { readonly id: string; readonly username: string };
}

/** Who asks: a person of a role, or a machine. */
export interface Asker {
  readonly username: string;
  readonly role?: Role;
  readonly client: Client;
}

export interface SixteenCharts {
  readonly world: World;
  readonly charts: readonly SixteenthChart[];
  readonly people: readonly Asker[];
  readonly machine: Asker;
}

/**
 * Sixteen patients, in two wards by turns, two of them confidential. The doctor works in the first ward only, the nurse in the
 * second, the head nurse nowhere and was asked to every third patient; everyone else as their role has it.
 */
export async function sixteenCharts(): Promise<SixteenCharts> {
  // Sixteen at once on a slow machine wait long, and who asked first is still signed in when the last route is asked.
  const patience = { ACCESS_TOKEN_MINUTES: '60', STATEMENT_TIMEOUT_MS: '60000' };
  const world = await startWorld({ PUBLIC_URL, ...patience });
  // Listening from the start: FHIR's answers name the address that they were asked at.
  await world.app.listen(0, '127.0.0.1');
  const charts: SixteenthChart[] = [];
  for (const n of SIXTEEN) charts.push(await aSixteenthChart(world, n));
  for (const at of [3, 10]) await markConfidential(world, charts[at]!.patientId, 'R');
  const [first, second] = world.wards;
  await worksOnlyIn(world, 'doctor', first.id);
  await worksOnlyIn(world, 'nurse', second.id);
  await worksOnlyIn(world, 'head-nurse');
  await sealTrail(world);
  const machine = await aMachine(world, ['system/*.rs']);
  return {
    world,
    charts,
    people: ROLES.map((role) => ({ username: role, role, client: world.as(role) })),
    machine: { username: machine.clientId, client: await connectForLong(world, machine, 'system/*.rs') },
  };
}

/** Seals what is on the trail, so that events have proofs. */
async function sealTrail(world: World): Promise<void> {
  const session = await Session.open(world.database.sealerUrl);
  const folder = mkdtempSync(join(tmpdir(), 'sixteen-'));
  const signer = await signingKey(session.query, join(folder, 'key.pem'), 'hospital/audit');
  while ((await sealBatch(session, signer, new CompactRange(), 5000)).count > 0);
  await session.close();
  rmSync(folder, { recursive: true });
}

/** The nth of them: one of everything that routes show. */
export async function aSixteenthChart(world: World, n: number): Promise<SixteenthChart> {
  // Among any two that follow each other one is of the other ward, and so among any two that are eight apart.
  const ward = world.wards[(n + Math.floor(n / 8)) % 2]!;
  const { patientId, ids } = await aWholeChart(world, ward.id);
  const staff = world.staff[ROLES[n % ROLES.length]!];
  const doses = await aDoseGiven(world, ids.encounters!);
  const medicines = elementAt(
    await world.sql<{ order_id: string }>('SELECT order_id FROM dose WHERE id = $1', [doses]),
    0,
  ).order_id;
  const others = await recordsFromElsewhere(world, patientId, staff.id, n, ids.results!);
  const signed = await world.as('doctor').post(`/api/v1/notes/${ids.notes}/sign`, {}, { 'If-Match': '"1"' });
  if (signed.status !== 200) throw new Error(`not signed: ${signed.text}`);
  const event = elementAt(
    await world.sql(`SELECT id FROM audit.event WHERE entity_id = $1 AND kind = 'create'`, [ids.encounters]),
    0,
  );
  const value = elementAt(await world.sql('SELECT id FROM observation WHERE patient_id = $1', [patientId]), 0);
  await world.sql(
    `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, purpose, entity, entity_id, patient_id)
     SELECT uuidv7(make_interval(days => -ago)), now() - make_interval(days => ago), 'read', 'staff', $2, $3, $3, 'TREAT', 'chart', $1, $1
       FROM unnest($4::int[]) ago`,
    [patientId, staff.id, staff.username, [3, 4 + n]],
  );
  return {
    n,
    patientId,
    ward,
    staff,
    ids: { ...ids, ...others, doses, medicines, values: value.id as string, events: event.id as string },
  };
}

/** What no route of people writes: a prescription, a resource that is only kept, a suspicion of the radar. */
function recordsFromElsewhere(world: World, patientId: string, actorId: string, n: number, focusId: string) {
  const at = new Date();
  return runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      const prescribed = { patientId, status: 'active', intent: 'order', display: `Thuốc ${n}`, authoredAt: at };
      const medication = await tx.medicationRequest.create({ data: prescribed, select: { id: true } });
      const resource = { resourceType: 'Immunization', id: `im-${n}`, patient: { reference: `Patient/${patientId}` } };
      const kept = { source: 'test', sourceId: `im-${n}`, resourceType: 'Immunization', contentHash: 'x', patientId };
      const { id } = await tx.fhirSource.create({ data: { ...kept, resource }, select: { id: true } });
      const seen = { firstEventAt: at, lastEventAt: at, eventCount: n + 1, eventIds: [] };
      const suspected = { rule: 'no-care-relationship', actorId, patientId, day: at, severity: 'low', ...seen };
      const place = { resourceType: 'Organization', id: `or-${n}`, name: `Trạm y tế ${n}` };
      const sent = { source: 'test', sourceId: `or-${n}`, resourceType: 'Organization', contentHash: 'x' };
      const organization = await tx.fhirSource.create({ data: { ...sent, resource: place }, select: { id: true } });
      const waits = { kind: 'critical-result', patientId, focus: 'diagnostic_report', focusId };
      const task = await tx.task.create({ data: waits, select: { id: true } });
      const role = await tx.staffRole.findFirstOrThrow({ where: { staffId: actorId }, select: { id: true } });
      const more = { organizations: organization.id, tasks: task.id, roles: role.id };
      const { id: cases } = await tx.radarCase.create({ data: suspected, select: { id: true } });
      const asked = { kind: 'consultation', reasonCode: 'consultation', reason: `Hội chẩn ${n}` };
      const [staffId, grantedBy] = [world.staff['head-nurse'].id, world.staff.doctor.id];
      const until = new Date(at.getTime() + 86_400_000);
      // Every third patient is one of the head nurse's.
      if (n % 3 === 0) await tx.accessGrant.create({ data: { ...asked, patientId, staffId, grantedBy, until } });
      return { medications: medication.id, kept: id, cases, ...more };
    }),
  );
}

/** Sixteen who ask the same route: three of four may by their role, or are machines that may; the fourth may not, if there is one. */
export function sixteenAskers({ people, machine }: SixteenCharts, action: string, forMachines: boolean): Asker[] {
  const isOpen = ['public', 'signed-in'].includes(action);
  const allowed = people.filter(({ role }) => isOpen || may(role, action as Action));
  const others = people.filter((person) => !allowed.includes(person));
  if (forMachines) allowed.push(machine);
  let next = 0;
  return SIXTEEN.map((n) =>
    n % 4 === 3 && others.length > 0
      ? elementAt(others, (n >> 2) % others.length)
      : elementAt(allowed, next++ % allowed.length),
  );
}
