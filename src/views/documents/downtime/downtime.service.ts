import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { requestContext, runAsSystem } from '../../../kernel/request-context.js';
import { readList } from '../../../platform/audit/recorded-list.js';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import { Database } from '../../../platform/database/database.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import { momentText } from '../printed-text.js';
import { Typesetter } from '../typesetter.js';
import { LYING, MOST_ROWS, WARDS } from './downtime.sql.js';
import { downtimeWords as words } from './downtime.words.js';
import { csvOf, lineOf, pagedOf, type LyingRow, type SheetLine } from './sheet.js';

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
/** Doses on a sheet: those that were missed in the shift before, and those until long after the next sheet. */
const [BEFORE_MS, AFTER_MS] = [8 * HOUR_MS, 8 * HOUR_MS];
/** Also what was cut off while it was written. */
const OURS = /^[\w.-]+-\d{8}T\d{6}Z\.(pdf|csv)(\.part)?$/;

interface Ward {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/**
 * Puts a sheet of each ward into a folder elsewhere every quarter of an hour, as PDF and CSV, for the time the service is away. The statement
 * that reads one records it, as a list that the service itself read. Who may read the folder sees every ward: it is for the operator to close.
 */
@Injectable()
export class DowntimeSheets implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly typesetter: Typesetter,
    private readonly jobs: Jobs,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    const { downtimeDir, downtimeEveryMinutes } = this.settings;
    if (!downtimeDir) return;
    const everyMs = downtimeEveryMinutes * MINUTE_MS;
    this.jobs.schedule({ name: 'downtime-sheets', everyMs, by: 'hospital', work: () => this.make(downtimeDir) });
  }

  /** Makes a sheet of each ward, and removes old ones. @throws Error when one could not be made; the others are */
  async make(folder: string, now = new Date()): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const failures: unknown[] = [];
    for (const ward of await runAsSystem('downtime sheets', () => this.database.query<Ward>(WARDS))) {
      const made = runAsSystem('downtime sheets', () => this.sheetOf(ward, folder, now));
      await made.catch((error: unknown) => failures.push(error));
    }
    await this.forget(folder, now);
    if (failures.length > 0) throw failures[0];
  }

  private async sheetOf(ward: Ward, folder: string, now: Date): Promise<void> {
    const window = { from: new Date(now.getTime() - BEFORE_MS), to: new Date(now.getTime() + AFTER_MS) };
    requestContext().output = 'file';
    const asked = { most: MOST_ROWS, values: [ward.id, window.from, window.to], entityId: ward.id };
    const rows = await readList<LyingRow>(this.database, LYING, asked);
    const lines = rows.slice(0, MOST_ROWS).map((row) => lineOf(row, window, now));
    const isWhole = rows.length <= MOST_ROWS;
    const data = dataOf(ward, lines, { now, isWhole });
    const { pdf } = await this.typesetter.set({ main: 'downtime.typ', data, at: now.getTime() });
    const stamp = now.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
    const name = join(folder, `${fileNameOf(ward)}-${stamp}`);
    await whole(`${name}.pdf`, pdf);
    await whole(`${name}.csv`, csvOf(lines, isWhole));
  }

  private async forget(folder: string, now: Date): Promise<void> {
    const oldest = now.getTime() - this.settings.downtimeKeepHours * HOUR_MS;
    for (const name of (await readdir(folder)).filter((one) => OURS.test(one))) {
      const file = join(folder, name);
      if ((await stat(file)).mtimeMs < oldest) await rm(file, { force: true });
    }
  }
}

/** Two codes may differ only in what no file name has: the sheet of one ward must not take the place of another's. */
export function fileNameOf({ id, code }: Pick<Ward, 'id' | 'code'>): string {
  const plain = code.replace(/[^\w.-]/g, '_');
  return plain === code ? code : `${plain}.${id.slice(-8)}`;
}

/** Nobody finds half a file. */
async function whole(file: string, content: Buffer | string): Promise<void> {
  await writeFile(`${file}.part`, content, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

const dataOf = (
  { code, name }: Ward,
  lines: readonly SheetLine[],
  { now, isWhole }: { now: Date; isWhole: boolean },
): string =>
  JSON.stringify({
    title: words.title(`${name} (${code})`),
    made: [words.made(momentText(now)), ...(isWhole ? [] : [words.incomplete])].join(' '),
    nobody: words.nobody,
    columns: words.columns,
    lines: lines.flatMap(pagedOf),
  });
