import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { inOrder, type SealedPlace } from '../../../platform/keys/sealed-places.js';
import type { BulkExport, ExportFile, ExportPart } from './export.record.js';

/** How long one process has an export before another may take it: it says so anew with every page. */
const LEASE = `now() + interval '5 minutes'`;
const COLUMNS = `e.id, e.client_id AS "clientId", e.level, e.group_id AS "groupId", e.types, e.since, e.request, e.status, e.patients,
  e.begun_at AS "begunAt", e.expires_at AS "expiresAt"`;

/** Reads and writes exports and their parts. None of it shows a patient: parts are sealed. */
@Injectable()
export class ExportQueries {
  constructor(private readonly database: Database) {}

  /** One of a machine; undefined for another's, and for what is removed or has expired. */
  async ofClient(id: string, clientId: string): Promise<BulkExport | undefined> {
    const [row] = await this.database.query<BulkExport>(OF_CLIENT, [id, clientId]);
    return row;
  }

  /** How many of a machine are not done. */
  async underWay(tx: Tx, clientId: string): Promise<number> {
    const [row] = await tx.$queryRawUnsafe<{ n: number }[]>(UNDER_WAY, clientId);
    return row?.n ?? 0;
  }

  async hasGroup(id: string): Promise<boolean> {
    const rows = await this.database.query({ name: 'fhir.export-ward', text: 'SELECT FROM ward WHERE id = $1::uuid' }, [
      id,
    ]);
    return rows.length > 0;
  }

  async files(id: string): Promise<ExportFile[]> {
    return this.database.query<ExportFile>(FILES, [id]);
  }

  /** The parts of a file in their order, one after the other. */
  async *parts(id: string, type: string): AsyncGenerator<ExportPart> {
    for (let after: string | null = null; ;) {
      const [part]: ExportPart[] = await this.database.query<ExportPart>(NEXT_PART, [id, type, after]);
      if (!part) return;
      yield part;
      after = part.id;
    }
  }

  /** Takes the export that has waited longest, or one whose process is gone; what that had made is made anew. */
  async take(tx: Tx): Promise<BulkExport | undefined> {
    const [taken] = await tx.$queryRawUnsafe<BulkExport[]>(TAKE);
    if (taken) await tx.$executeRawUnsafe(FORGET_PARTS, taken.id);
    return taken;
  }

  /** @returns false when it was removed meanwhile, or another process makes it anew */
  async goOn(tx: Tx, { id, begunAt }: BulkExport, patients: number): Promise<boolean> {
    return (await tx.$executeRawUnsafe(GO_ON, id, patients, begunAt)) > 0;
  }

  /** @returns as {@link goOn}: then nothing is kept */
  async keep(
    tx: Tx,
    { id, begunAt }: BulkExport,
    part: Omit<ExportPart, 'id'> & { type: string; resources: number; partId: string },
  ): Promise<boolean> {
    const { partId, type, resources, patientIds, sealedKey, content } = part;
    return (await tx.$executeRawUnsafe(KEEP, partId, id, type, resources, patientIds, sealedKey, content, begunAt)) > 0;
  }

  async end(tx: Tx, { id, begunAt }: BulkExport, status: 'done' | 'failed'): Promise<void> {
    await tx.$executeRawUnsafe(END, id, status, begunAt);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.$executeRawUnsafe(REMOVE, id);
    await tx.$executeRawUnsafe(FORGET_PARTS, id);
  }

  /** Forgets the files of exports that have expired. */
  async forgetExpired(tx: Tx): Promise<void> {
    await tx.$executeRawUnsafe(FORGET_EXPIRED);
    await tx.$executeRawUnsafe(EXPIRE);
  }

  /** The next patients of an export, by their ids. */
  async patients({ groupId }: BulkExport, after: string | undefined, most: number): Promise<string[]> {
    const statement = groupId === null ? PATIENTS : PATIENTS_OF_WARD;
    const values = [after ?? BEFORE_ALL, most, ...(groupId === null ? [] : [groupId])];
    const rows = await this.database.query<{ id: string }>(statement, values);
    return rows.map(({ id }) => id);
  }
}

