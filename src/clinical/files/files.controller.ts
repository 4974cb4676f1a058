import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { httpProblems } from '../../kernel/problem.js';
import { listsOf, reads, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { TakesFile, UploadedFile, type Upload } from '../../platform/routes/upload.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { patientProblems } from '../patients/patients.errors.js';
import { FileDto, FilesQuery, MarkFileInErrorDto } from './dto/file.dto.js';
import { StoredFilePage, StoredFileResponse } from './dto/file.response.js';
import { fileProblems } from './files.errors.js';
import { FilesQueries } from './files.queries.js';
import { FilesService } from './files.service.js';
import { GivenFile } from './given-file.js';

const theirs = ({ id, patientId, encounterId }: StoredFileResponse) => ({ patientId, encounterId, entityId: id });
const { fileNotFound, fileTypeRefused, fileRefused, fileKindNotYours, fileNotYours } = fileProblems;
const REFUSED = [fileKindNotYours, httpProblems.fileTooLarge, fileTypeRefused, fileRefused];
const HOW =
  'A form (multipart/form-data) with the file as `file`. PDF, JPEG, PNG or WebP, as its bytes tell. What could run is refused by a simple look: scripts, launches and attachments of a PDF, markup in a picture, anything behind its end; it is no virus scanner. `sameAs` names an earlier file of the patient with the same bytes.';
/** Whatever a browser makes of it, it runs nothing, and belongs to no page of ours. */
const POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** Scanned papers, photographs of wounds, consent forms, results from elsewhere. */
@ApiTags('files')
@Controller('api/v1')
export class FilesController {
  constructor(
    private readonly files: FilesService,
    private readonly queries: FilesQueries,
  ) {}

  @Post('patients/:id/files')
  @TakesFile(FileDto)
  @Route({
    action: 'file.add',
    discloses: writes('stored_file', theirs),
    creates: true,
    summary: 'Add a scanned paper or a picture to a record',
    description: HOW,
    problems: [patientProblems.patientNotFound, ...REFUSED],
  })
  addToPatient(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: FileDto,
    @UploadedFile() upload: Upload,
  ): Promise<StoredFileResponse> {
    return this.files.addToPatient(id, input, upload);
  }

  @Post('encounters/:id/files')
  @TakesFile(FileDto)
  @Route({
    action: 'file.add',
    discloses: writes('stored_file', theirs),
    creates: true,
    summary: 'Add a scanned paper or a picture to an encounter',
    description: HOW,
    problems: [
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      encounterProblems.recordClosed,
      ...REFUSED,
    ],
  })
  addToEncounter(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: FileDto,
    @UploadedFile() upload: Upload,
  ): Promise<StoredFileResponse> {
    return this.files.addToEncounter(id, input, upload);
  }

  @Get('patients/:id/files')
  @Route({
    action: 'chart.read',
    discloses: listsOf('stored_file'),
    summary: 'Papers and pictures of a patient, the latest added first',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) id: string, @Query() query: FilesQuery): Promise<StoredFilePage> {
    return this.queries.list(id, query);
  }

  @Get('files/:id')
  @Route({
    action: 'chart.read',
    discloses: reads('stored_file', theirs),
    summary: 'What is known of a file',
    problems: [fileNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<StoredFileResponse> {
    return this.queries.get(id);
  }

  @Get('files/:id/content')
  @Route({
    action: 'chart.read',
    discloses: reads('stored_file', ({ file }: GivenFile) => theirs(file)),
    summary: 'The file itself',
    description:
      'Its bytes are compared with their hash at every reading; what was altered is not given out. The reading is on the trail with `output` file.',
    answer: { mediaType: 'application/octet-stream', schema: { type: 'string', format: 'binary' } },
    problems: [fileNotFound, fileProblems.fileInErrorHidden, fileProblems.fileDamaged],
  })
  async content(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GivenFile> {
    const { file, bytes } = await this.files.content(id);
    void reply.headers({ 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' });
    return new GivenFile(file, bytes);
  }

  @Post('files/:id/mark-in-error')
  @Route({
    action: 'file.add',
    discloses: writes('stored_file', theirs),
    versioned: true,
    summary: 'Mark a file as entered in error; it stays',
    problems: [fileNotFound, fileNotYours, fileProblems.fileInError],
  })
  markInError(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: MarkFileInErrorDto,
  ): Promise<StoredFileResponse> {
    return this.files.markInError(id, version, reason);
  }
}
