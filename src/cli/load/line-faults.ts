import type { Language, Localised } from '../../kernel/language.js';
import { type FieldError, Problem } from '../../kernel/problem.js';
import { constraintProblem } from '../../platform/database/constraint-problems.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import { fieldMessage } from '../../platform/routes/validation-messages.js';
import type { Fault } from '../reference/load.js';
import type { LoadKind } from './kind.js';
import type { Line } from './rows.js';

/** Of a cell that is complained about, in characters. */
const LONGEST_SHOWN = 60;

/** What is wrong with a cell, by the name of its column and with what stands in it. */
function ofField(kind: LoadKind, cells: Line<string>['cells'], error: FieldError): Localised {
  const field = error.pointer.split('/').slice(1);
  const column = kind.columnOf?.(field, cells) ?? columnNamed(field[0] ?? '');
  const cell = cells[column];
  const place = cell
    ? `${column} (${cell.length > LONGEST_SHOWN ? `${cell.slice(0, LONGEST_SHOWN)}…` : cell})`
    : column;
  const said = (language: Language) => `${place}: ${fieldMessage(error, language)}`;
  return { vi: said('vi'), en: said('en') };
}

/** `birth_date` for `birthDate`. */
const columnNamed = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What a rule of the route, or the database, says against a line. @throws what is no fault of the line */
export function faultsOf(kind: LoadKind, { line, cells }: Line<string>, error: unknown): Fault[] {
  const failure = postgresError(error);
  const problem = error instanceof Problem ? error : failure && constraintProblem(failure);
  if (!problem || problem.kind.status >= 500) throw error;
  const { errors = [] } = problem.options;
  if (errors.length === 0) return [{ line, fault: problem.kind.title }];
  return errors.map((each) => ({ line, fault: ofField(kind, cells, each) }));
}
