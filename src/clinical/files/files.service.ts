import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as timeOrderedId } from 'uuid';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import { handingBytes } from '../../platform/database/handed-bytes.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { inOrder, SealedPlaces, type SealedPlace } from '../../platform/keys/sealed-places.js';
import { Vault } from '../../platform/keys/vault.js';
import { may } from '../../platform/routes/policy.js';
import { fileTooLarge, type Upload } from '../../platform/routes/upload.js';
import { requireAmendable } from '../encounters/amending.queries.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { PatientsService } from '../patients/patients.service.js';
import type { FileDto } from './dto/file.dto.js';
import type { StoredFileResponse } from './dto/file.response.js';
import { FileAlarm } from './file-alarm.js';
import { checkContent, mediaTypeOf, type SoundFile } from './file-content.rules.js';
import { addsKind } from './file-kinds.js';
import { fileProblems } from './files.errors.js';
import { FilesQueries } from './files.queries.js';
import { fileWords } from './files.words.js';
import { openContent, sealContent } from '../../platform/keys/sealed-content.js';

interface HeldFile extends VersionedRow {
  readonly addedBy: string;
  readonly status: string;
  readonly encounterId: string | null;
}
const FILE: Holdable = {
  table: 'stored_file',
  columns: 'r.added_by AS "addedBy", r.status, r.encounter_id AS "encounterId"',
  notFound: fileProblems.fileNotFound,
};
/** Writing many megabytes takes longer than a row; in milliseconds. */
const WRITING_MS = 30_000;

