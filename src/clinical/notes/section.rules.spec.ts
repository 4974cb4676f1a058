import fc from 'fast-check';
import { disorderIn, asProse, mergeSections, missingIn, isFilledIn } from './section.rules.js';
import { wrongData } from './section-data.rules.js';
import { currentTemplate, currentTemplates } from './templates/templates.js';
import { WordDiff } from './word-diff.js';

const codes = ['course', 'plan', 'subjective', 'x'] as const;
const section = fc.record({ code: fc.constantFrom(...codes), text: fc.string() });
const sections = fc.uniqueArray(section, { selector: ({ code }) => code });

describe('Text from a word processor', () => {
  it.each([
    ['“Khám” – khỏe…\r\n•\u00a0Sốt\t38,5 °C', '“Khám” – khỏe…\r\n•\u00a0Sốt\t38,5 °C'],
    ['đau ngực\u000b trái', 'đau ngực\n trái'],
    ['trang 1\u000ctrang 2\u2028dòng\u2029đoạn\u0085hết', 'trang 1\ntrang 2\ndòng\nđoạn\nhết'],
    ['xóa\u0008 chuông\u0007 thoát\u001b[31m\u009b', 'xóa chuông thoát[31m'],
    ['👩‍⚕️ tái khám', '👩‍⚕️ tái khám'],
  ])('%j has the breaks that everybody has, and all else as it was', (pasted, kept) => {
    expect(asProse(pasted)).toBe(kept);
    expect(mergeSections([], [{ code: 'course', text: pasted }], undefined)).toEqual([{ code: 'course', text: kept }]);
  });
});

describe('A save', () => {
  it('leaves every section that it does not name, and makes the named ones as it says', () => {
    fc.assert(
      fc.property(sections, sections, (stored, given) => {
        const merged = mergeSections(stored, given, currentTemplate('progress'));
        const text = (code: string) => merged.find((one) => one.code === code)?.text;
        for (const { code, text: said } of given) expect(text(code)).toBe(said);
        for (const { code, text: kept } of stored) {
          if (!given.some((one) => one.code === code)) expect(text(code)).toBe(kept);
        }
        expect(merged).toHaveLength(new Set([...stored, ...given].map(({ code }) => code)).size);
      }),
    );
  });

  it('of fields alone keeps the text of the section, and the other way round', () => {
    const stored = [{ code: 'level', text: 'theo dõi sát', data: { level: 'I' } }];
    expect(mergeSections(stored, [{ code: 'level', data: { level: 'II' } }], undefined)).toEqual([
      { code: 'level', text: 'theo dõi sát', data: { level: 'II' } },
    ]);
    expect(mergeSections(stored, [{ code: 'level', text: '' }], undefined)).toEqual([
      { code: 'level', text: '', data: { level: 'I' } },
    ]);
  });
});

describe('A text', () => {
  it.each(['.', '...', ' ', '-', '–', 'x', 'xxx', '。', '?!', '\u200b'])('says nothing: %j', (text) =>
    expect(isFilledIn(text)).toBe(false),
  );
  it.each(['Tỉnh', 'ok', '0', '38,4', 'Không', '好的'])('says something: %j', (text) =>
    expect(isFilledIn(text)).toBe(true),
  );
});

