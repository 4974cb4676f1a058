import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { personRef } from '../../../kernel/person-ref.response.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { latestFirst, readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import { encounterProblems } from '../../encounters/encounters.errors.js';
import type { SettingsQuery } from './dto/settings.dto.js';
import type { SettingResponse, SettingsNowResponse, SettingsPage } from './dto/settings.response.js';
import { pregnancyNowSql, settingNowSql } from './settings.sql.js';

type SettingRow = Omit<SettingResponse, 'setBy' | 'endedBy' | 'setAt' | 'endedAt'> & {
  readonly setAt: Date;
  readonly endedAt: Date | null;
  readonly setBy: string;
  readonly setterName: string | null;
  readonly endedBy: string | null;
  readonly enderName: string | null;
};

/** Reads what is decided about the observations of an encounter. */
@Injectable()
export class SettingsQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem encounterNotFound */
  async list(encounterId: string, query: SettingsQuery): Promise<SettingsPage> {
    const [[now], page] = await Promise.all([
      this.database.query<SettingsNowResponse>(NOW, [encounterId]),
      readPage(this.database, LIST, query, [encounterId], toSetting),
    ]);
    if (!now) throw new Problem(encounterProblems.encounterNotFound);
    return { ...now, ...page };
  }

  /** What holds now, inside a transaction that has just written it. */
  async nowWithin(tx: Tx, encounterId: string): Promise<SettingsNowResponse> {
    return firstRow(await tx.$queryRawUnsafe<SettingsNowResponse[]>(NOW.text, encounterId));
  }
}

const NOW = {
  name: 'observation-settings.now',
  text: `SELECT e.patient_id AS "patientId", e.id AS "encounterId",
      CASE ${settingNowSql('e.id', 'spo2-scale')} WHEN '2' THEN 2 ELSE 1 END AS "spo2Scale",
      ${pregnancyNowSql('p', 'e.id')} AS pregnancy, ${settingNowSql('e.id', 'care-level')} AS "careLevel"
    FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = $1::uuid`,
};
const LIST: KeysetList = {
  name: 'observation-settings.list',
  select: `SELECT o.id, o.patient_id AS "patientId", o.encounter_id AS "encounterId", o.kind, o.value, o.reason, o.set_by AS "setBy",
      setter.full_name AS "setterName", o.set_at AS "setAt", o.ended_by AS "endedBy", ender.full_name AS "enderName",
      o.ended_at AS "endedAt", o.ended_reason AS "endedReason"
    FROM observation_setting o LEFT JOIN staff_member setter ON setter.id = o.set_by
      LEFT JOIN staff_member ender ON ender.id = o.ended_by`,
  where: 'o.encounter_id = $1',
  ...latestFirst('o', 'set_at', 'setAt'),
};

const toSetting = ({ setterName, enderName, ...row }: SettingRow): SettingResponse => ({
  ...row,
  setBy: personRef(row.setBy, setterName),
  setAt: row.setAt.toISOString(),
  endedBy: row.endedBy === null ? null : personRef(row.endedBy, enderName),
  endedAt: row.endedAt?.toISOString() ?? null,
});
