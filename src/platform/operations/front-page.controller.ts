import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { requestContext } from '../../kernel/request-context.js';
import { Route } from '../routes/route.decorator.js';
import { FRONT_PAGE_POLICY, frontPage } from './front-page.js';

/** The first thing a newcomer opens: where everything is. */
@ApiTags('operations')
@Controller()
export class FrontPageController {
  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Settings) {}

  @Get()
  @Route({
    action: 'public',
    discloses: 'nothing',
    summary: 'A page that says what this is, and where documentation, health and signing in are',
    answer: { mediaType: 'text/html', schema: { type: 'string' } },
  })
  page(@Res({ passthrough: true }) reply: FastifyReply): string {
    const { language } = requestContext();
    void reply.headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': language,
      'Content-Security-Policy': FRONT_PAGE_POLICY,
      Vary: 'Accept-Language',
    });
    return frontPage(language, this.settings.docs === 'on');
  }
}
