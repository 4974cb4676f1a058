import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The OpenAPI 3.1 description of every route. Schemas come from the DTOs through the compiler plugin. */
export async function describeApi(app: NestFastifyApplication): Promise<OpenAPIObject> {
  // Written by the build from the comments and types of DTOs; absent when the sources run uncompiled.
  const metadata = (await import('../metadata.js').catch(() => undefined)) as
    { default: () => Promise<Record<string, unknown>> } | undefined;
  if (metadata) await SwaggerModule.loadPluginMetadata(metadata.default);
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Bệnh Án')
    .setDescription('Hồ sơ bệnh án điện tử. Electronic medical record: JSON at /api/v1, HL7 FHIR R4 at /fhir/R4.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** Serves the description and a page to try it in; its scripts and styles come from this server. */
export function serveDocs(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Bệnh Án API',
    swaggerOptions: { persistAuthorization: true, docExpansion: 'none' },
  });
}
