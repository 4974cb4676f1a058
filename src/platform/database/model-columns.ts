import { snakeCase } from '../../kernel/camel-case.js';
import { Prisma } from './prisma.js';

type Model = Prisma.ModelName;

/** The fields of a model that are columns, as prisma/schema names them. */
function fieldsOf(model: Model, without: readonly string[]): string[] {
  const fields = Prisma[`${model}ScalarFieldEnum`];
  return Object.keys(fields).filter((field) => !without.includes(field));
}

/**
 * The columns of a model's table as SQL that names them as its fields, so that a row read by a statement is the row that the model is:
 * a column added to prisma/schema is there by itself.
 * @param row what the statement calls the row
 */
export const modelColumns = (model: Model, row: string, without: readonly string[] = []): string =>
  fieldsOf(model, without)
    .map((field) => `${row}.${snakeCase(field)} AS "${field}"`)
    .join(', ');

/** The same as what `jsonb_build_object` takes. */
export const modelPairs = (model: Model, row: string, without: readonly string[] = []): string =>
  fieldsOf(model, without)
    .map((field) => `'${field}', ${row}.${snakeCase(field)}`)
    .join(', ');
