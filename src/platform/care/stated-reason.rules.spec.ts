import { describe, expect, it } from '@jest/globals';
import { saysSomething } from './stated-reason.rules.js';

describe('A reason', () => {
  it.each([
    'Co giật',
    'Ngừng tuần hoàn tại sảnh',
    'Cấp cứu',
    'CẤP CỨU!',
    'Cardiac arrest',
    'resuscitation',
    'Sốc',
    'sua',
    'Co giật',
  ])('%p says something', (reason) => expect(saysSomething(reason)).toBe(true));
  it.each([
    'x',
    '.',
    '',
    '   ',
    '…',
    '123456 789',
    'a b c d e',
    'xxxxxxxxxx',
    'xx xx',
    'aaa aaa',
    'aa bb',
    '-- --',
    'x.x.x.x',
    '🙂🙂',
  ])('%p says nothing', (reason) => expect(saysSomething(reason)).toBe(false));
});
