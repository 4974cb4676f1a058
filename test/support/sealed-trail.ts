import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { CompactRange } from '../../src/platform/audit/sealing/compact-range.js';
import { sealBatch } from '../../src/platform/audit/sealing/seal-batch.js';
import { verifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { WitnessDelivery } from '../../src/platform/audit/sealing/witness-delivery.js';
import { FolderWitness, readWitnessFolder } from '../../src/platform/audit/sealing/witness.js';
import type { Evidence } from '../../src/platform/audit/verification/evidence.js';
import { collect } from '../../src/platform/audit/verification/known-checkpoints.js';
import type { VerificationReport } from '../../src/platform/audit/verification/report.js';
import { verifyDatabase } from '../../src/platform/audit/verification/verify-database.js';
import { Session } from '../../src/platform/database/session.js';
import { addEvents, openingOf } from './audit-events.js';
import { copyOf, createTestDatabase, type TestDatabase } from './test-database.js';
import { withoutTriggers } from './without-triggers.js';

/** A database whose trail is sealed as the service does it, with a witness, and someone who may do anything to it. */
export interface SealedTrail {
  readonly database: TestDatabase;
  readonly folder: string;
  readonly keyFile: string;
  /** As who verifies and exports. */
  readonly session: Session;
  readonly owner: pg.Pool;
  /** Adds events and seals them. */
  grow(count: number): Promise<void>;
  /** Seals what has settled, and brings the checkpoints to the witness. */
  seal(): Promise<void>;
  /** SQL as a superuser for whom no trigger fires. */
  attack(sql: string): Promise<void>;
  /** What an auditor has who was not in the database's reach. */
  evidence(): Promise<Evidence>;
  verify(evidence?: Evidence): Promise<VerificationReport>;
  close(): Promise<void>;
}

const begun = new Map<string, Promise<Beginning>>();

/** What trails of the same steps begin as copies of. Its database goes with its server. */
interface Beginning {
  readonly database: TestDatabase;
  readonly folder: string;
}

/** @param steps how many events each checkpoint adds; trails with the same steps have the same events and the same key */
export async function aSealedTrail(...steps: number[]): Promise<SealedTrail> {
  if (steps.length === 0) return trailIn(await createTestDatabase(), newFolder());
  const key = steps.join();
  const beginning = begun.get(key) ?? sealInSteps(steps);
  begun.set(key, beginning);
  const { database, folder } = await beginning;
  const own = newFolder();
  cpSync(folder, own, { recursive: true });
  return trailIn(await copyOf(database), own);
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'trail-'));

async function sealInSteps(steps: readonly number[]): Promise<Beginning> {
  const folder = newFolder();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const database = await createTestDatabase();
  const trail = await trailIn(database, folder);
  for (const [step, count] of steps.entries()) await trail.grow(step === 0 ? count - (await ofItself(trail)) : count);
  await trail.leave();
  return { database, folder };
}

/** Events that a trail begins with: what it goes by, and its key. */
async function ofItself(trail: SealedTrail): Promise<number> {
  await trail.evidence(); // registers the key
  return (await trail.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM audit.event')).rows[0]!.n;
}

async function trailIn(database: TestDatabase, folder: string): Promise<SealedTrail & { leave(): Promise<void> }> {
  const keyFile = join(folder, 'key.pem');
  const witnessFolder = join(folder, 'witness');
  const sealer = await Session.open(database.sealerUrl);
  const session = await Session.open(database.ownerUrl);
  const owner = openingOf(database.ownerUrl);
  const delivery = new WitnessDelivery(sealer.query, new FolderWitness(witnessFolder), () => undefined);
  const key = () => signingKey(sealer.query, keyFile, 'hospital/audit');
  const seal = async () => {
    while ((await sealBatch(sealer, await key(), new CompactRange(), 5000)).count > 0);
    await delivery.deliver();
  };
  const leave = async () => {
    await sealer.close();
    await session.close();
    await owner.end();
  };
  const trail = {
    database,
    folder,
    keyFile,
    session,
    owner,
    seal,
    grow: async (count: number) => {
      await addEvents(owner, count);
      await seal();
    },
    attack: async (sql: string) => {
      const superuser = openingOf(database.superuserUrl);
      await withoutTriggers(superuser, sql);
      await superuser.end();
    },
    evidence: async () => ({
      trustedKeys: [verifierKey(await key())],
      witnessed: await collect(readWitnessFolder(witnessFolder), 'witness'),
    }),
    verify: async (evidence?: Evidence): Promise<VerificationReport> =>
      verifyDatabase(session, evidence ?? (await trail.evidence())),
    leave,
    close: async () => {
      await leave();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
  return trail;
}
