import { describe, expect, it } from '@jest/globals';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { InterceptorsConsumer } from '@nestjs/core/interceptors/interceptors-consumer.js';
import { isObservable, lastValueFrom, map } from 'rxjs';
import { interceptPlainly, PlainInterceptor } from './plain-interceptor.js';

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
