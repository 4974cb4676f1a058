import { Injectable } from '@nestjs/common';
import { camelCase } from '../../kernel/camel-case.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { patientRecord } from '../../kernel/patient-record.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { fieldWords } from '../../platform/audit/fields/field.words.js';
import { VersionHistory } from '../../platform/audit/version-history.js';
import { StayRights } from '../../platform/care/stay-rights.js';
import { signingMoment, terminalSignature } from '../../platform/keys/terminal-signature.js';
import { WhoSigns } from '../../platform/security/who-signs.service.js';
import { presentOf } from '../encounters/present.queries.js';
import type { EncounterResponse } from '../encounters/dto/encounter.response.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { EncountersQueries } from '../encounters/encounters.queries.js';
import { EncounterChanges } from '../encounters/encounter-changes.service.js';
import { longer, retainUntil, retentionOf } from '../encounters/retention.rules.js';
import { ClosingSignature } from './closing-signature.js';
import { closingProblems } from './closing.errors.js';
import { ClosingQueries, type ClosedRow, type FactsRow } from './closing.queries.js';
import { MISSING_WORDS, RECORD_STATE_WORDS, type MissingCode } from './closing.words.js';
import { CLOSING_FILE, type SignedRecord } from './signed-closing.js';
import { missingOf } from './completeness.rules.js';
import { differences, recordHash, rowHash, stateOf, type ContentRow } from './content.rules.js';
import type { CloseRecordDto } from './dto/closing.dto.js';
import type {
  ChangedRowResponse,
  ClosingResponse,
  CompletenessResponse,
  MissingItemResponse,
} from './dto/closing.response.js';
import type { HeldRowResponse, SignedClosingFile } from './dto/signed-closing.response.js';

const MOST_TOLD = 100;

/** Checks records by their legal form, closes them, and holds them for courts. */
@Injectable()
export class ClosingService {
  constructor(
    private readonly changes: EncounterChanges,
    private readonly encounters: EncountersQueries,
    private readonly queries: ClosingQueries,
    private readonly rights: StayRights,
    private readonly history: VersionHistory,
    private readonly signature: ClosingSignature,
    private readonly whoSigns: WhoSigns,
  ) {}

  /** What the record lacks. @throws Problem encounterNotFound */
  async completeness(id: string): Promise<CompletenessResponse> {
    const facts = await this.queries.facts(id);
    const missing = missingItems(facts, await this.encounters.openItems(id));
    return { encounterId: id, patientId: facts.patientId, complete: missing.length === 0, missing };
  }

  /**
   * Closes the record of an encounter that is over: what it holds is listed and hashed, and whoever closes it signs that.
   * @throws Problem encounterNotFound, encounterNotFinished, recordClosed, recordIncomplete, stayOfAnotherWard, ASKED_TO_SIGN; StaleVersion
   */
  async close(id: string, version: number, input: CloseRecordDto): Promise<EncounterResponse> {
    const shownBy = await this.whoSigns.show(input);
    return this.changes.change(id, version, 'close', async (tx, encounter) => {
      if (encounter.closedAt) throw new Problem(encounterProblems.recordClosed);
      await this.rights.requireWithin(tx, encounter);
      const facts = await this.queries.factsWithin(tx, id);
      const missing = missingItems(facts, await this.encounters.openItemsWithin(tx, id));
      const closedWithout = passedOver(missing, input);
      const rows = await this.queries.contentWithin(tx, id);
      const { now } = await presentOf(tx, id);
      const least = retentionOf({ died: facts.disposition === 'exp', codes: facts.codes });
      const retentionClass = longer(least, input.retentionClass ?? least);
      const { patientId } = encounter;
      // A terminal that holds the key signs this moment, and the same request comes again with it.
      const closedAt = terminalSignature() ? signingMoment() : now;
      const closed = { closedAt, closedBy: actingPerson(), contentHash: recordHash(id.toLowerCase(), rows) };
      const record = recordOf(id, { ...closed, patientId, closedContent: rows, closedWithout });
      const data = {
        ...closed,
        closedContent: rows.map((row) => [...row]),
        closingSignature: await this.signature.sign(tx, record, shownBy),
        retentionClass,
        retainUntil: new Date(retainUntil(hospitalDate(encounter.endedAt!), retentionClass)),
        ...(closedWithout.length > 0 && { closedWithout }),
      };
      await this.changes.writeWithin(tx, id, data);
    });
  }

