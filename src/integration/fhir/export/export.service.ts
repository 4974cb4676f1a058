import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { requestContext, stepsInContext } from '../../../kernel/request-context.js';
import { isUuid } from '../../../kernel/uuid.js';
import { openContent } from '../../../platform/keys/sealed-content.js';
import { RecordedParts } from '../../../platform/audit/recorded-parts.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Vault } from '../../../platform/keys/vault.js';
import { notTaken } from '../fhir.errors.js';
import { parseDateTime } from '../elements/date-time.js';
import { typesAsked } from '../operations/parameters.js';
import { one, type Query } from '../search/search-request.js';
import { exportProblems } from './export.errors.js';
import { ExportQueries } from './export.queries.js';
import type { BulkExport, ExportLevel } from './export.record.js';

/** So many of one machine wait or run at once. */
const MOST_UNDER_WAY = 3;
const KNOWN = ['_outputFormat', '_since', '_type', '_format', '_pretty'];
const NDJSON = ['application/fhir+ndjson', 'application/ndjson', 'ndjson'];

/** How a kick-off was sent. */
interface Asked {
  readonly level: ExportLevel;
  readonly groupId?: string;
  readonly query: Query;
  readonly prefer: string | undefined;
  /** The address that was asked for. */
  readonly request: string;
}

/** Takes orders of bulk exports (HL7 Bulk Data Access 2.0) and hands their files out, each part of them on the trail. */
@Injectable()
export class ExportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly exports: ExportQueries,
    private readonly told: RecordedParts,
    private readonly vault: Vault,
  ) {}

  /** @returns its id @throws Problem exportNotAsync, notImportable, groupUnknown, exportsTooMany */
  async order({ level, groupId, query, prefer, request }: Asked): Promise<string> {
    if (!/\brespond-async\b/.test(prefer ?? '')) throw new Problem(exportProblems.exportNotAsync);
    const { types, since } = read(query, /handling\s*=\s*lenient/.test(prefer ?? ''));
    if (groupId !== undefined && !(isUuid(groupId) && (await this.exports.hasGroup(groupId)))) {
      throw new Problem(exportProblems.groupUnknown);
    }
    const clientId = asking();
    const data = { clientId, level, groupId: groupId ?? null, types, since, request: request.slice(0, 2_000) };
    return this.unitOfWork.write(async (tx) => {
      // One machine's orders follow one another, so that it cannot pass the limit by asking at once.
      await tx.$queryRaw`SELECT id FROM machine_client WHERE id = ${clientId}::uuid FOR NO KEY UPDATE`;
      if ((await this.exports.underWay(tx, clientId)) >= MOST_UNDER_WAY) {
        throw new Problem(exportProblems.exportsTooMany, { headers: { 'Retry-After': '60' } });
      }
      const { id } = await tx.bulkExport.create({ data, select: { id: true } });
      return id;
    });
  }

  /** @throws Problem exportNotFound, also for one of another machine and one that has expired; exportFailed */
  async status(id: string): Promise<BulkExport> {
    const found = await this.own(id);
    if (found.status === 'failed') throw new Problem(exportProblems.exportFailed);
    return found;
  }

  /** What a machine gets that has everything: the files, by type. */
  async manifest(id: string, { request, begunAt }: BulkExport, base: string): Promise<object> {
    const files = await this.exports.files(id);
    return {
      transactionTime: begunAt!.toISOString(),
      request,
      requiresAccessToken: true,
      output: files.map(({ type, count }) => ({ type, url: `${base}/$export-file/${id}/${type}`, count })),
      error: [],
    };
  }

  /** Takes it back, done or not. @throws Problem exportNotFound */
  async remove(id: string): Promise<void> {
    await this.own(id);
    await this.unitOfWork.write((tx) => this.exports.remove(tx, id));
  }

  /** The lines of a file, part by part: whom a part is about is on the trail before it leaves. @throws Problem exportNotFound */
  async file(id: string, type: string): Promise<AsyncGenerator<Buffer>> {
    const found = await this.status(id);
    const has = found.status === 'done' && (await this.exports.files(id)).some((file) => file.type === type);
    if (!has) throw new Problem(exportProblems.exportNotFound);
    return stepsInContext(requestContext(), this.lines(id, type));
  }

  private async own(id: string): Promise<BulkExport> {
    const found = isUuid(id) ? await this.exports.ofClient(id, asking()) : undefined;
    if (!found) throw new Problem(exportProblems.exportNotFound);
    return found;
  }

  private async *lines(id: string, type: string): AsyncGenerator<Buffer> {
    for await (const part of this.exports.parts(id, type)) {
      await this.told.before({ entity: 'bulk_export', entityId: id, patientIds: part.patientIds, part: { type } });
      yield openContent(Buffer.from(part.content), this.vault.open(part.sealedKey, part.id), part.id);
    }
  }
}

const asking = (): string => requestContext().actor.id!;

function read(query: Query, lenient: boolean): { types: string[]; since: Date | null } {
  const unknown = Object.keys(query).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined && !lenient) {
    throw notTaken(unknown, 'parameter-unknown', { known: KNOWN.slice(0, 3).join(', ') });
  }
  const format = one(query._outputFormat)?.replace(' ', '+');
  if (format !== undefined && !NDJSON.includes(format)) {
    throw notTaken('_outputFormat', 'not-one-of', { allowed: NDJSON.join(', ') });
  }
  const since = one(query._since);
  const from = since === undefined ? null : (parseDateTime(since.replace(' ', '+')) ?? null);
  if (since !== undefined && from === null) throw notTaken('_since', 'parameter-invalid');
  return { types: typesAsked(query) ?? [], since: from };
}
