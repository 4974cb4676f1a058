import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { parsePartialDate } from '../../datatypes/partial-date.js';
import { givenNameFirst } from '../name.rules.js';
import type { DuplicateReason } from './duplicate.words.js';

/** What is known of somebody who is looked for; all of it may be absent. */
export interface SoughtPerson {
  readonly fullName?: string;
  /** A date, a month or only a year. */
  readonly birthDate?: string;
  /** E.164. */
  readonly phones: readonly string[];
  /** Numbers of papers, whatever their system. */
  readonly numbers: readonly string[];
}

/** Somebody on record who may be the same person, and why. */
export interface AlikePerson {
  readonly id: string;
  readonly reasons: readonly DuplicateReason[];
}

/** Finds who may be the same person as somebody who is not on record, by the rules by which duplicates are found. */
@Injectable()
export class AlikeQueries {
  constructor(private readonly database: Database) {}

  /** Those with most in common first; nobody unless the request sees who everyone is. */
  of({ fullName, birthDate, phones, numbers }: SoughtPerson, wanted: number): Promise<AlikePerson[]> {
    const born = birthDate === undefined ? undefined : parsePartialDate(birthDate);
    return this.database.query<AlikePerson>(ALIKE, [
      fullName === undefined ? null : givenNameFirst(fullName),
      born?.first ?? null,
      born?.precision ?? null,
      phones,
      numbers,
      wanted,
    ]);
  }
}

const ALIKE = {
  name: 'patients.alike',
  text: `SELECT alike.id, alike.reasons FROM patients_alike($1, $2::date, $3, $4::text[], $5::text[], NULL, $6::int)
    WITH ORDINALITY AS alike (id, reasons, place) ORDER BY alike.place`,
};
