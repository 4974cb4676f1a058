/** Messages made up by chance, with the facts that are in them: the same seed makes the same message. */
export interface Made {
  readonly text: string;
  readonly characterSet: 'UTF-8' | '8859/1' | 'TCVN3' | 'VNI';
  /** Of each value: its code, and what is shown of it. */
  readonly values: readonly (readonly [code: string, said: string])[];
}

/** Numbers between 0 and 1 by a seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Given {
  readonly mrn: string;
  readonly id: string;
  /** Moments as HL7 writes them: when it was taken, and now. */
  readonly takenAt: string;
  readonly sentAt: string;
}

/** Words that each set can say; all of them need an escape somewhere. */
const WORDS = {
  'UTF-8': ['Âm tính', 'Dương tính (++)', 'A|B^C&D~E\\F', 'Nhiều tế bào mủ', '≥ 3 chủng, 10⁵/ml'],
  '8859/1': ['négatif', 'A|B^C&D', 'Grüne Körner', 'trace ~ 1'],
  TCVN3: ['âm tính', 'dương tính', 'nhiều tế bào mủ | ít nấm'],
  VNI: ['Âm tính', 'Dương tính', 'Nhiều tế bào mủ ^ ít nấm'],
} as const;
/** Tests that are numbers, and such as are words; each has a LOINC code. */
const NUMBERS = ['2823-3', '2951-2', '2345-7', '3094-0', '2160-0', '718-7'];
const TEXTS = ['5778-6', '630-4', '5767-9', '11475-1'];
const SIGNS = ['|^~\\&', '#@!$*', '|^~\\&#', '|~^\\&'];
const VERSIONS = ['2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6', '2.7', '2.8'];
const ENDS = ['\r', '\n', '\r\n'];

/** One message of results, of any version, in any signs, set and line ends, with values of each type in some order. */
export function made(seed: number, { mrn, id, takenAt, sentAt }: Given): Made {
  const random = chance(seed);
  const one = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
  const signs = one(SIGNS);
  const [field = '|', component = '^', repetition = '~', escape = '\\', sub = '&'] = signs;
  const characterSet = one(['UTF-8', 'UTF-8', 'UTF-8', '8859/1', 'TCVN3', 'VNI'] as const);
  const named: Readonly<Record<string, string>> = {
    [field]: 'F',
    [component]: 'S',
    [repetition]: 'R',
    [escape]: 'E',
    [sub]: 'T',
  };
  const escaped = (text: string) =>
    [...text].map((sign) => (named[sign] ? escape + named[sign] + escape : sign)).join('');
  const values: [string, string][] = [];
  const isOul = random() < 0.25;
  const results = [...NUMBERS.slice(0, 1 + Math.floor(random() * 5)), ...TEXTS.slice(0, Math.floor(random() * 4))].map(
    (code, at) => {
      const isNumber = NUMBERS.includes(code);
      const digits = (random() * 100).toFixed(Math.floor(random() * 4));
      const sign = random() < 0.2 ? one(['<', '>', '<=', '>=']) : '';
      const words = one(WORDS[characterSet]);
      const numeric = one([
        ['NM', `${sign}${digits}`],
        ['ST', `${sign} ${digits}`],
        ['SN', `${sign}${component}${digits}`],
      ] as const);
      const spoken = one([
        ['ST', escaped(words), words],
        ['TX', escaped(words), words],
        ['FT', `${escaped(words)}${escape}.br${escape}${escaped(words)}`, `${words}\n${words}`],
        ['CE', `X${component}${escaped(words)}${component}L`, words],
        ['CWE', `X${component}${escaped(words)}${component}L${repetition}Y${component}2${component}L`, `${words}; 2`],
        ['ED', ['', 'text', 'plain', 'Base64', Buffer.from(words).toString('base64')].join(component), words],
        ['DT', '20261101', '2026-11-01'],
        ['TS', '202611010830', '2026-11-01 08:30'],
      ] as const);
      const [type, sent] = isNumber ? numeric : spoken;
      values.push([code, isNumber ? `${sign}${digits}` : spoken[2]]);
      const status = one(['F', 'F', 'F', '']);
      const parts = [
        'OBX',
        String(at + 1),
        type,
        [code, '', 'LN'].join(component),
        String(at + 1),
        sent,
        isNumber ? one(['mmol/L', 'g/L']) : '',
        '',
        '',
        '',
        '',
        status,
      ];
      return parts.join(field);
    },
  );
  const type = (isOul ? ['OUL', 'R22', 'OUL_R22'] : ['ORU', 'R01', 'ORU_R01']).join(component);
  const hasTime = random() < 0.7;
  const set = characterSet === 'UTF-8' ? one(['UNICODE UTF-8', '']) : characterSet === '8859/1' ? '8859/1' : '';
  const header = [
    `MSH${signs}`,
    'LIS',
    'XN',
    'EMR',
    'BV',
    sentAt,
    '',
    type,
    id,
    'P',
    one(VERSIONS),
    '',
    '',
    '',
    '',
    '',
    set,
  ].join(field);
  const pid = [
    'PID',
    '1',
    '',
    [mrn, '', '', 'MRN', 'MR'].join(component),
    '',
    ['Nguyen', 'Anh', 'Thi'].join(component),
    '',
    '19800203',
    'F',
  ].join(field);
  const specimen = [
    'SPM',
    '1',
    '',
    '',
    ['SER', 'Serum'].join(component),
    ...Array.from({ length: 12 }, () => ''),
    hasTime ? '' : takenAt,
  ].join(field);
  const obr = (at: number) => {
    const parts = [
      'OBR',
      String(at),
      '',
      `R${id}${component}LIS`,
      ['24323-8', 'Panel', 'LN'].join(component),
      '',
      '',
      hasTime ? takenAt : '',
    ];
    return [...parts, ...Array.from({ length: 14 }, () => ''), sentAt, '', 'LAB', 'F'].join(field);
  };
  // Several requests under one number, values before their specimen: as each kind of message has them.
  const half = Math.floor(results.length / 2);
  const isSplit = random() < 0.3 && half > 0;
  const bodies = isSplit ? [results.slice(0, half), results.slice(half)] : [results];
  const lines = bodies.flatMap((body, at) =>
    isOul
      ? [specimen, obr(at + 1), ...body]
      : random() < 0.5
        ? [obr(at + 1), ...body, specimen]
        : [obr(at + 1), specimen, ...body],
  );
  const note = random() < 0.2 ? [['NTE', '1', 'L', 'x'].join(field)] : [];
  const end = one(ENDS);
  return { text: `${[header, pid, ...note, ...lines].join(end)}${random() < 0.8 ? end : ''}`, characterSet, values };
}
