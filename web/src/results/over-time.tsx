import { Text } from '@mantine/core';
import type { ReportResponse } from '../api/generated/index.ts';
import { Section } from '../shell/section.tsx';
import { Scroll } from '../shell/scroll.tsx';
import { Warn } from '../shell/warn.tsx';
import { figure, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { flagSaid, standsOut } from './flag-said.ts';
import { isInDoubt } from './value-said.ts';

/** How many times of a test stand beside each other. */
const SHOWN = 6;

interface Taken {
  readonly at: string;
  readonly value: number;
  readonly interpretation: string | null;
  readonly critical: boolean | null;
}
/** A test with a number, as it was found from time to time; a unit of its own is a line of its own. */
interface Course {
  readonly name: string;
  readonly unit: string;
  readonly taken: readonly Taken[];
}

/** How each test went: its last values beside each other and as a curve, where there are two or more. */
export function OverTime({ reports }: { readonly reports: readonly ReportResponse[] }) {
  const words = useWords();
  const courses = coursesOf(reports);
  if (courses.length === 0) return null;
  return (
    <Section title={words.waits.overTime}>
      <Text size="sm" className="muted">
        {words.waits.overTimeAbout}
      </Text>
      <Scroll label={words.waits.overTime}>
        <table className="figures">
          <tbody>
            {courses.map((course) => (
              <Line key={`${course.name} ${course.unit}`} course={course} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  );
}

function Line({ course: { name, unit, taken } }: { readonly course: Course }) {
  const words = useWords();
  const missing = SHOWN - taken.length;
  return (
    <tr>
      <th scope="row">
        {name} {unit}
      </th>
      <td>
        <Curve taken={taken} />
      </td>
      {missing > 0 && <td colSpan={missing} />}
      {taken.map(({ at, value, interpretation, critical }, place) => (
        <td key={place}>
          <strong className={standsOut(interpretation) ? 'severe' : undefined}>
            {critical && <Warn />} {figure(value)}
          </strong>{' '}
          {flagSaid(words, interpretation)}
          <div className="muted">
            <small>{moment(at)}</small>
          </div>
        </td>
      ))}
    </tr>
  );
}

const [WIDTH, HEIGHT, EDGE] = [90, 28, 4];

/** Points joined by a line, as far apart as their times; the figures stand beside it. */
function Curve({ taken }: { readonly taken: readonly Taken[] }) {
  const words = useWords();
  const values = taken.map(({ value }) => value);
  const times = taken.map(({ at }) => Date.parse(at));
  const [begins, ends] = [Math.min(...times), Math.max(...times)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const place = (value: number, at: number) => {
    const passed = ends === begins ? at / (values.length - 1) : (times[at]! - begins) / (ends - begins);
    const x = EDGE + passed * (WIDTH - 2 * EDGE);
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return [x, HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)] as const;
  };
  const points = values.map(place);
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={words.waits.curve(values.map((one) => figure(one)).join('; '))}
    >
      <polyline
        points={points.map((one) => one.join()).join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      />
      {points.map(([x, y], at) => (
        <circle key={at} cx={x} cy={y} r="2.4" fill="currentColor" />
      ))}
    </svg>
  );
}

const COUNTS_NOT: readonly string[] = ['entered-in-error', 'cancelled'];

function coursesOf(reports: readonly ReportResponse[]): Course[] {
  const courses = new Map<string, { name: string; unit: string; taken: Taken[] }>();
  for (const { observations, status } of reports) {
    if (COUNTS_NOT.includes(status)) continue;
    for (const { system, code, display, unit, unitText, value, status: state, comparator, ...rest } of observations) {
      if (typeof value !== 'number' || code === null || comparator !== null || COUNTS_NOT.includes(state)) continue;
      const key = [system, code, unit].join(' ');
      const course = courses.get(key) ?? { name: display, unit: unitText ?? unit ?? '', taken: [] };
      if (isInDoubt(rest)) continue;
      const { effectiveAt: at, interpretation, critical } = rest;
      course.taken.push({ at, value, interpretation, critical });
      courses.set(key, course);
    }
  }
  return [...courses.values()]
    .filter(({ taken }) => taken.length > 1)
    .map(({ taken, ...course }) => ({
      ...course,
      taken: taken.sort((one, other) => (one.at < other.at ? -1 : 1)).slice(-SHOWN),
    }));
}
