import { mkdtempSync, rmSync } from 'node:fs';
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
import { createTestDatabase, type TestDatabase } from './test-database.js';

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

/** @param steps how many events each checkpoint adds */
export async function aSealedTrail(...steps: number[]): Promise<SealedTrail> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'trail-'));
  const keyFile = join(folder, 'key.pem');
  const witnessFolder = join(folder, 'witness');
  const sealer = await Session.open(database.appUrl);
  const session = await Session.open(database.ownerUrl);
  const owner = openingOf(database.ownerUrl);
  const delivery = new WitnessDelivery(sealer.query, new FolderWitness(witnessFolder), () => undefined);
  const key = () => signingKey(sealer.query, keyFile, 'hospital/audit');
  const seal = async () => {
    while ((await sealBatch(sealer, await key(), new CompactRange(), 5000)).count > 0);
    await delivery.deliver();
  };
  const trail: SealedTrail = {
    database,
    folder,
    keyFile,
    session,
    owner,
    seal,
    grow: async (count) => {
      await addEvents(owner, count);
      await seal();
    },
    attack: async (sql) => {
      const superuser = openingOf(database.superuserUrl);
      await superuser.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
      await superuser.end();
    },
    evidence: async () => ({
      trustedKeys: [verifierKey(await key())],
      witnessed: await collect(readWitnessFolder(witnessFolder), 'witness'),
    }),
    verify: async (evidence) => verifyDatabase(session, evidence ?? (await trail.evidence())),
    close: async () => {
      await sealer.close();
      await session.close();
      await owner.end();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
  for (const count of steps) await trail.grow(count);
  return trail;
}
