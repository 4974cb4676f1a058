import { Injectable } from '@nestjs/common';
import { fill } from '../../../kernel/language.js';
import { Problem, type FieldError } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import type { Shown } from '../../../platform/routes/disclosure.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { requestingAccount } from '../bundle/account.js';
import type { Draft } from '../bundle/draft.js';
import type { Identity } from '../bundle/identity.js';
import { entriesOfOne, ImportService, TIME, type Message, type Opened } from '../bundle/import.service.js';
import type { ImportedEntry } from '../bundle/imported-entry.js';
import type { FoundRecord } from '../bundle/known-records.js';
import { outcomeOf } from '../bundle/transaction-response.js';
import { Unplaced, unplacedIn } from '../bundle/unplaced.js';
import { refuseOfOthersWork } from '../bundle/work-of-roles.js';
import { Reading } from '../elements/element.js';
import { RESOURCE_TYPES } from '../elements/resource-types.js';
import { FhirAnswer } from '../fhir-answer.js';
import { fhirProblems, notTaken } from '../fhir.errors.js';
import { outcomeWords } from '../fhir.words.js';
import type { Query } from '../search/search-request.js';
import { UpdateService } from '../update.service.js';
import { readGiven } from './parameters.js';

const MODES = ['create', 'update', 'delete'];
const KNOWN = ['mode', 'profile'];

/** Ends a trial: what it wrote is taken back. */
class TakenBack extends Error {
  constructor(readonly imported: ImportedEntry) {
    super('A trial is taken back.');
  }
}

/** Says whether a resource would be taken, and takes nothing: it is imported as it would be, and all of that is taken back. */
@Injectable()
export class ValidateService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: ImportService,
    private readonly updates: UpdateService,
  ) {}

  /**
   * @param id of the resource that would be updated @returns an OperationOutcome, whatever it says
   * @throws Problem typeNotSupported, resourceNotFound, notWritable; forbidden for what is not of the role's work
   */
  async validate(type: string, id: string | undefined, body: unknown, { query, base }: Asked): Promise<FhirAnswer> {
    if (!RESOURCE_TYPES.has(type)) throw new Problem(fhirProblems.typeNotSupported);
    const { resource, values } = readGiven(body, query, KNOWN);
    const { mode, profile } = values;
    if (mode !== undefined && !MODES.includes(mode as string)) throw notTaken('mode', 'parameter-invalid');
    // Nothing is ever deleted.
    if (mode === 'delete') return outcome([issue('error', 'not-supported', outcomeWords.neverDeleted)], []);
    const identity = id === undefined ? undefined : await this.updates.identityOf(type, id);
    const notes = typeof profile === 'string' ? [issue('information', 'not-supported', outcomeWords.noProfiles)] : [];
    return this.tried({ type, resource, identity, base }, notes);
  }

  private async tried({ type, resource, identity, base }: Trial, notes: readonly object[]): Promise<FhirAnswer> {
    let named: readonly FoundRecord[] = [];
    try {
      const imported = await this.importAndTakeBack({ type, resource, identity, base }, (found) => (named = found));
      const found = outcomeOf(imported, requestContext().language, outcomeWords.wouldBeTaken) as { issue: object[] };
      return outcome([...found.issue, ...notes], peopleOf(named));
    } catch (error) {
      if (error instanceof Unplaced) return outcome([...error.elements.map(unplaced), ...notes], peopleOf(named));
      const isToldAlone = !(error instanceof Problem) || error.kind.status >= 500 || error.options.tellsOf;
      if (isToldAlone || error.kind.status === 403) throw error;
      const { errors = [] } = error.options;
      const whole = issue('error', 'processing', error.kind.title);
      return outcome([...(errors.length > 0 ? errors.map(wrong) : [whole]), ...notes], peopleOf(named));
    } finally {
      requestContext().wrote = false;
    }
  }

  private async importAndTakeBack(
    { type, resource, identity, base }: Trial,
    found: (named: readonly FoundRecord[]) => void,
  ): Promise<ImportedEntry> {
    const reading = new Reading();
    const sent = { ifNoneExist: undefined, identity, update: undefined };
    const entries = entriesOfOne(type, resource, sent, reading, requestingAccount());
    if (reading.errors.length > 0) throw new Problem(fhirProblems.notImportable, { errors: reading.errors });
    refuseOfOthersWork(entries);
    const message: Message = { base, entries, reading };
    let named: readonly FoundRecord[] = [];
    let drafts: readonly Draft[] = [];
    const trial = this.unitOfWork.write<never, Opened>(
      async (tx, opened) => {
        named = opened.named;
        const { imported, fresh } = await this.imports.import(tx, opened, message, (read) => (drafts = read));
        await tx.$executeRaw(fresh);
        throw new TakenBack(imported[0]!);
      },
      { ...TIME, opening: this.imports.openingOf(message) },
    );
    const result = await trial.catch((error: unknown) => {
      found(named);
      if (error instanceof TakenBack) return error.imported;
      throw unplacedIn(error, { entries, drafts, named }) ?? error;
    });
    return result;
  }
}

interface Trial {
  readonly type: string;
  readonly resource: unknown;
  readonly identity: Identity | undefined;
  readonly base: string;
}

interface Asked {
  readonly query: Query;
  readonly base: string;
}

const outcome = (issues: readonly object[], shown: readonly Shown[]): FhirAnswer =>
  new FhirAnswer({ resourceType: 'OperationOutcome', issue: issues }, shown);

const issue = (severity: string, code: string, words: { vi: string; en: string }, more: object = {}): object => ({
  severity,
  code,
  diagnostics: words[requestContext().language],
  ...more,
});

function wrong({ pointer, rule, params, message }: FieldError): object {
  const { language } = requestContext();
  const told = message && { diagnostics: fill(message[language], params ?? {}, language) };
  return { severity: 'error', code: 'invalid', details: { text: rule }, ...told, expression: [pointer] };
}

const unplaced = ({ path, reason }: Unplaced['elements'][number]): object =>
  issue('warning', 'not-found', outcomeWords.wouldWait, { details: { text: reason.code }, expression: [path] });

/** Whom it names and who is known here: that they are is told by the answer. */
const peopleOf = (named: readonly FoundRecord[]): Shown[] =>
  [...new Set(named.flatMap(({ patientId }) => patientId ?? []))].map((patientId) => ({ patientId }));
