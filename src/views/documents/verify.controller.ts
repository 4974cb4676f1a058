import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { RateLimits } from '../../platform/limits/rate-limits.js';
import { prefersHtml } from '../../platform/routes/accept.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { readCode } from './document-code.js';
import { VerifyQuery } from './dto/documents.dto.js';
import { VerificationResponse } from './dto/verification.response.js';
import { fingerprintText } from './fingerprint.js';
import { FORM_NAMES, formOf } from './forms.js';
import { inPaperLanguage } from './paper-language.js';
import { VERIFY_POLICY, verifyPage } from './verify.page.js';

interface FoundDocument {
  readonly issued_at: Date;
  readonly issuer_name: string;
  readonly sha256: string;
  readonly fingerprint: string;
  readonly draft: boolean;
  readonly withdrawn: boolean;
  readonly withdrawn_at: Date | null;
  readonly replaced_at: Date | null;
}

/** For whoever holds a paper: a court, an insurer, the next hospital. Nobody signs in. */
@ApiTags('documents')
@Controller('verify')
export class VerifyController {
  constructor(
    private readonly database: Database,
    private readonly rates: RateLimits,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  @Get(':code')
  @ApiExtraModels(VerificationResponse)
  @Route({
    action: 'public',
    discloses: 'nothing',
    summary: 'Whether a printed document is genuine, by whom and when',
    description:
      'As a page or as JSON, and nothing about the patient. With `sha256`, whether a file is the one that was issued.',
  })
  @ApiResponse({
    status: 200,
    description: 'The verdict, also for a code that nobody issued',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(VerificationResponse) } },
      'text/html': { schema: { type: 'string' } },
    },
  })
  async verify(
    @Param('code') code: string,
    @Query() { sha256, language: wanted }: VerifyQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VerificationResponse | string> {
    const { address, language: asked } = requestContext();
    const language = wanted ?? asked;
    await this.rates.admitVerification(address);
    const answer = await this.find(readCode(code), sha256?.toLowerCase());
    void reply.headers({ Vary: 'Accept, Accept-Language', 'X-Robots-Tag': 'noindex' });
    if (!prefersHtml(accept)) return answer;
    void reply.headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': language,
      'Content-Security-Policy': VERIFY_POLICY,
    });
    return inPaperLanguage(language, () => verifyPage(answer, language, sha256));
  }

  private async find(code: string | undefined, sha256: string | undefined): Promise<VerificationResponse> {
    const [found] = code ? await this.database.queryWithoutScope<FoundDocument>(FIND, [code, NOTE_TYPES]) : [];
    if (!found) {
      const nothing = { hospital: null, issuedBy: null, issuedAt: null, sha256: null, fingerprint: null };
      return { genuine: false, draft: null, withdrawn: null, withdrawnAt: null, replacedAt: null, ...nothing };
    }
    return {
      genuine: sha256 === undefined || sha256 === found.sha256,
      draft: found.draft,
      withdrawn: found.withdrawn,
      withdrawnAt: found.withdrawn_at?.toISOString() ?? null,
      replacedAt: found.replaced_at?.toISOString() ?? null,
      hospital: this.settings.hospitalName,
      issuedBy: found.issuer_name,
      issuedAt: found.issued_at.toISOString(),
      sha256: found.sha256,
      fingerprint: fingerprintText(found.fingerprint),
    };
  }
}

const FIND = { name: 'documents.verify', text: 'SELECT * FROM verify_document($1, $2::jsonb)' };
/** Kinds of notes that each form is made of. */
const NOTE_TYPES = JSON.stringify(Object.fromEntries(FORM_NAMES.map((form) => [form, formOf(form).notes ?? []])));
