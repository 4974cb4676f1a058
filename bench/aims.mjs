// What is aimed at, each in one place: what is measured of a report, and the figure it must reach.

/** Reads a report; undefined where the run did not measure it. */
const reading = (report) => {
  const { scenarios = {} } = report;
  const level = (name, at) => (at === 'open' ? scenarios[name]?.open?.service : scenarios[name]?.levels?.[at]?.service);
  const cpu = (name, at = 16) => {
    const one = level(name, at);
    return one && one.nodeMicros + one.postgresMicros;
  };
  return {
    cpu,
    rate: (name, at = 16) => level(name, at)?.perSecond,
    p99: (name, at = 16) => lateness(level(name, at)),
    statements: (name, kind = 'all') => scenarios[name]?.statements?.[kind],
    floor: (name, at, kind) => scenarios[name]?.levels?.[at]?.floors[kind]?.ratio,
    falses: (name) => falsesOf(scenarios[name]),
    memory: report.memory,
    started: report.started,
    growth: report.growth,
    hourly: report.hourly,
    trail: report,
  };
};

/** Where no answer was right none came in time. */
const lateness = (one) => one && (one.p99 ?? Infinity);

function falsesOf(result) {
  if (!result) return undefined;
  const runs = [...Object.values(result.levels), ...(result.open ? [result.open] : [])];
  return runs.reduce((sum, { service }) => sum + service.falses, result.wrong?.length ?? 0);
}

/** a ÷ b, where both were measured. */
const by = (a, b) => (a === undefined || b === undefined || b === 0 ? undefined : Number((a / b).toFixed(3)));

const SEARCHES = {
  'search-phone': 'a phone',
  'search-rare': 'a rare word',
  'search-common': 'a common word',
  'search-three': 'three words',
  'search-mistyped': 'a mistyped word',
  'search-identifier': 'an identifier',
  'search-box': 'one box, words',
  'search-box-number': 'one box, the end of a phone',
  'search-box-day': 'one box, a day and month, or a month',
  'search-birth-date': 'a birth date',
  'fhir-name': 'FHIR, a rare word',
  'fhir-common': 'FHIR, a common word',
  'search-begun': 'the beginning of a word',
  'search-year': 'a birth year',
  'fhir-identifier': 'FHIR, an identifier',
  'fhir-birth-date': 'FHIR, a birth date',
};
const ACTS = {
  vitals: 'vitals charted',
  'one-value': 'one observation charted',
  chart: 'chart opened',
  'values-of-a-code': '20 observations of a code',
  register: 'patient registered',
  patient: 'patient read',
  result: 'result sent as FHIR',
  board: 'board',
  worklist: 'worklist',
};
const PAIRS = {
  'fhir-values': 'FHIR Observation?patient=',
  'fhir-values-code': 'FHIR Observation?patient= and code',
  'fhir-values-category': 'FHIR Observation?patient= and category',
  values: 'observations without a code',
  'values-category': 'observations of a category',
  'access-report': 'access report',
  'access-report-days': 'access report of two weeks',
  'trail-of-patient': 'trail of a patient',
  'trail-of-patient-person': 'trail of a patient by a person',
};
const QUESTIONS = ['requestId', 'username', 'terminal', 'address'];