describe('The forms', () => {
  const fieldsOf = currentTemplates().flatMap(({ code, sections: all }) =>
    all.map((one) => ({ code: `${code}/${one.code}`, kind: one.kind, fields: one.fields ?? [] })),
  );

  it('have each a code of their own, and each section once', () => {
    expect(new Set(currentTemplates().map(({ code }) => code)).size).toBe(currentTemplates().length);
    for (const { code, sections: all } of currentTemplates()) {
      expect([code, new Set(all.map((one) => one.code)).size]).toEqual([code, all.length]);
    }
  });

  it('ask for fields where a section is not prose, and nowhere else', () => {
    const odd = fieldsOf.filter(({ kind, fields }) => (kind === 'text') !== (fields.length === 0));
    expect(odd.map(({ code }) => code)).toEqual([]);
  });

  it.each(currentTemplates().map((template) => [template.code, template] as const))(
    '%s empty lacks exactly what it requires, and a full stop in each section changes nothing',
    (_, template) => {
      const required = template.sections.filter((one) => one.required).map(({ code }) => code);
      const stops = template.sections.map(({ code }) => ({ code, text: '.' }));
      for (const written of [[], stops]) {
        expect(missingIn(template, written).map((missing) => missing.section.code)).toEqual(required);
      }
      expect(required.length).toBeGreaterThan(0);
    },
  );

  it('of surgery want every question of the safety checklist answered, no as well as yes', () => {
    const surgery = currentTemplate('surgery')!;
    const stops = ['sign-in', 'time-out', 'sign-out'].map((code) => surgery.sections.find((one) => one.code === code)!);
    expect(stops.map(({ fields }) => fields!.length)).toEqual([10, 9, 8]);
    // Who read each out, who answered, and when, beside the questions.
    for (const { fields } of stops) {
      expect(fields!.slice(0, 3).map(({ code }) => code)).toEqual(['at', 'by', 'answered-by']);
    }
    const answered: { code: string; text: string; data: Record<string, unknown> }[] = stops.map(({ code, fields }) => ({
      code,
      text: '',
      data: Object.fromEntries(fields!.map((field) => [field.code, false])),
    }));
    const lacks = (written: typeof answered) =>
      missingIn(surgery, written).flatMap(({ section: { code }, fields }) =>
        (fields ?? []).map((f) => `${code}.${f.code}`),
      );
    expect(lacks(answered)).toEqual([]);
    answered[2]!.data = { ...answered[2]!.data, counts: null };
    expect(lacks(answered)).toEqual(['sign-out.counts']);
  });

  it.each([
    [{ 'sign-in': 8, 'time-out': 9, began: 9, 'sign-out': 10, ended: 11 }, []],
    [{ 'sign-in': 9, 'time-out': 8, began: 9, 'sign-out': 10, ended: 11 }, ['time-out.at']],
    [{ 'sign-in': 8, 'time-out': 10, began: 9, 'sign-out': 10, ended: 11 }, ['times.began']],
    [{ 'sign-in': 8, 'time-out': 9, began: 9, 'sign-out': 8, ended: 8 }, ['sign-out.at', 'times.ended']],
    [{ 'sign-in': 8 }, []],
  ] as [Record<string, number>, string[]][])('of surgery follow each other at %j, but for %j', (hours, wrong) => {
    const at = (name: string) =>
      hours[name] === undefined ? null : `2026-11-29T${`${hours[name]}`.padStart(2, '0')}:00:00Z`;
    const sections = [
      ...['sign-in', 'time-out', 'sign-out'].map((code) => ({ code, text: '', data: { at: at(code) } })),
      { code: 'times', text: '', data: { began: at('began'), ended: at('ended') } },
    ];
    const found = disorderIn(currentTemplate('surgery'), sections);
    expect(found.map(({ section, field }) => `${section.code}.${field.code}`)).toEqual(wrong);
  });
});

describe('Fields', () => {
  const labour = currentTemplate('labour')!;
  const rowsOf = (...rows: unknown[]) => [{ code: 'partograph', data: { rows } }];
  const row = { at: '2026-11-28T03:00:00Z', fetalHeartRate: 142, dilatation: 6, liquor: 'C' };

  it('take what the form asks for', () => {
    expect(wrongData(labour, rowsOf(row, { ...row, dilatation: null }))).toEqual([]);
    expect(
      missingIn(labour, [
        { code: 'onset', text: 'Đau bụng từng cơn' },
        ...rowsOf(row).map((r) => ({ ...r, text: '' })),
      ]),
    ).toEqual([]);
  });

  it.each([
    ['a number beyond what there is', { ...row, dilatation: 11 }, '/sections/0/data/rows/0/dilatation'],
    ['a word for a number', { ...row, fetalHeartRate: '142' }, '/sections/0/data/rows/0/fetalHeartRate'],
    ['a moment that is none', { ...row, at: 'lúc 3 giờ' }, '/sections/0/data/rows/0/at'],
    ['a choice nobody has', { ...row, liquor: 'Z' }, '/sections/0/data/rows/0/liquor'],
    ['a field the form lacks', { ...row, dose: 1 }, '/sections/0/data/rows/0/dose'],
    ['no row', 'sáu phân', '/sections/0/data/rows/0'],
  ])('refuse %s, naming the place', (_, wrong, pointer) => {
    expect(wrongData(labour, rowsOf(wrong)).map((error) => error.pointer)).toEqual([pointer]);
  });

  it('stand nowhere in prose', () => {
    expect(wrongData(currentTemplate('progress'), [{ code: 'course', data: { a: 1 } }])).toHaveLength(1);
    expect(wrongData(undefined, [{ code: 'course', data: { a: 1 } }])).toHaveLength(1);
  });
});

describe('A comparison', () => {
  it('puts both texts together again from what it tells', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.lorem(), (one, other) => {
        const [change] = new WordDiff().between([{ code: 'a', text: one }], [{ code: 'a', text: other }]);
        const words = change?.words ?? [{ op: 'same', text: one }];
        const without = (op: string) =>
          words
            .filter((word) => word.op !== op)
            .map(({ text }) => text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([one, other]);
      }),
    );
  });

  it('of texts that have nothing in common ends in time', () => {
    const noise = (seed: number) =>
      Array.from({ length: 4000 }, (_, n) => ((n * 2654435761 * seed) % 99991).toString(36)).join(' ');
    const began = performance.now();
    const long = (seed: number) => Array.from({ length: 30 }, (_, n) => ({ code: `s${n}`, text: noise(seed + n) }));
    expect(new WordDiff().between(long(3), long(71))).toHaveLength(30);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