/** Keys of the parts, for whoever seals them with a newer one. */
export const PART_KEYS: SealedPlace = {
  rows: async (tx, after) => {
    const rows = await tx.bulkExportPart.findMany({ ...inOrder(after), select: { id: true, sealedKey: true } });
    return rows.map(({ id, sealedKey }) => ({ id, owner: id, sealed: sealedKey }));
  },
  replace: (tx, { id, sealed }, sealedKey) =>
    tx.bulkExportPart.updateMany({ where: { id, sealedKey: sealed ?? '' }, data: { sealedKey } }),
};

/** Before every id. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
export const newPartId = (): string => newId();

const OF_CLIENT = {
  name: 'fhir.export',
  text: `SELECT ${COLUMNS} FROM bulk_export e WHERE e.id = $1::uuid AND e.client_id = $2::uuid AND e.status <> 'removed'
    AND (e.expires_at IS NULL OR e.expires_at > now())`,
};
const UNDER_WAY = `SELECT count(*)::int AS n FROM bulk_export WHERE client_id = $1::uuid AND status IN ('waiting', 'running')`;
const FILES = {
  name: 'fhir.export-files',
  text: 'SELECT type, sum(resources)::int AS count FROM bulk_export_part WHERE export_id = $1::uuid GROUP BY type ORDER BY type',
};
const NEXT_PART = {
  name: 'fhir.export-part',
  text: `SELECT id, patient_ids AS "patientIds", sealed_key AS "sealedKey", content FROM bulk_export_part
    WHERE export_id = $1::uuid AND type = $2 AND ($3::uuid IS NULL OR id > $3::uuid) ORDER BY id LIMIT 1`,
};
const TAKE = `UPDATE bulk_export e SET status = 'running', lease_until = ${LEASE}, begun_at = clock_timestamp(), patients = 0 WHERE e.id = (
    SELECT id FROM bulk_export WHERE status = 'waiting' OR (status = 'running' AND lease_until < now())
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING ${COLUMNS}`;
/** Still that of the process which began it then: one that was away longer than its lease writes nothing into what another makes. */
const IS_MINE = (begunAt: string) => `status = 'running' AND begun_at = ${begunAt}::timestamptz`;
const GO_ON = `UPDATE bulk_export SET lease_until = ${LEASE}, patients = $2::int WHERE id = $1::uuid AND ${IS_MINE('$3')}`;
/** Locked, so that no part comes after it was removed: nobody would forget it. A part that a try kept whose answer was lost is the same part. */
const KEEP = `INSERT INTO bulk_export_part (id, export_id, type, resources, patient_ids, sealed_key, content)
  SELECT $1::uuid, e.id, $3, $4::int, $5::uuid[], $6, $7
  FROM (SELECT id FROM bulk_export WHERE id = $2::uuid AND ${IS_MINE('$8')} FOR NO KEY UPDATE) e
  ON CONFLICT (id) DO UPDATE SET sealed_key = excluded.sealed_key`;
const END = `UPDATE bulk_export SET status = $2, lease_until = NULL, expires_at = now() + interval '24 hours'
  WHERE id = $1::uuid AND ${IS_MINE('$3')}`;
const REMOVE = `UPDATE bulk_export SET status = 'removed' WHERE id = $1::uuid`;
const FORGET_PARTS = 'DELETE FROM bulk_export_part WHERE export_id = $1::uuid';
const EXPIRED = `SELECT id FROM bulk_export WHERE status IN ('done', 'failed') AND expires_at < now()`;
const FORGET_EXPIRED = `DELETE FROM bulk_export_part WHERE export_id IN (${EXPIRED})`;
const EXPIRE = `UPDATE bulk_export SET status = 'removed' WHERE id IN (${EXPIRED})`;
const PATIENTS = {
  name: 'fhir.export-patients',
  text: 'SELECT id FROM patient WHERE id > $1::uuid AND merged_into IS NULL ORDER BY id LIMIT $2::int',
};
const PATIENTS_OF_WARD = {
  name: 'fhir.export-patients-of-ward',
  text: `SELECT DISTINCT e.patient_id AS id FROM stay s JOIN encounter e ON e.id = s.encounter_id
    WHERE s.ward_id = $3::uuid AND s.ended_at IS NULL AND e.patient_id > $1::uuid ORDER BY e.patient_id LIMIT $2::int`,
};