/** Each: what it says, what is measured of `r` and the limit: `least`, `most`, or `below`. */
const AIMS = [
  {
    says: 'vitals at 16, of the same rows by the bare driver',
    of: (r) => r.floor('vitals', 16, 'transaction'),
    least: 0.5,
  },
  { says: 'chart at 16, p99 ms', of: (r) => r.p99('chart'), below: 20 },
  {
    says: 'chart of ten years, CPU ÷ of a new one',
    of: (r) => by(r.cpu('chart-ten-years'), r.cpu('chart-new')),
    most: 1.2,
  },
  {
    says: 'chart of ten years at 16, p99 ÷ of a new one',
    of: (r) => by(r.p99('chart-ten-years'), r.p99('chart-new')),
    most: 1.2,
  },
  { says: 'chart of ten years, 300 arriving a second, p99 ms', of: (r) => r.p99('chart-ten-years', 'open'), below: 30 },
  { says: 'new chart, 300 arriving a second, p99 ms', of: (r) => r.p99('chart-new', 'open'), below: 30 },
  { says: 'chart of ten years, statements', of: (r) => r.statements('chart-ten-years'), most: 2 },
  { says: 'patient read, statements', of: (r) => r.statements('patient'), most: 2 },
  { says: 'patient read, CPU ÷ chart', of: (r) => by(r.cpu('patient'), r.cpu('chart')), most: 0.8 },
  { says: 'result, statements', of: (r) => r.statements('result'), most: 8 },
  { says: 'result, CPU ÷ vitals', of: (r) => by(r.cpu('result'), r.cpu('vitals')), most: 4 },
  // No dearer than its entries, charted one by one.
  { says: 'Bundle of 1,000 entries, CPU ÷ vitals', of: (r) => by(r.cpu('bundle', 2), r.cpu('vitals')), most: 1000 },
  { says: 'Bundle of 5 MB, CPU ÷ one of 0.5 MB', of: (r) => by(r.cpu('bundle-large', 2), r.cpu('bundle', 2)), most: 2 },
  { says: 'result as HL7 v2, CPU ÷ vitals', of: (r) => by(r.cpu('oru'), r.cpu('vitals')), most: 5 },
  { says: 'medicine signed with all checks, one at a time, p99 ms', of: (r) => r.p99('signed-order', 1), below: 60 },
  { says: 'basket of 50 medicines previewed, statements', of: (r) => r.statements('order-basket'), most: 10 },
  { says: 'basket of 50 medicines previewed, p99 ms, one at a time', of: (r) => r.p99('order-basket', 1), below: 200 },
  { says: 'register, statements', of: (r) => r.statements('register'), most: 4 },
  { says: 'register, rate of 16 ÷ rate of one', of: (r) => by(r.rate('register'), r.rate('register', 1)), least: 4 },
  { says: 'register, CPU ÷ vitals', of: (r) => by(r.cpu('register'), r.cpu('vitals')), most: 2 },
  {
    says: 'register at 16, of the same rows by the bare driver',
    of: (r) => r.floor('register', 16, 'transaction'),
    least: 0.25,
  },
  { says: 'board, statements of its own', of: (r) => r.statements('board', 'own'), most: 1 },
  { says: 'board, CPU with 9,000 tied ÷ with 50', of: (r) => by(r.cpu('board-9000'), r.cpu('board')), most: 1.2 },
  {
    says: "ward's encounters, CPU with 9,000 tied ÷ with 50",
    of: (r) => by(r.cpu('ward-list-9000'), r.cpu('ward-list')),
    most: 1.2,
  },
  {
    says: 'worklist, CPU with 9,000 tied ÷ with 50',
    of: (r) => by(r.cpu('worklist-9000'), r.cpu('worklist')),
    most: 1.2,
  },
  { says: 'board, p99 ÷ p99 of the chart', of: (r) => by(r.p99('board'), r.p99('chart')), most: 1.5 },
  { says: 'board, 40 arriving a second, p99 ms', of: (r) => r.p99('board', 'open'), below: 30 },
  {
    says: 'board, 40 arriving a second, p99 ÷ p99 of the new chart, 300 arriving',
    of: (r) => by(r.p99('board', 'open'), r.p99('chart-new', 'open')),
    most: 1.5,
  },
  { says: 'board of 9,000, 40 arriving a second, p99 ms', of: (r) => r.p99('board-9000', 'open'), below: 30 },
  ...Object.entries(SEARCHES).map(([name, words]) => ({
    says: `search, ${words}, 150 arriving a second, p99 ms`,
    of: (r) => r.p99(name, 'open'),
    below: 50,
  })),
  ...Object.entries(SEARCHES).map(([name, words]) => ({
    says: `search, ${words}, p99 in the large hospital ÷ in the small`,
    of: (r) => r.growth?.[name] && (r.growth[name].p99 ?? Infinity),
    most: 1.5,
  })),
  ...[...Object.entries(SEARCHES), ...Object.entries(ACTS)].map(([name, words]) => ({
    says: `${words}, CPU in the large hospital ÷ in the small`,
    of: (r) => r.growth?.[name] && (r.growth[name].cpu ?? Infinity),
    most: 1.5,
  })),
  ...Object.entries(PAIRS).map(([name, words]) => ({
    says: `${words}, CPU of the heavy patient ÷ of a usual one`,
    of: (r) => by(r.cpu(`${name}-heavy`), r.cpu(name)),
    most: 3,
  })),
  ...QUESTIONS.map((parameter) => ({
    says: `audit by ${parameter}, one at a time, p99 ms`,
    of: (r) => r.p99(`audit-${parameter}`, 1),
    below: 100,
  })),
  { says: 'a later start, seconds', of: (r) => r.started?.later, below: 3 },
  {
    says: 'memory of the largest worker, MB',
    of: (r) => r.memory?.after && Math.max(...r.memory.after.workers),
    below: 450,
  },
  { says: 'memory, growth of the last half of an hour', of: (r) => r.hourly?.growth, below: 0.05 },
  {
    says: 'memory, growth of half an hour more, reckoned from the last half of a shorter run',
    of: (r) => r.hourly?.reckoned,
    below: 0.05,
  },
  {
    says: 'generated: 300,000 patients, minutes (of a share of them: times as many)',
    of: (r) => r.trail.generated?.whole,
    below: 20,
  },
  {
    says: 'the radar has looked at the generated trail, statements over a second',
    of: (r) => r.trail.radar && (r.trail.radar.caughtUp ? r.trail.radar.slow : Infinity),
    most: 0,
  },
  { says: 'vitals at 16, rate kept while sealing', of: (r) => r.trail.charting?.kept, least: 0.9 },
  { says: 'verified, seconds a million events', of: (r) => r.trail.verification?.perMillion, below: 30 },
  { says: 'an inclusion proof, p99 ms', of: (r) => r.trail.proofs?.p99, below: 10 },
];

/** @returns of each aim that the run measured: whether it was met, and how; and that no answer was false */
export function judge(report) {
  const r = reading(report);
  const judged = [];
  for (const { says, of, least, most, below } of AIMS) {
    const measured = of(r);
    if (measured === undefined) continue;
    const met = least !== undefined ? measured >= least : most !== undefined ? measured <= most : measured < below;
    const aim = least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : `below ${below}`;
    judged.push({ says, measured: measured === Infinity ? 'no right answer' : measured, aim, met });
  }
  for (const [name, taken] of Object.entries(report.questions ?? {})) {
    const measured = taken ? taken.p99 : 'no right answer';
    const says = `audit, ${name}, of ${report.events} events, p99 ms`;
    judged.push({ says, measured, aim: 'below 100', met: taken !== undefined && taken.p99 < 100 });
  }
  for (const [name, { says }] of Object.entries(report.scenarios ?? {})) {
    const falses = r.falses(name);
    judged.push({ says: `${says}, false answers`, measured: falses, aim: 'none', met: falses === 0 });
  }
  for (const { says, words } of Object.values(report.failed ?? {})) {
    judged.push({ says: `${says}, measured`, measured: words.split('\n')[0], aim: 'to its end', met: false });
  }
  return judged;
}
