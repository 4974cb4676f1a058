import { Problem, type FieldError } from '../../../kernel/problem.js';
import { resultProblems } from '../../../clinical/results/results.errors.js';
import { orderedIn } from '../../import/placing/refused-by.rules.js';
import type { Reason, ReasonCode } from '../../import/filing.service.js';
import type { Draft } from './draft.js';
import type { FoundRecord } from './known-records.js';
import type { Entry } from './read-bundle.js';

/** What was read of a message when it turned out that it cannot be placed. */
export interface ReadMessage {
  readonly entries: readonly Entry[];
  readonly drafts: readonly Draft[];
  readonly named: readonly FoundRecord[];
}

/** An element for which nobody but a person can say where it belongs. */
export interface UnplacedElement {
  readonly path: string;
  readonly reason: Reason;
}

/** A message with nothing wrong in it, of which this service cannot tell whose it is: it waits, whole, for a person. */
export class Unplaced extends Error {
  constructor(
    readonly read: ReadMessage,
    readonly elements: readonly UnplacedElement[],
    cause: Problem,
  ) {
    super('A message waits for a person', { cause });
  }
}

/**
 * Whether all that is wrong with a message is that it cannot be placed, and there is more to lose than who somebody is: a Patient that comes alone
 * is refused, since its sender can say better who it is.
 */
export function unplacedIn(error: unknown, read: ReadMessage): Unplaced | undefined {
  if (!(error instanceof Problem)) return undefined;
  const { errors = [] } = error.options;
  const elements = errors.flatMap(error.kind === resultProblems.reportOfOtherTest ? ofAnotherTest(error) : elementOf);
  const isAll = errors.length > 0 && elements.length === errors.length;
  const isMore = read.entries.some(({ resource }) => resource.resourceType !== 'Patient');
  return isAll && isMore ? new Unplaced(read, elements, error) : undefined;
}

function elementOf({ pointer: path, params }: FieldError): UnplacedElement[] {
  const { reason, reference } = (params ?? {}) as { reason?: ReasonCode; reference?: string };
  return reason ? [{ path, reason: { code: reason, ...(reference && { of: reference }) } }] : [];
}

/** Values that answer no order of theirs: the chart has found so, with what it knows of the report that stands. */
const ofAnotherTest =
  ({ options }: Problem) =>
  ({ pointer: path }: FieldError): UnplacedElement => ({
    path,
    reason: { code: 'order-of-another-test', of: orderedIn(options) },
  });
