import { partialDateSql } from '../../../clinical/datatypes/partial-date.js';
import { alternatives, codeOf, date, ownId, parameter, type Condition, type Parameter } from './parameters.js';
import { idsOfPatientSql, identifierOfType } from './of-a-patient.js';
import type { At } from './parameter-refusals.js';
import { PATIENT_CONDITIONS } from './patient-conditions.js';
import { idsOfPhone, patientPageSql } from './patient.search.js';
import type { ResourceTable } from './resource-table.js';

const PATIENTS = `SELECT id::text AS id, id AS entity_id, id AS patient_id, NULL::uuid AS encounter_id, name_sort AS sort,
      version, updated_at, sex, full_name, name_search,
      jsonb_strip_nulls(jsonb_build_object('fullName', full_name, 'sex', sex, 'deceasedAt', deceased_at, 'deceased', nullif(deceased_undated, false),
        'workingName', nullif(identity_unknown, false), 'birthDateEstimated', nullif(birth_date_estimated, false),
        'bornAt', born_at, 'birthOrder', birth_order, 'birthCount', birth_count,
        'replaces', (SELECT jsonb_agg(merged_id ORDER BY m.id) FROM patient_merge m
          WHERE m.patient_id = patient.id AND m.undone_at IS NULL),
        'birthDate', ${partialDateSql('birth_date', 'birth_date_precision')},
        'phones', phones, 'addresses', addresses, 'contacts', contacts, 'identifiers',
        jsonb_build_array(jsonb_build_object('system', 'https://benhan.vn/fhir/sid/mrn', 'value', mrn)) || coalesce((
          SELECT jsonb_agg(jsonb_build_object('system', system, 'value', value, 'retiredAt', retired_at) ORDER BY i.id)
          FROM patient_identifier i WHERE i.patient_id = patient.id), '[]'))) AS facts FROM patient`;
/** By a kind of identifier; one that was retired here finds nobody. */
const ofTypeInForce: Condition = (value, at, name) => {
  const numbers = alternatives(value).map((one) => one.slice(one.lastIndexOf('|') + 1));
  return `${identifierOfType(value, at, name)} AND NOT EXISTS (SELECT FROM patient_identifier i
    WHERE i.patient_id = r.entity_id AND i.value = ANY(${at(numbers)}::text[]) AND i.retired_at IS NOT NULL)`;
};

const NAME = foundFirst('string', { column: 'r.full_name', folded: 'r.name_search', parts: true });
export const patient: ResourceTable = {
  select: PATIENTS,
  parameters: {
    _id: ownId,
    _lastUpdated: date('updated_at'),
    identifier: ofIds(idsOfPatientSql, { ofType: ofTypeInForce }),
    name: NAME,
    family: NAME,
    given: NAME,
    birthdate: foundFirst('date'),
    phone: ofIds(idsOfPhone),
    telecom: ofIds(idsOfPhone),
    gender: codeOf('sex'),
    ...PATIENT_CONDITIONS,
  },
  needs: ['_id', '_has', 'identifier', 'name', 'family', 'given', 'birthdate', 'phone', 'telecom'],
  sortType: 'text',
  ascending: true,
  sortedBy: ['name', 'family'],
  page: (search, at) => patientPageSql(PATIENTS, search, at),
};

/** By numbers, which have their own indexes; `:not` asks it of rows that were found otherwise. */
function ofIds(
  ids: (one: string, at: At, name: string) => string,
  more: Partial<Pick<Parameter, keyof Parameter>> = {},
): Parameter {
  const each = (value: string, at: At, name: string) => alternatives(value).map((one) => `(${ids(one, at, name)})`);
  return parameter((value, at, name) => `r.entity_id = ANY(${each(value, at, name).join(' || ')})`, {
    type: 'token',
    ...more,
  });
}

/** Of those whom {@link patientPageSql} finds first; what is left is no condition on rows. */
function foundFirst(type: Parameter['type'], more: Partial<Pick<Parameter, keyof Parameter>> = {}): Parameter {
  const never = (): never => {
    throw new Error('Patients are found by patientPageSql.');
  };
  return parameter(never, { type, ...more });
}
