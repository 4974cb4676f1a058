import { randomBytes } from 'node:crypto';

/** What a span may say: names of our own code and numbers, never what a request carries. */
export interface SpanAttributes {
  readonly 'http.request.method'?: string;
  /** The pattern of the route, such as `/api/v1/patients/:id`. */
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  /** The id that the service gave the request, as in its log and on the trail. */
  readonly 'benhan.request_id'?: string;
  readonly 'db.system.name'?: 'postgresql';
  /** The name that the code gives a statement. */
  readonly 'db.query.summary'?: string;
}

/** SpanKind of the protocol. */
export const KIND = { server: 2, client: 3 } as const;

/** Where a request stands in a trace. */
export interface TraceContext {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
}

export interface Span extends TraceContext {
  readonly parentId?: string;
  readonly name: string;
  readonly kind: (typeof KIND)[keyof typeof KIND];
  /** Nanoseconds since 1970. */
  readonly began: bigint;
  readonly ended: bigint;
  readonly hasFailed: boolean;
  readonly attributes: SpanAttributes;
}

export const newTraceId = (): string => randomBytes(16).toString('hex');
export const newSpanId = (): string => randomBytes(8).toString('hex');

/** Nanoseconds since 1970. */
export const nowNanos = (): bigint => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6));

/** W3C Trace Context, version 00: what a caller traces. @returns undefined when there is none, or it cannot be read */
export function tracedBy(header: unknown): (TraceContext & { isSampled: boolean }) | undefined {
  const [, traceId, spanId, flags] = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(String(header)) ?? [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, isSampled: (parseInt(flags, 16) & 1) === 1 };
}
