import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { Span, SpanAttributes } from './span.js';

/** What all of a process's spans and metrics are of. */
export interface Resource {
  readonly serviceName: string;
  /** Of this process alone. */
  readonly instance: string;
  /** Nanoseconds since 1970. */
  readonly began: bigint;
}

type Value = { stringValue: string } | { intValue: string } | { doubleValue: number };
type Metric = MetricObjectWithValues<MetricValue<string>>;
type Sample = MetricValue<string> & { metricName?: string };

const valueOf = (value: string | number): Value => {
  if (typeof value === 'string') return { stringValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
};
const attributesOf = (given: Readonly<Record<string, string | number | undefined>>) =>
  Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: valueOf(value) }]));

const resourceOf = ({ serviceName, instance }: Resource) => ({
  attributes: attributesOf({
    'service.name': serviceName,
    'service.instance.id': instance,
  }),
});
const SCOPE = { name: 'benh-an' };

/** Spans as the JSON of OTLP 1.x (ExportTraceServiceRequest). */
export const tracesBody = (resource: Resource, spans: readonly Span[]): object => ({
  resourceSpans: [
    {
      resource: resourceOf(resource),
      scopeSpans: [
        {
          scope: SCOPE,
          spans: spans.map(({ traceId, spanId, parentId, name, kind, began, ended, hasFailed, attributes }) => ({
            ...{ traceId, spanId, name, kind, ...(parentId && { parentSpanId: parentId }) },
            ...{ startTimeUnixNano: String(began), endTimeUnixNano: String(ended) },
            attributes: attributesOf(attributes as SpanAttributes & Record<string, string | number | undefined>),
            status: hasFailed ? { code: 2 } : {},
          })),
        },
      ],
    },
  ],
});

/** Metrics of prom-client as the JSON of OTLP (ExportMetricsServiceRequest), counted since the process began. */
export const metricsBody = (resource: Resource, metrics: readonly Metric[], now: bigint): object => ({
  resourceMetrics: [
    {
      resource: resourceOf(resource),
      scopeMetrics: [{ scope: SCOPE, metrics: metrics.flatMap((metric) => metricOf(metric, times(resource, now))) }],
    },
  ],
});

interface Times {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
}
const times = ({ began }: Resource, now: bigint): Times => ({
  startTimeUnixNano: String(began),
  timeUnixNano: String(now),
});
/** AGGREGATION_TEMPORALITY_CUMULATIVE */
const CUMULATIVE = 2;

function metricOf({ name, help: description, type, values }: Metric, at: Times): object[] {
  const points = values.map(({ labels, value }) => ({ ...at, attributes: attributesOf(labels), asDouble: value }));
  // By its name: prom-client's types are an enumeration that a file compiled by itself does not see.
  switch (String(type)) {
    case 'counter':
      return [
        { name, description, sum: { aggregationTemporality: CUMULATIVE, isMonotonic: true, dataPoints: points } },
      ];
    case 'gauge':
      return [{ name, description, gauge: { dataPoints: points } }];
    case 'histogram':
      return [
        {
          name,
          description,
          histogram: { aggregationTemporality: CUMULATIVE, dataPoints: histogramPoints(values, at) },
        },
      ];
    default: // summaries have no like in OTLP that counts on
      return [];
  }
}

/** prom-client counts what is at most `le`; OTLP counts what lies between two bounds. */
function histogramPoints(samples: readonly Sample[], at: Times): object[] {
  const series = new Map<string, { labels: Sample['labels']; buckets: [number, number][]; sum: number }>();
  for (const { labels, value, metricName = '' } of samples) {
    const { le, ...rest } = labels;
    const key = JSON.stringify(rest);
    const one = series.get(key) ?? { labels: rest, buckets: [], sum: 0 };
    series.set(key, one);
    if (metricName.endsWith('_sum')) one.sum = value;
    else if (le !== undefined) one.buckets.push([le === '+Inf' ? Infinity : Number(le), value]);
  }
  return [...series.values()].map(({ labels, buckets, sum }) => {
    const sorted = buckets.toSorted(([one], [other]) => one - other);
    const counts = sorted.map(([, count], place) => count - (sorted[place - 1]?.[1] ?? 0));
    return {
      ...{ ...at, attributes: attributesOf(labels), sum, count: String(sorted.at(-1)?.[1] ?? 0) },
      explicitBounds: sorted.map(([bound]) => bound).filter(Number.isFinite),
      bucketCounts: counts.map(String),
    };
  });
}
