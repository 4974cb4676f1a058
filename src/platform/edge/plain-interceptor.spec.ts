import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Controller,
  Get,
  HttpCode,
  Injectable,
  Module,
  Param,
  ParseIntPipe,
  StreamableFile,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InterceptorsConsumer } from '@nestjs/core/interceptors/interceptors-consumer.js';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isObservable, lastValueFrom, map, of } from 'rxjs';
import { interceptPlainly, PlainInterceptor } from './plain-interceptor.js';
import { routePlainly } from './plain-route.js';

class Around extends PlainInterceptor {
  constructor(private readonly mark: string) {
    super();
  }

  async around(_: ExecutionContext, next: () => Promise<unknown>): Promise<unknown> {
    return `${this.mark}(${String(await next())})`;
  }
}
const byStream: NestInterceptor = {
  intercept: (_, next: CallHandler) => next.handle().pipe(map((answer) => `stream(${String(answer)})`)),
};

async function answerOf(interceptors: NestInterceptor[], handler: () => Promise<unknown>) {
  interceptPlainly();
  const found = await new InterceptorsConsumer().intercept(interceptors, [{}, {}], {}, handler, handler, 'http');
  return { isStream: isObservable(found), answer: isObservable(found) ? await lastValueFrom(found) : found };
}

describe('Interceptors of ours', () => {
  it('call each other and the handler, the first of all outside', async () => {
    const found = await answerOf([new Around('a'), new Around('b')], () => Promise.resolve('handled'));
    expect(found).toEqual({ isStream: false, answer: 'a(b(handled))' });
  });

  it('stand among others as Nest has it', async () => {
    const found = await answerOf([new Around('a'), byStream, new Around('b')], () => Promise.resolve('handled'));
    expect(found).toEqual({ isStream: true, answer: 'a(stream(b(handled)))' });
  });

  it('hear what the handler throws', async () => {
    await expect(answerOf([new Around('a')], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

/** What guards and interceptors were asked, in order. */
const seen: string[] = [];

/** Says what the request asks it to say, at once, later or as a stream. */
@Injectable()
class Guard implements CanActivate {
  canActivate(execution: ExecutionContext) {
    const { says = 'yes' } = execution.switchToHttp().getRequest<{ headers: Record<string, string> }>().headers;
    seen.push(`guard of ${execution.getClass().name}.${execution.getHandler().name}`);
    const may = !says.includes('no');
    return says.includes('later') ? Promise.resolve(may) : says.includes('stream') ? of(may) : may;
  }
}
@Injectable()
class Within extends PlainInterceptor {
  async around(execution: ExecutionContext, next: () => Promise<unknown>): Promise<unknown> {
    seen.push('interceptor');
    const { headers } = execution.switchToHttp().getRequest<FastifyRequest>();
    const reply = execution.switchToHttp().getResponse<FastifyReply>().header('X-Within', 'yes');
    const answer = await next();
    if (headers['status']) void reply.status(Number(headers['status']));
    return answer;
  }
}
@UseGuards(Guard)
@UseInterceptors(Within)
@Controller()
class Things {
  @Get('things/:id')
  @HttpCode(202)
  one(@Param('id', ParseIntPipe) id: number) {
    seen.push('handler');
    return { id };
  }
  @Get('later')
  later() {
    return Promise.resolve('done');
  }
  @Get('nothing')
  nothing() {
    return undefined;
  }
  @Get('file')
  file() {
    return new StreamableFile(Buffer.from('bytes'), { type: 'text/plain' });
  }
  @Get('stream')
  stream() {
    return of({ emitted: 1 });
  }
  @Get('fails')
  fails() {
    throw new Error('no');
  }
}
@Module({ controllers: [Things] })
class ThingsModule {}

describe('A route of ours', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    interceptPlainly();
    routePlainly();
    app = await NestFactory.create<NestFastifyApplication>(ThingsModule, new FastifyAdapter(), { logger: false });
    await app.init();
  });
  afterAll(() => app.close());
  const get = async (url: string, headers: Record<string, string> = {}) => {
    seen.length = 0;
    const { statusCode, payload, headers: told } = await app.inject({ url, headers });
    return { status: statusCode, payload, told };
  };

  it('asks its guards, then its interceptors, then its pipes, then its handler', async () => {
    const { status, payload, told } = await get('/things/7');
    expect([status, payload, told['x-within']]).toEqual([202, '{"id":7}', 'yes']);
    expect(seen).toEqual(['guard of Things.one', 'interceptor', 'handler']);
  });

  it.each(['no', 'no, later', 'no, by a stream'])('lets nobody in whose guard says %s', async (says) => {
    expect((await get('/things/7', { says })).status).toBe(403);
    expect(seen).toEqual(['guard of Things.one']);
  });

  it.each(['yes, later', 'yes, by a stream'])('lets in whose guard says %s', async (says) => {
    expect((await get('/things/7', { says })).status).toBe(202);
  });

  it('calls no handler with what a pipe refuses', async () => {
    expect((await get('/things/seven')).status).toBe(400);
    expect(seen).toEqual(['guard of Things.one', 'interceptor']);
  });

  it('answers with the status that an interceptor gives it', async () => {
    expect([
      (await get('/things/7', { status: '304' })).status,
      (await get('/later', { status: '201' })).status,
    ]).toEqual([304, 201]);
  });

  it('answers whatever its handler gives: later, nothing, a file, a stream of values, an error', async () => {
    expect(await get('/later')).toMatchObject({ status: 200, payload: 'done' });
    expect(await get('/nothing')).toMatchObject({ status: 200, payload: '' });
    expect(await get('/file')).toMatchObject({ payload: 'bytes', told: { 'content-type': 'text/plain' } });
    expect(await get('/stream')).toMatchObject({ status: 200, payload: '{"emitted":1}' });
    expect((await get('/fails')).status).toBe(500);
  });
});
