import { httpUrl, setting, text, whole } from './setting.js';

const ratio = (value: string) => {
  const number = Number(value);
  if (!(number >= 0 && number <= 1)) throw new Error('must be a number from 0 to 1');
  return number;
};
/** As the standard writes headers: name=value, comma separated, values percent-encoded. */
const headers = (value: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    value.split(',').map((part) => {
      const at = part.indexOf('=');
      const name = part.slice(0, at).trim();
      if (at < 1 || !/^[\w-]+$/.test(name)) throw new Error('must be headers such as authorization=Bearer%20abc');
      return [name, decodeURIComponent(part.slice(at + 1).trim())];
    }),
  );

/** Traces and metrics for an OpenTelemetry collector; names and meanings are those of the OpenTelemetry specification. */
export const TELEMETRY_SETTINGS = {
  otlpEndpoint: setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    undefined,
    'Address of an OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318: traces and metrics go there, without anything of a patient. Absent: none are sent.',
    httpUrl,
  ),
  otlpHeaders: {
    ...setting(
      'OTEL_EXPORTER_OTLP_HEADERS',
      undefined,
      'Headers for the collector, such as authorization=Bearer%20abc.',
      headers,
    ),
    secret: true,
  },
  otelServiceName: setting('OTEL_SERVICE_NAME', 'benh-an', 'What traces and metrics call this service.', text),
  otelSampleRatio: setting(
    'OTEL_TRACES_SAMPLER_ARG',
    '0.1',
    'Share of requests that are traced, 0 to 1; what a caller traces already (traceparent) is traced on.',
    ratio,
  ),
  otelMetricIntervalMs: setting(
    'OTEL_METRIC_EXPORT_INTERVAL',
    '60000',
    'How often metrics are sent to the collector, in milliseconds.',
    whole(1000, 3_600_000),
  ),
} as const;
