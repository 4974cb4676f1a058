import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Route } from '../routes/route.decorator.js';
import { consolePage } from './console-files.js';
import { FRONT_PAGE_POLICY, frontPage } from './front-page.js';

const HTML = { mediaType: 'text/html', schema: { type: 'string' } } as const;

/** The pages of the service: the console people work at, and where everything else is. */
@ApiTags('operations')
@Controller()
export class ConsoleController {
  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Settings) {}

  @Get()
  @Route({ action: 'public', discloses: 'nothing', summary: 'The console: the screens people work at', answer: HTML })
  home(@Res({ passthrough: true }) reply: FastifyReply): string {
    return this.console(reply);
  }

  @Get('app')
  @Route({ action: 'public', discloses: 'nothing', summary: 'The first screen of the console', answer: HTML })
  first(@Res({ passthrough: true }) reply: FastifyReply): string {
    return this.console(reply);
  }

  @Get('app/*')
  @Route({ action: 'public', discloses: 'nothing', summary: 'A screen of the console', answer: HTML })
  screen(@Res({ passthrough: true }) reply: FastifyReply): string {
    return this.console(reply);
  }

  @Get('about')
  @Route({
    action: 'public',
    discloses: 'nothing',
    summary: 'A page that says what this is, and where documentation, health and signing in are',
    answer: HTML,
  })
  about(@Res({ passthrough: true }) reply: FastifyReply): string {
    return this.page(reply, FRONT_PAGE_POLICY, frontPage(requestContext().language, this.settings.docs === 'on'));
  }

  /** The page is the same for every screen: what it shows is asked for with the person's own rights. */
  private console(reply: FastifyReply): string {
    const page = consolePage(requestContext().language);
    return page ? this.page(reply, page.policy, page.html) : this.about(reply);
  }

  private page(reply: FastifyReply, policy: string, html: string): string {
    void reply.headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': requestContext().language,
      'Content-Security-Policy': policy,
      Vary: 'Accept-Language',
    });
    return html;
  }
}
