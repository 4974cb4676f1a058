import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Language } from '../../kernel/language.js';
import { projectRoot } from '../database/project-root.js';

const folder = () => join(projectRoot(), 'dist', 'web');

/** A page of the console, and the policy a browser holds it to. */
export interface ConsolePage {
  readonly html: string;
  readonly policy: string;
}

/** The script of the service worker, and the policy it is held to. */
export interface ConsoleWorker {
  readonly script: string;
  readonly policy: string;
}

/**
 * The console's page, or undefined where it was not built.
 * Scripts come from this server alone, none stands in the page; style elements carry a number that is good for one answer only, since the
 * component library writes its colours into one.
 */
export function consolePage(language: Language): ConsolePage | undefined {
  const file = join(folder(), 'index.html');
  if (!existsSync(file)) return undefined;
  const nonce = randomBytes(16).toString('base64');
  const html = readFileSync(file, 'utf8').replace('<html lang="vi">', `<html lang="${language}">`);
  return { html: html.replaceAll('STYLE-NONCE', nonce), policy: policyWith(nonce) };
}

const policyWith = (nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

/**
 * The service worker, which keeps the page and what it loads for when no server answers; undefined where the console was not built.
 * It may ask this server, and nothing else.
 */
export function serviceWorker(): ConsoleWorker | undefined {
  const file = join(folder(), 'sw.js');
  if (!existsSync(file)) return undefined;
  return { script: readFileSync(file, 'utf8'), policy: `default-src 'none'; connect-src 'self'` };
}

/** A year: the name of each file holds the hash of what is in it. */
const A_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Serves what the page loads: scripts, styles, letters. They tell nothing of the hospital and are kept by browsers. */
export async function serveConsoleFiles(app: NestFastifyApplication): Promise<void> {
  const root = join(folder(), 'assets');
  if (!existsSync(root)) return;
  await app.register(fastifyStatic, {
    root,
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: A_YEAR_MS,
  });
}
