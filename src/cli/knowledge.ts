import { knownFacts } from '../clinical/orders/checks/knowledge/known-facts.js';
import type { KnownFact } from '../clinical/datatypes/opened-source.js';
import { limitsWithSources } from '../clinical/observations/limits/limits-sources.js';
import { laboratoryFacts } from '../clinical/results/judging/laboratory-sources.js';

const HEAD = `# What the knowledge tables were compared with

Made from the code (\`src/clinical/orders/checks/knowledge\`, \`src/clinical/results/judging/laboratory-sources.ts\`). A fact with a text was
compared with it on the day named: stored copies of public pages, among them labels of other countries. What of a medicine was compared with none is
absent from the starter: nothing is judged by it, and the checks say "not checked". Limits of this system's own, beyond which it asks, and
names that look alike need no text. None of it is a confirmation: the hospital's pharmacists, doctors and laboratory compare and confirm the
tables before anybody relies on the warnings ([operators.md](operators.md)).

`;

const KINDS: readonly (readonly [title: string, is: (fact: KnownFact) => boolean])[] = [
  ['doses, rates, intervals', ({ fact }) => /^(?:adult|child)\.|^leastHours/.test(fact)],
  ['renal function', ({ fact }) => fact.startsWith('renal.')],
  ['results that speak against', ({ fact }) => fact.startsWith('results.')],
  ['ages', ({ fact }) => fact.startsWith('age.')],
  ['pregnancy, lactation', ({ fact }) => fact === 'pregnancy' || fact === 'lactation'],
  ['interactions', ({ fact }) => fact === 'interaction'],
  ['look-alike names', ({ fact }) => fact === 'look-alike'],
  ['critical limits', ({ fact }) => fact.startsWith('critical.')],
  ['reference ranges', ({ fact }) => fact.startsWith('range.')],
  ['delta limits', ({ fact }) => fact === 'delta'],
];

/** Writes docs/knowledge.md to standard output: how many facts were compared, and each of them. */
export function runKnowledge(): Promise<number> {
  const facts = [...knownFacts(), ...laboratoryFacts()];
  const counts = KINDS.map(([title, is]) => {
    const of = facts.filter(is);
    return `| ${title} | ${numbersOf(of).join(' | ')} |`;
  });
  const rows = facts.map(({ about, name, fact, value, source, isOwn }) => {
    const where = source ? `[${source.title}](${source.address}), ${source.opened}` : without({ about, isOwn });
    return `| ${about} | ${name} | ${fact} | ${value} | ${where} |`;
  });
  const text = [
    '| facts | known | compared | own limits | absent, or not compared |',
    '|---|--:|--:|--:|--:|',
    ...counts,
    `| **all** | ${numbersOf(facts)
      .map((number) => `**${number}**`)
      .join(' | ')} |`,
    '',
    'Doses in mg, or in units of what is told in units; children per kg; renal function in mL/min; laboratory limits in the unit of our table.',
    '',
    '| of | name | fact | value | compared with |',
    '|---|---|---|--:|---|',
    ...rows,
    '',
    ...vitalLimits(),
  ];
  process.stdout.write(`${HEAD}${text.join('\n')}\n`);
  return Promise.resolve(0);
}

/** How many there are: in all, compared, of our own, and neither. */
function numbersOf(facts: readonly KnownFact[]): number[] {
  const compared = facts.filter(({ source }) => source).length;
  const own = facts.filter(({ source, isOwn }) => !source && isOwn).length;
  return [facts.length, compared, own, facts.length - compared - own];
}

/** What stands where a text would. Laboratory limits, which are told by LOINC, hold without one all the same. */
function without({ about, isOwn }: Pick<KnownFact, 'about' | 'isOwn'>): string {
  if (isOwn) return 'a limit of this system, beyond which it asks';
  return /^\d/.test(about) ? 'not compared with a source' : 'absent: no source';
}

/** Usual ranges of vital signs and times between two sets: cited from the literature without a stored copy, or said to have no source. */
const vitalLimits = (): string[] => [
  '## Vital signs: usual ranges by age, and times between two sets',
  '',
  'Outside of its range a value is confirmed by whoever charts it; times are minutes until the next set. The sources are cited by their names; their',
  'texts were not opened here. What has no source, and all margins, the hospital settles: `emr vital-limits show` prints what holds,',
  '`emr vital-limits load` takes its own, in versions. NEWS2 and its times are the Royal College of Physicians’ (2017) and are not changed.',
  '',
  '| of | name | shipped | source |',
  '|---|---|--:|---|',
  ...limitsWithSources().map(({ of, name, value, source }) => `| ${of} | ${name} | ${value} | ${source} |`),
];
