import 'uplot/dist/uPlot.min.css';
import { Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import type { FlowsheetResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';
import { vitalName } from './vital-name.ts';
import { unitSaid } from './unit-said.ts';

/** Series that share a unit share a plot; no axis has two units. A shape and a colour for each. */
const PLOTS = [
  { unit: '°C', range: [34, 42], series: [['temperature', 1]] },
  { unit: '/min', range: [30, 180], series: [['heartRate', 2]] },
  {
    unit: 'mmHg',
    range: [30, 230],
    series: [
      ['systolic', 3],
      ['diastolic', 4],
    ],
  },
  { unit: '/min', range: [5, 45], series: [['respiratoryRate', 5]] },
  { unit: '%', range: [80, 100], series: [['oxygenSaturation', 6]] },
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

/** A point of each series: round, then square; the same on the plot and in its key. */
const SHAPES = [
  { inKey: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0', onPlot: marksOf((path, x, y, r) => path.arc(x, y, r, 0, 2 * Math.PI)) },
  { inKey: 'M-4-4h8v8h-8z', onPlot: marksOf((path, x, y, r) => path.rect(x - r, y - r, 2 * r, 2 * r)) },
] as const;

/** What is drawn is cut at the plot's edge, line and ground alike (uPlot's flags). */
const CLIP_BOTH = 3;

type Draw = (path: Path2D, x: number, y: number, r: number) => void;

/** Draws the points of a series by their shape, filled. */
function marksOf(draw: Draw): UPlot.Series.Points.PathBuilder {
  return (plot, at, first, last) => {
    const fill = new Path2D();
    const radius = 3.5 * UPlot.pxRatio;
    const values = plot.data[at] ?? [];
    for (let place = first; place <= last; place += 1) {
      const value = values[place];
      if (typeof value !== 'number') continue;
      const [x, y] = [plot.valToPos(plot.data[0][place]!, 'x', true), plot.valToPos(value, 'y', true)];
      const point = new Path2D();
      draw(point, x, y, radius);
      fill.addPath(point);
    }
    return { stroke: null, fill, flags: CLIP_BOTH };
  };
}

/** The axis tells minutes: a shorter time is shown in the middle of an hour. A mark at the edge is not cut. */
const atLeastAnHour = (low: number, high: number): [number, number] => {
  const edge = (high - low) * 0.01;
  return high - low >= 3600 ? [low - edge, high + edge] : [(low + high) / 2 - 1800, (low + high) / 2 + 1800];
};

const HEIGHT = 150;
const widthOf = (place: HTMLElement): number => Math.max(200, place.clientWidth);

interface OneProps {
  readonly unit: string;
  readonly range: readonly [number, number];
  /** Each by its name, and which of the colours (styles/chart.css) is its own. */
  readonly series: readonly (readonly [name: string, colour: number])[];
  readonly times: readonly number[];
  readonly data: readonly (readonly (number | null)[])[];
}

/** One plot of series that share a unit; a series that is no vital sign is named by its words. */
export function TimePlot({ unit, range, series, times, data }: OneProps) {
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  const marks = useRef<(SVGSVGElement | null)[]>([]);
  // Colours of the night are others: what was drawn is drawn again.
  const scheme = useComputedColorScheme();
  const names = series.map(([name]) => vitalName(words, name));
  const drawn = JSON.stringify([unit, range, names, series, times, data, scheme]);
  useEffect(() => {
    const root = place.current;
    if (!root) return undefined;
    const colour = getComputedStyle(root).color;
    const axis = { stroke: colour, grid: { stroke: '#8886', width: 1 } };
    const colours = series.map((_, at) => getComputedStyle(marks.current[at] ?? root).color);
    const plot = new UPlot(
      {
        width: widthOf(root),
        height: HEIGHT,
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
          { ...axis, size: 60, space: 26 },
        ],
        series: [
          {},
          ...series.map((_, at) => ({
            label: `${names[at]} (${unit})`,
            stroke: colours[at],
            width: 2,
            spanGaps: true,
            points: { show: true, paths: SHAPES[at % SHAPES.length]!.onPlot, fill: colours[at] },
          })),
        ],
      },
      [times as number[], ...data.map((values) => [...values])],
      root,
    );
    const observer = new ResizeObserver(() => {
      const width = widthOf(root);
      if (width !== plot.width) plot.setSize({ width, height: HEIGHT });
    });
    observer.observe(root);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
    // What is drawn is all in `drawn`: a screen that is shown anew with the same values keeps its plot.
  }, [drawn]);
  return (
    <figure className="curves" style={{ margin: 0 }} data-scheme={scheme}>
      <Text component="figcaption" size="sm" fw={600}>
        {names.map((name, at) => (
          <span key={name} className="curve-key">
            <svg
              ref={(drawn) => {
                marks.current[at] = drawn;
              }}
              width="14"
              height="14"
              viewBox="-7 -7 14 14"
              aria-hidden="true"
              style={{ color: `var(--curve-${series[at]![1]})` }}
            >
              <path d={SHAPES[at % SHAPES.length]!.inKey} fill="currentColor" />
            </svg>
            {name}
          </span>
        ))}
        {unit && `(${unitSaid(words, unit)})`}
      </Text>
      <div ref={place} role="img" aria-label={names.join(', ')} />
    </figure>
  );
}
