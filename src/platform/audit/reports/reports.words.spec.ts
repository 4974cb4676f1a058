import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../../../records.js';
import { ROLES } from '../../routes/policy.js';
import { EVENT_KINDS } from '../dto/audit-events.dto.js';
import { prefersHtml } from '../../routes/accept.js';
import { entriesOf, type AccessGroup } from './access-entries.js';
import { html } from './html.js';
import { PAGE_WORDS } from './page.words.js';
import { deedWords, listWords, purposeWords, recordWords, roleWords } from './reports.words.js';

const languages = ['vi', 'en'] as const;
const group = (fields: Partial<AccessGroup>): AccessGroup => ({
  day: '2026-11-23',
  opened: true,
  actor_kind: 'staff',
  actor_id: 'a',
  username: 'nurse',
  full_name: 'Trần Thị Bình',
  role: 'nurse',
  entity: 'chart',
  kind: 'read',
  purpose: 'TREAT',
  times: 1,
  first_at: new Date('2026-11-23T01:00:00Z'),
  last_at: new Date('2026-11-23T02:00:00Z'),
  terminals: [],
  reasons: [],
  wards: [],
  ...fields,
});

describe('The words of a report', () => {
  it('name every table that is on the trail', () => {
    const texts = (pattern: string) => globSync(pattern).map((file) => readFileSync(file, 'utf8'));
    const tables = texts('prisma/schema/*.prisma').flatMap((text) => [...text.matchAll(/@@map\("(\w+)"\)/g)]);
    const [exempt = ''] = readFileSync('prisma/guards/30-attach-to-every-table.sql', 'utf8').split('INSERT INTO');
    const unnamed = tables.map(([, table = '']) => table).filter((table) => recordWords(table, 'vi') === null);
    expect(unnamed.filter((table) => !exempt.includes(`('${table}'`))).toEqual([]);
  });

  it('say what was done as people say it', () => {
    expect(deedWords('chart', 'read', 'vi')).toBe('mở hồ sơ bệnh án');
    expect(deedWords('vital_signs', 'create', 'vi')).toBe('ghi sinh hiệu');
    expect(deedWords('vital_signs', 'update', 'en')).toBe('changed vital signs');
    expect(listWords('ward_board', 'vi')).toBe('bảng giường bệnh của khoa');
    expect(purposeWords('ETREAT', 'en')).toBe('emergency treatment');
  });

  it('name what they do not know as the trail does, and leave no place unfilled', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{1,30}$/), fc.constantFrom(...EVENT_KINDS), (entity, kind) => {
        for (const language of languages) {
          for (const words of [deedWords(entity, kind, language), listWords(entity, language)]) {
            expect(words).not.toMatch(/[{}]|undefined/);
          }
        }
      }),
    );
    expect(deedWords('toString', 'read', 'en')).toBe('looked at other data (toString)');
    expect(deedWords('new_thing', 'read', 'en')).toBe('looked at other data (new_thing)');
    expect(purposeWords('constructor', 'vi')).toBe('constructor');
  });

  it('have a word for every role, and every word of the page in both languages', () => {
    for (const role of ROLES) for (const language of languages) expect(roleWords(role, language)).not.toBe('');
    expect(ROLES.map((role) => roleWords(role, 'vi')).filter((word) => /^[a-z-]+$/.test(word))).toEqual([]);
    expect(Object.keys(PAGE_WORDS.en)).toEqual(Object.keys(PAGE_WORDS.vi));
    const same = Object.entries(PAGE_WORDS.vi).filter(([name, words]) => words === PAGE_WORDS.en[name as never]);
    expect(same).toEqual([]);
  });
});

describe('The entries of a report', () => {
  it('are one a day and person, with everything done counted and the times at both ends', () => {
    const { opened, listed } = entriesOf(
      [
        group({ times: 2, terminals: ['A'] }),
        group({ purpose: 'HOPERAT', times: 3, terminals: ['A', 'B'], last_at: new Date('2026-11-23T09:00:00Z') }),
        group({ entity: 'note', kind: 'create', first_at: new Date('2026-11-23T00:30:00Z') }),
        group({ day: '2026-11-22' }),
        group({ actor_id: 'b' }),
        group({ opened: false, kind: 'list', entity: 'ward_board' }),
      ],
      'vi',
    );
    expect(opened).toHaveLength(3);
    expect(opened[0]).toMatchObject({
      date: '2026-11-23',
      firstAt: '2026-11-23T00:30:00.000Z',
      lastAt: '2026-11-23T09:00:00.000Z',
      terminals: ['A', 'B'],
      purposes: [{ code: 'TREAT' }, { code: 'HOPERAT' }],
      deeds: [
        { words: 'mở hồ sơ bệnh án', times: 5 },
        { words: 'viết ghi chú bệnh án', times: 1 },
      ],
    });
    expect(listed).toMatchObject([{ deeds: [{ words: 'bảng giường bệnh của khoa', times: 1 }] }]);
  });

  it('keep what was done under an emergency apart, and name machines and the service itself', () => {
    const { opened } = entriesOf(
      [
        group({}),
        group({ purpose: 'ETREAT' }),
        group({ actor_kind: 'system', actor_id: null, username: 'system:seed', full_name: null, role: null }),
      ],
      'en',
    );
    expect(opened.map(({ emergency }) => emergency)).toEqual([false, true, false]);
    expect(opened[2]!.person).toEqual({
      id: null,
      username: 'system:seed',
      fullName: 'The system itself',
      role: null,
      roleWords: null,
    });
  });
});

describe('HTML', () => {
  it('escapes every value, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', 'ế', '/') }), (value) => {
        const { text } = html`<p title="${value}">${[value]}</p>`;
        expect(text.slice('<p title="'.length, -'</p>'.length).replace('">', '')).not.toMatch(/[<>"']/);
      }),
    );
    expect(html`${html`<b>${'<&>'}</b>`}`.text).toBe('<b>&lt;&amp;&gt;</b>');
  });

  it.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    ['text/html', true],
    ['TEXT/HTML; q=0.5, application/json;q=0.4', true],
    ['application/json, text/html;q=0.9', false],
    ['application/json, text/html', false],
    ['text/html;q=0', false],
    ['*/*', false],
    ['', false],
    [undefined, false],
  ])('is for those who prefer it: %s', (accept, wanted) => {
    expect(prefersHtml(accept)).toBe(wanted);
  });
});
