import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * The OpenAPI 3.1 description of every route. Schemas come from the DTOs' types and comments, which the compiler
 * plugin of the build turns into metadata: sources run uncompiled (tests) describe their routes only.
 */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
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
