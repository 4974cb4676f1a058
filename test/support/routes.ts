import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ROUTE, type RouteOptions } from '../../src/platform/routes/route.decorator.js';

/** A route as its controller declares it. */
export interface DeclaredRoute {
  /** `GET /api/v1/patients/:id` */
  readonly name: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  /** Undefined when the handler carries no @Route. */
  readonly declaration: RouteOptions | undefined;
}

/** Every route of every controller, read from the metadata Nest itself routes by. */
export function routesOf(app: NestFastifyApplication): DeclaredRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap(({ controllers }) => [...controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const base = asList(Reflect.getMetadata(PATH_METADATA, metatype!) as string | string[] | undefined);
    const prototype = (metatype as { prototype: Record<string, unknown> }).prototype;
    return Object.getOwnPropertyNames(prototype)
      .filter((key) => key !== 'constructor')
      .map((key) => prototype[key])
      .filter(
        (handler): handler is object => typeof handler === 'function' && Reflect.hasMetadata(PATH_METADATA, handler),
      )
      .flatMap((handler) => base.flatMap((prefix) => routesOfHandler(prefix, handler)));
  });
}

function routesOfHandler(prefix: string, handler: object): DeclaredRoute[] {
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
  return asList(Reflect.getMetadata(PATH_METADATA, handler) as string | string[]).map((own) => {
    const path = `/${prefix}/${own}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
    const declaration = Reflect.getMetadata(ROUTE, handler) as RouteOptions | undefined;
    return { name: `${method} ${path}`, method: method.toLowerCase() as DeclaredRoute['method'], path, declaration };
  });
}

const asList = (paths: string | string[] | undefined): string[] => (Array.isArray(paths) ? paths : [paths ?? '']);

/** The path with every parameter replaced by an id that nothing has, and a type of FHIR by one. */
export const somePath = (path: string): string =>
  path
    .replace(':id/:type', ':id/Observation')
    .replace(':type', 'Basic')
    .replace(/:\w+/g, '01900000-0000-7000-8000-000000000000');

/** Routes whose answers do not end: test/live. */
export const ENDLESS: readonly string[] = ['GET /api/v1/stream'];
