import type { INestApplicationContext } from '@nestjs/common';
import type { Localised } from '../../kernel/language.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { Columns, Line } from './rows.js';

/** What became of a line: made now, there already and alike, or there already and other than the line says, which stays as it is. */
export interface Outcome {
  readonly what: 'made' | 'known' | 'other';
  /** More that whoever loads must know of this line. */
  readonly told?: Localised;
  /** Under which it is on record, where more is looked for by {@link LoadKind.hear}. */
  readonly key?: string;
}

/** The forms of a date in a file. */
export const DATE_FORMS = ['yyyy-mm-dd', 'dd/mm/yyyy'] as const;
export type DateForm = (typeof DATE_FORMS)[number];

export interface LoadOptions {
  /** Whose numbers `record_number` are: an absolute URI. */
  readonly system?: string;
  /** How dates are written: with the year first unless it says otherwise. */
  readonly dates?: DateForm;
  /** Only whether it can be: who may be there twice is looked for when it is done. */
  readonly isTrial?: boolean;
  /** Takes the first password of each person who is made. */
  readonly keepPassword?: (username: string, password: string) => void;
}

/** A kind of record that a file brings in. */
export interface LoadKind<Column extends string = string> {
  readonly columns: Columns<Column>;
  /** The class of the route that makes one, whose rules hold for each line, and what a line is in its terms. */
  readonly dto: new () => object;
  toBody(cells: Line<Column>['cells'], options: LoadOptions): object;
  /** What may stand in one line only, such as a code. */
  keys(cells: Line<Column>['cells']): string[];
  /** What a line lacks that no rule of the route asks for, and what a spreadsheet may have made of it. */
  lacks?(cells: Line<Column>['cells'], options: LoadOptions): readonly Localised[];
  /** The column that a field of the body came from, where it has not the field's own name. */
  columnOf?(field: readonly string[], cells: Line<Column>['cells']): string | undefined;
  /** Makes it in a transaction that may be rolled back. @throws Problem */
  put(
    app: INestApplicationContext,
    tx: Tx,
    line: { body: object; cells: Line<Column>['cells'] },
    options: LoadOptions,
  ): Promise<Outcome>;
  /** The same for many lines at once, where that is quicker. When one cannot be made none is, and each is tried by itself. @throws what {@link put} throws */
  putMany?(
    app: INestApplicationContext,
    tx: Tx,
    lines: readonly { body: object }[],
    options: LoadOptions,
  ): Promise<Outcome[]>;
  /** More that must be known of those that were made together, by their keys. It may take long: they are kept already, and nobody waits for it. */
  hear?(app: INestApplicationContext, tx: Tx, keys: readonly string[]): Promise<(Localised | undefined)[]>;
}
