import { SAID_OF_PATIENT } from './patient-columns.js';
import type { ReadOfOne } from '../../platform/audit/recorded-read.js';
import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';

const SUMMARY = `p.id, p.mrn, p.full_name AS "fullName", p.sex, p.birth_date::text AS "birthDate",
  p.birth_date_precision AS "birthDatePrecision", p.confidentiality, p.version`;

const IDENTIFIERS = `SELECT id, system, value, ${staffNameSql('retired_by')} AS "retirerName",
    retired_at AS "retiredAt", retired_by AS "retiredBy", retired_reason AS "retiredReason"
  FROM patient_identifier WHERE patient_id = p.id`;

const OF_A_PATIENT = {
  kind: 'patient',
  entity: 'patient',
  subject: 'SELECT id AS patient_id, NULL::uuid AS encounter_id FROM patient WHERE id = asked.entity_id',
};

/** A patient with all identifiers, in one statement. */
export const ONE_PATIENT: ReadOfOne = {
  ...OF_A_PATIENT,
  name: 'patients.one',
  shows: `SELECT ${SUMMARY}, p.deceased_at AS "deceasedAt", p.deceased_undated AS "deceasedUndated",
      p.death_cause AS "deathCause", p.death_place AS "deathPlace", ${SAID_OF_PATIENT}, p.phones, p.addresses, p.contacts, p.created_at AS "createdAt",
      p.updated_at AS "updatedAt", (SELECT coalesce(json_agg(i ORDER BY i.id), '[]') FROM (${IDENTIFIERS}) i) AS identifiers
    FROM patient p WHERE p.id = asked.entity_id`,
};

/** Who it is, and how confidential the record. */
export const CONFIDENTIALITY: ReadOfOne = {
  ...OF_A_PATIENT,
  name: 'patients.confidentiality',
  shows: `SELECT ${SUMMARY} FROM patient p WHERE p.id = asked.entity_id`,
};
