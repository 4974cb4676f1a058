import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';
import { DOCS_STYLE, docsScript, type DemoAccount } from '../routes/docs-page.js';
import { API_IN_A_LINE, DOC_TAGS } from '../routes/docs-page.words.js';
import { describeRefusals, REFUSAL_SCHEMAS, type DescribedOperation } from './openapi-refusals.js';
import { inBothLanguages } from './docs-in-both-languages.js';
import { orderEnumerations } from './openapi-enumerations.js';
import { vietnameseOf } from '../routes/operation-words.js';
import { projectRoot } from '../database/project-root.js';

/**
 * The OpenAPI 3.1 description of every route. Schemas come from the DTOs' types and comments, which the compiler
 * plugin of scripts/compile-described.mjs turns into metadata: without it routes have no fields.
 */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Bệnh Án')
    .setDescription(API_IN_A_LINE)
    .setVersion('1')
    .addBearerAuth();
  for (const [tag, vi, en] of DOC_TAGS) config.addTag(tag, `${vi} · ${en}`);
  const document = SwaggerModule.createDocument(app, config.build());
  const responses = {};
  const schemas = { ...document.components?.schemas, ...REFUSAL_SCHEMAS };
  document.components = { ...document.components, schemas, responses };
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const operation of Object.values(operations) as DescribedOperation[]) {
      settleSuccess(operation);
      addVietnamese(operation);
      describeRefusals(path, operation, responses);
    }
  }
  orderEnumerations(document);
  return document;
}

/** What the operation does, in Vietnamese, beside its English words: `x-vi`. */
function addVietnamese(operation: DescribedOperation): void {
  const { summary, description } = operation;
  operation['x-vi'] = {
    ...(summary && { summary: vietnameseOf(summary) }),
    ...(description && { description: vietnameseOf(description) }),
  };
}

/** The compiler plugin cannot see which status a route answers with and writes Nest's default; the route itself knows. */
function settleSuccess(operation: DescribedOperation): void {
  const status = operation['x-status'] ?? '200';
  delete operation['x-status'];
  const { [status]: documented, ...others } = operation.responses;
  const plugins = Object.entries(others).find(([code]) => code.startsWith('2'))?.[1];
  const rest = Object.entries(others).filter(([code]) => !code.startsWith('2'));
  const content = status === '204' ? undefined : (documented?.content ?? plugins?.content);
  const success = { description: operation.summary ?? '', ...(content && { content }) };
  operation.responses = { [status]: success, ...Object.fromEntries(rest) };
}

/**
 * Serves openapi.json and a page to try it in; its scripts and styles come from this server.
 * @param demo whom a click signs in, and with which password; nobody where the demo hospital is off
 */
export function serveDocs(
  app: NestFastifyApplication,
  demo: { readonly accounts: readonly DemoAccount[]; readonly password?: string },
): void {
  // Swagger's page says what it is, but not in which letters.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route: RouteOptions) => {
      if (!/^\/docs\/?$/.test(route.url)) return;
      route.onSend = (_request, reply, _payload, done) => {
        void reply.header('Content-Type', 'text/html; charset=utf-8');
        done();
      };
    });
  let shown: OpenAPIObject | undefined;
  const description = () => JSON.parse(readFileSync(join(projectRoot(), 'openapi.json'), 'utf8')) as OpenAPIObject;
  SwaggerModule.setup('docs', app, description, {
    jsonDocumentUrl: 'openapi.json',
    patchDocumentOnRequest: (request, _response, document) =>
      (request as { readonly url: string }).url.startsWith('/docs') ? (shown ??= inBothLanguages(document)) : document,
    customSiteTitle: 'Bệnh Án API',
    customCss: DOCS_STYLE,
    customJsStr: docsScript(demo.accounts, demo.password),
    swaggerOptions: { persistAuthorization: true, docExpansion: 'none' },
  });
}
