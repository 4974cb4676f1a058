import { describe, expect, it } from '@jest/globals';
import { keyOf, keysetStatement, latestFirst, type KeysetList } from './keyset.js';
import { PageQuery } from './pagination.js';

const LIST: KeysetList = {
  name: 'entries',
  select: 'SELECT * FROM entry e',
  where: 'e.patient_id = $1',
  filters: { status: (value) => `e.status = ${value}` },
  ...latestFirst('e', 'recorded_at', 'recordedAt'),
};
const cursorOf = (...values: string[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
const ID = '019a1b2c-0000-7000-8000-000000000001';
const AT = '2026-11-23T08:00:00.000Z';

function statementFor(query: object) {
  const values: unknown[] = ['patient'];
  const { name, text } = keysetStatement(LIST, Object.assign(new PageQuery(), query), values);
  return { name, text: text.replace(/\s+/g, ' '), values };
}

describe('A list in the order of a key', () => {
  it('asks only what is asked, and for one row more than is shown', () => {
    expect(statementFor({ limit: 2 })).toEqual({
      name: 'entries',
      text: 'SELECT * FROM entry e WHERE e.patient_id = $1 ORDER BY e.recorded_at DESC, e.id DESC LIMIT $2',
      values: ['patient', 3],
    });
  });

  it('goes on behind the last row of the page before, and has a name of its own for that', () => {
    expect(statementFor({ limit: 2, status: 'active', cursor: cursorOf(AT, ID) })).toEqual({
      name: 'entries:status:after',
      text:
        'SELECT * FROM entry e WHERE e.patient_id = $1 AND e.status = $2 AND (e.recorded_at, e.id) < ($3::timestamptz, $4::uuid) ' +
        'ORDER BY e.recorded_at DESC, e.id DESC LIMIT $5',
      values: ['patient', 'active', AT, ID, 3],
    });
  });

  it.each([cursorOf(ID, AT), cursorOf(AT), 'x'])('takes no cursor that it has not made: %s', (cursor) => {
    expect(() => statementFor({ cursor })).toThrow();
  });

  it('carries the key of a row in the form in which it reads it', () => {
    expect(keyOf(LIST)({ id: ID, recordedAt: new Date(AT), other: 1 })).toEqual([AT, ID]);
    expect(keyOf(LIST)({ id: ID, recordedAt: '2026-11-23T08:00:00+00:00' })).toEqual([AT, ID]);
  });
});
