import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { accentsTyped } from './accents.rules.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { invalidField } from '../../kernel/problem.js';
import { currentContext } from '../../kernel/request-context.js';
import { pageOf, readCursor, type Page } from '../../platform/routes/pagination.js';
import type { SearchPatientsQuery } from './dto/patient.dto.js';
import type { FoundPatientResponse, FoundReasonResponse } from './dto/patient.response.js';
import { FOUND_COLUMNS, isUncertain, toFoundPatient, type FoundRow } from './found-patient.mapper.js';
import { foundWords, type FoundReason } from './found.words.js';
import { birthDateText } from '../datatypes/partial-date.js';
import { questionOf, type BoxQuestion } from './search-box.rules.js';
import { slipsBetween } from './slips.rules.js';
import { placeInLists, requireFewWords } from './search-page.queries.js';
import { patientWords } from './patients.words.js';

type BoxRow = FoundRow & { readonly way: number };

const NIL = '00000000-0000-0000-0000-000000000000';

/** Finds patients by whatever is typed into one box; the surest first, among equals in the order of lists, of a page those first that are written so. */
@Injectable()
export class PatientBoxQueries {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem validation when there is nothing to look for */
  async search(typed: string, page: SearchPatientsQuery): Promise<Page<FoundPatientResponse>> {
    const question = questionOf(typed, this.settings.hospitalCode, hospitalDate());
    if (question.ways.length === 0) throw nothingTyped();
    requireFewWords('q', [...new Set(question.parts.words)]);
    const [way, id] = readCursor(page.cursor, ['whole', 'uuid']) ?? [];
    const after = id ? await placeInLists(this.database, id) : undefined;
    const rows = await this.database.query<BoxRow>(FIND, [
      JSON.stringify(question.ways),
      question.mistyped ? JSON.stringify(question.mistyped) : null,
      Math.min(Number(way ?? 0), question.ways.length + 1),
      after?.nameSort ?? '',
      after?.id ?? NIL,
      page.limit + 1,
    ]);
    const { items, next } = pageOf(
      rows,
      page,
      (row) => [String(row.way), row.id],
      (row) => row,
    );
    return { items: asTyped(items, typed, question).map((row) => toFound(row, question)), next };
  }
}

/** Of the rows of a page that are found in one way: first those whose names have the accents, or nearly the given name, that were typed. */
function asTyped(rows: readonly BoxRow[], typed: string, { ways, parts }: BoxQuestion): BoxRow[] {
  const written = accentsTyped(typed, parts.words);
  const given = parts.words.at(-1);
  const rank = ({ way, full_name: name, name_sort: sort }: BoxRow) => {
    if (written?.(name)) return 0;
    return way > ways.length && given !== undefined ? 1 + slipsBetween(sort.split(' ')[0]!, given) : 1;
  };
  return rows.toSorted((one, other) => one.way - other.way || rank(one) - rank(other));
}

const FIND = {
  name: 'patients.box',
  text: `SELECT ${FOUND_COLUMNS}, found.way FROM find_in_box($1::jsonb, $2::jsonb, $3::int, $4, $5::uuid, $6::int)
      WITH ORDINALITY AS found (id, way, place) JOIN patient p ON p.id = found.id ORDER BY found.place`,
};

const nothingTyped = () => invalidField('q', 'nothing-to-search', patientWords.nothingTyped);

function toFound(row: BoxRow, { ways, mistyped, parts }: BoxQuestion): FoundPatientResponse {
  const way = ways[row.way - 1] ?? mistyped;
  const uncertain = isUncertain(row, way?.born);
  const known: FoundReason = parts.byAge ? 'age' : 'birth-date';
  const born: FoundReason[] = way?.born ? [uncertain ? 'birth-date-possible' : known] : [];
  const reasons = [...new Set<FoundReason>([...(way?.by ?? []), ...born])];
  const onRecord = birthDateText(row.birth_date, row.birth_date_precision);
  const values = { number: parts.numbers.at(0) ?? parts.year, known: onRecord };
  const language = currentContext()?.language ?? 'vi';
  const found = reasons.map((code): FoundReasonResponse => ({ code, text: foundWords(code, values, language) }));
  const approximate = way === mistyped || way?.unless !== undefined;
  const isOfMonth = way?.by.includes('birthday-month');
  return { ...toFoundPatient({ ...row, approximate }, way?.born), ...(isOfMonth && { uncertain: true }), found };
}