/** Keeps papers and pictures, each sealed under a key of its own, and gives them out as they came or not at all. */
@Injectable()
export class FilesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly queries: FilesQueries,
    private readonly vault: Vault,
    private readonly alarm: FileAlarm,
    sealed: SealedPlaces,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {
    sealed.add('files', KEYS);
  }

  /** @throws Problem patientNotFound, fileKindNotYours, fileTooLarge, fileTypeRefused, fileRefused */
  async addToPatient(patientId: string, input: FileDto, upload: Upload): Promise<StoredFileResponse> {
    const sound = await this.checked(input, upload);
    return this.store(input, upload, sound, async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      return { patientId, encounterId: null, lateReason: null };
    });
  }

  /**
   * Papers come in after the discharge too; after the closing with a reason.
   * @throws Problem encounterNotFound, encounterClosed when it was cancelled, recordClosed, and as {@link addToPatient}
   */
  async addToEncounter(encounterId: string, input: FileDto, upload: Upload): Promise<StoredFileResponse> {
    const sound = await this.checked(input, upload);
    return this.store(input, upload, sound, async (tx) => {
      const [row] = await tx.$queryRawUnsafe<{ patientId: string; status: string; isClosed: boolean }[]>(
        ENCOUNTER,
        encounterId,
      );
      if (!row) throw new Problem(encounterProblems.encounterNotFound);
      if (row.status === 'cancelled') throw new Problem(encounterProblems.encounterClosed);
      if (row.isClosed && !input.lateReason) throw new Problem(encounterProblems.recordClosed);
      return { patientId: row.patientId, encounterId, lateReason: row.isClosed ? input.lateReason! : null };
    });
  }

  /** The bytes as they were added. @throws Problem fileNotFound, fileInErrorHidden; fileDamaged when they are not, which raises an alarm */
  async content(id: string): Promise<{ file: StoredFileResponse; bytes: Buffer }> {
    requestContext().output = 'file';
    const { file, content, sealedKey } = await this.queries.sealed(id);
    if (file.status !== 'current' && !mayHandle(file.addedBy?.id)) throw new Problem(fileProblems.fileInErrorHidden);
    try {
      const bytes = openContent(content!, this.vault.open(sealedKey!, id), id);
      if (hashOf(bytes) === file.sha256 && bytes.length === file.size) return { file, bytes };
    } catch {
      // Told below, with nothing of what is in it.
    }
    this.alarm.raise(id);
    throw new Problem(fileProblems.fileDamaged);
  }

  /** For who added it, doctors and the records office. @throws Problem fileNotFound, fileNotYours, fileInError; StaleVersion */
  markInError(id: string, version: number, reason: string): Promise<StoredFileResponse> {
    return this.unitOfWork.change<HeldFile, StoredFileResponse>(FILE, { id, version }, async (tx, file) => {
      if (file.status !== 'current') throw new Problem(fileProblems.fileInError);
      if (!mayHandle(file.addedBy)) throw new Problem(fileProblems.fileNotYours);
      await requireAmendable(tx, file.encounterId, { reason });
      const said = { statusReason: reason, markedBy: actingPerson(), markedAt: new Date() };
      await tx.storedFile.update({
        where: { id },
        data: { status: 'entered-in-error', ...said },
        select: { id: true },
      });
      return this.queries.getWithin(tx, id);
    });
  }

  private async checked({ kind }: FileDto, { bytes }: Upload): Promise<SoundFile> {
    if (!addsKind(requestContext().actor.role, kind)) throw new Problem(fileProblems.fileKindNotYours);
    const { fileLimitBytes: limit } = this.settings;
    if (bytes.length > limit) throw fileTooLarge(limit);
    if (bytes.length === 0) throw invalidField('/file', 'empty', fileWords.empty);
    const mediaType = mediaTypeOf(bytes);
    if (!mediaType) throw new Problem(fileProblems.fileTypeRefused);
    const found = await checkContent(bytes, mediaType);
    if (typeof found !== 'string') return found;
    const errors = [
      { pointer: '/file', rule: `file-${found === 'tooManyPixels' ? 'pixels' : found}`, message: fileWords[found] },
    ];
    throw new Problem(fileProblems.fileRefused, { errors });
  }

  private store(
    { kind, title, datedOn }: FileDto,
    { bytes, sha256 }: Upload,
    sound: SoundFile,
    whose: (tx: Tx) => Promise<{ patientId: string; encounterId: string | null; lateReason: string | null }>,
  ): Promise<StoredFileResponse> {
    const id = timeOrderedId();
    const { content, key } = sealContent(bytes, id);
    const said = { id, kind, title, datedOn: datedOn ? new Date(datedOn) : null, ...sound, size: bytes.length, sha256 };
    return this.unitOfWork.write(
      async (tx) => {
        const place = await whose(tx);
        await tx.storedFile.create({ data: { ...said, ...place, addedBy: actingPerson() }, select: { id: true } });
        const sealed = this.vault.seal(key, id);
        await tx.storedFileKey.create({ data: { fileId: id, sealed }, select: { id: true } });
        const { patientId } = place;
        await tx.$executeRawUnsafe(`SET LOCAL statement_timeout = ${WRITING_MS}`);
        await handingBytes(content, (inPlace) => tx.$executeRawUnsafe(INSERT_CONTENT, id, patientId, inPlace));
        return this.queries.getWithin(tx, id);
      },
      { timeoutMs: WRITING_MS },
    );
  }
}

/** Whether who acts opens and marks what was added by mistake: their own, and everybody's as a doctor or the records office. */
function mayHandle(addedBy: string | undefined): boolean {
  const { actor } = requestContext();
  return addedBy === actor.id || may(actor.role, 'note.read-in-error');
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const INSERT_CONTENT =
  'INSERT INTO stored_file_content (file_id, patient_id, content) VALUES ($1::uuid, $2::uuid, $3::bytea)';
const ENCOUNTER = `SELECT patient_id AS "patientId", status, closed_at IS NOT NULL AS "isClosed" FROM encounter WHERE id = $1::uuid FOR SHARE`;

/** Keys of files, for when they are sealed anew. */
const KEYS: SealedPlace = {
  rows: async (tx, after) =>
    (await tx.storedFileKey.findMany(inOrder(after))).map(({ id, fileId: owner, sealed }) => ({ id, owner, sealed })),
  replace: (tx, { id, sealed }, again) =>
    tx.storedFileKey.updateMany({ where: { id, sealed: sealed! }, data: { sealed: again } }),
};