  /** How it was closed, and whether what it held is unchanged. @throws Problem encounterNotFound, recordOpen */
  async closing(id: string): Promise<ClosingResponse> {
    const row = await this.queries.closing(id);
    if (!row.closedAt) throw new Problem(closingProblems.recordOpen);
    const { changed, added } = differences(row.closedContent, await this.queries.content(id));
    const matches = recordHash(id.toLowerCase(), row.closedContent) === row.contentHash;
    const { closedBy, closingSignature, partners } = row;
    const signature = { record: recordOf(id, row), closedBy, signature: closingSignature, partners };
    const signed = await this.signature.check(signature);
    const state = stateOf({ matches, isSignatureWrong: signed.isWrong, changed: changed.length, added });
    return {
      encounterId: id,
      patientId: row.patientId,
      closedAt: row.closedAt.toISOString(),
      by: personRef(row.closedBy, row.closerName),
      without: (row.closedWithout ?? []).map(({ code, reason }) => ({ ...inWords(code), reason })),
      retentionClass: row.retentionClass,
      retainUntil: row.retainUntil,
      algorithm: 'SHA-256',
      contentHash: row.contentHash,
      matches,
      state,
      stateText: RECORD_STATE_WORDS[state][requestContext().language],
      changed: await this.explained(changed.slice(0, MOST_TOLD), row.closedAt),
      added,
      signature: closingSignature,
      signatureCheck: signed.check,
    };
  }

  /**
   * The closing with all that is needed to verify it without the service.
   * @param withContents with the rows themselves, of which each shows that it is the one that was hashed
   * @throws Problem encounterNotFound, recordOpen, closingNotSigned
   */
  async file(id: string, withContents: boolean): Promise<SignedClosingFile> {
    const { patientId, closedAt, closedContent, closingSignature } = await this.queries.closing(id);
    if (!closedAt) throw new Problem(closingProblems.recordOpen);
    if (!closingSignature) throw new Problem(closingProblems.closingNotSigned);
    const signed = await this.signature.file(id.toLowerCase(), closingSignature);
    const texts = withContents ? await this.queries.contents(id) : undefined;
    return {
      form: CLOSING_FILE,
      encounterId: id.toLowerCase(),
      patientId,
      rows: closedContent.map((row) => heldRow(row, texts?.get(`${row[0]} ${row[1]}`))),
      ...signed,
    };
  }

  /** Who changed what of these rows since. */
  private async explained(rows: readonly { entity: string; id: string }[], since: Date): Promise<ChangedRowResponse[]> {
    const { language } = requestContext();
    const changes = await this.history.after(rows, since);
    return rows.map(({ entity, id }) => ({
      entity,
      id,
      text: patientRecord(entity)?.words[language] ?? entity,
      changes: (changes.get(id) ?? []).map(({ at, by, columns, reason }) => ({
        ...{ at, by, reason, fields: columns.map(camelCase) },
        fieldTexts: columns.map((column) => fieldWords(entity, column)?.[language] ?? camelCase(column)),
      })),
    }));
  }

  /** Begins or ends a legal hold. @throws Problem encounterNotFound, recordHeld, recordNotHeld; StaleVersion */
  hold(id: string, version: number, reason: string, begins: boolean): Promise<EncounterResponse> {
    requestContext().reason = reason.normalize();
    return this.changes.change(id, version, 'hold', async (tx, { holdSince }) => {
      if (begins && holdSince) throw new Problem(closingProblems.recordHeld);
      if (!begins && !holdSince) throw new Problem(closingProblems.recordNotHeld);
      const { now } = await presentOf(tx, id);
      const data = begins
        ? { holdSince: now, holdBy: actingPerson(), holdReason: reason }
        : { holdSince: null, holdBy: null, holdReason: null };
      await this.changes.writeWithin(tx, id, data);
    });
  }
}

/** What whoever closes it signs. */
const recordOf = (
  id: string,
  row: Pick<ClosedRow, 'patientId' | 'contentHash' | 'closedContent' | 'closedWithout' | 'closedAt'>,
): SignedRecord => ({
  encounterId: id.toLowerCase(),
  patientId: row.patientId,
  closedAt: row.closedAt!.toISOString(),
  contentHash: row.contentHash,
  rows: row.closedContent.length,
  without: (row.closedWithout ?? []).map(({ code, reason }) => ({ code, reason })),
});

/** A row as it was closed; its text only where it still is what was hashed. */
const heldRow = ([entity, id, hash]: ContentRow, text: string | undefined): HeldRowResponse => ({
  ...{ entity, id, hash },
  content: text !== undefined && rowHash(text) === hash ? text : null,
});

const inWords = (code: MissingCode): MissingItemResponse => ({
  code,
  text: MISSING_WORDS[code][requestContext().language],
});

const missingItems = (facts: FactsRow, open: readonly { kind: string }[]): MissingItemResponse[] =>
  missingOf({ ...facts, openKinds: open.map(({ kind }) => kind) }).map(inWords);

/** @throws Problem recordIncomplete with what is left */
function passedOver(missing: readonly MissingItemResponse[], { passedOver: given = [] }: CloseRecordDto) {
  const reasons = new Map(given.map(({ code, reason }) => [code, reason.normalize()]));
  const left = missing.filter(({ code }) => !reasons.has(code));
  if (left.length > 0) throw new Problem(closingProblems.recordIncomplete, { extra: { missing: left } });
  return missing.map(({ code }) => ({ code, reason: reasons.get(code)! }));
}
