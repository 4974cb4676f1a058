import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Route } from '../routes/route.decorator.js';
import { consolePage, serviceWorker } from './console-files.js';
import { FRONT_PAGE_POLICY, frontPage } from './front-page.js';

const SCRIPT = { mediaType: 'text/javascript', schema: { type: 'string' } } as const;
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

  @Get('sw.js')
  @Route({
    action: 'public',
    discloses: 'nothing',
    summary: 'What keeps the console readable on a terminal while no server answers',
    answer: SCRIPT,
    problems: [httpProblems.notFound],
  })
  worker(@Res({ passthrough: true }) reply: FastifyReply): string {
    const worker = serviceWorker();
    if (!worker) throw new Problem(httpProblems.notFound);
    // Browsers ask for it anew at each look for a new version.
    void reply.headers({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Content-Security-Policy': worker.policy,
      'Cache-Control': 'no-cache',
    });
    return worker.script;
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
