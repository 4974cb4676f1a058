import 'uplot/dist/uPlot.min.css';
import { Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import type { FlowsheetResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';
import { vitalName } from './vital-name.ts';

/** Series that share a unit share a plot; no axis has two units. A line and a mark for each. */
const PLOTS = [
  { unit: '°C', range: [34, 42], series: [['temperature', '#c2255c']] },
  { unit: '/min', range: [30, 180], series: [['heartRate', '#c92a2a']] },
  {
    unit: 'mmHg',
    range: [30, 230],
    series: [
      ['systolic', '#1864ab'],
      ['diastolic', '#5f3dc4'],
    ],
  },
  { unit: '/min', range: [5, 45], series: [['respiratoryRate', '#2b8a3e']] },
  { unit: '%', range: [80, 100], series: [['oxygenSaturation', '#0b7285']] },
] as const;

/** Vital signs over time, points joined by lines; the figures stand in the table beside for those who cannot see it. */
export function Plot({ sheet }: { readonly sheet: FlowsheetResponse }) {
  const order = sheet.times.map((at, index) => ({ at: Date.parse(at) / 1000, index })).sort((a, b) => a.at - b.at);
  const times = order.map(({ at }) => at);
  const valuesOf = (name: string) => {
    const values = (sheet.rows.find(({ parameter }) => parameter === name)?.values ?? []) as readonly unknown[];
    return order.map(({ index }) => (typeof values[index] === 'number' ? values[index] : null));
  };
  return (
    <Stack gap="xs">
      {PLOTS.map(({ unit, range, series }) => {
        const data = series.map(([name]) => valuesOf(name));
        if (data.every((values) => values.every((value) => value === null))) return null;
        return <TimePlot key={series[0][0]} unit={unit} range={range} series={series} times={times} data={data} />;
      })}
    </Stack>
  );
}

/** The axis tells minutes: a shorter time is shown in the middle of an hour. */
const atLeastAnHour = (low: number, high: number): [number, number] =>
  high - low >= 3600 ? [low, high] : [(low + high) / 2 - 1800, (low + high) / 2 + 1800];

interface OneProps {
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly series: readonly (readonly [string, string])[];
  readonly times: readonly number[];
  readonly data: readonly (readonly (number | null)[])[];
}

/** One plot of series that share a unit; a series that is no vital sign is named by its words. */
export function TimePlot({ unit, range, series, times, data }: OneProps) {
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  const names = series.map(([name]) => vitalName(words, name));
  useEffect(() => {
    if (!place.current) return undefined;
    const colour = getComputedStyle(place.current).color;
    const axis = { stroke: colour, grid: { stroke: '#8886', width: 1 } };
    const plot = new UPlot(
      {
        width: Math.max(320, place.current.clientWidth),
        height: 150,
        legend: { show: false },
        tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Asia/Ho_Chi_Minh'),
        scales: {
          // The times themselves: of a single one the library makes three years.
          x: { range: () => atLeastAnHour(times[0] ?? 0, times.at(-1) ?? 0) },
          y: { range: (_plot, low, high) => [Math.min(range[0], low), Math.max(range[1], high)] },
        },
        axes: [
          {
            ...axis,
            values: [
              [86400, '{DD}/{MM}', null, null, null, null, null, null, 1],
              [60, '{HH}:{mm}', '\n{DD}/{MM}', null, '\n{DD}/{MM}', null, null, null, 1],
            ],
          },
          { ...axis, size: 60 },
        ],
        series: [
          {},
          ...series.map(([, stroke], at) => ({
            label: `${names[at]} (${unit})`,
            stroke,
            width: 2,
            spanGaps: true,
            points: { show: true, size: 7, fill: stroke },
          })),
        ],
      },
      [times as number[], ...data.map((values) => [...values])],
      place.current,
    );
    return () => plot.destroy();
  });
  return (
    <figure style={{ margin: 0 }}>
      <Text component="figcaption" size="sm" fw={600}>
        {names.join(', ')} ({unit === '/min' ? words.vitals.perMinute : unit})
      </Text>
      <div ref={place} role="img" aria-label={names.join(', ')} />
    </figure>
  );
}
