import { describe, expect, it } from '@jest/globals';
import { hasUnseen, isMisleading, withoutLeftOvers, withoutMisleading, withoutUnseen } from './unseen-characters.js';

const LEFT_OVERS = ['\u00ad', '\u200b', '\u2060', '\ufeff'];
const MISLEADING = [
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'],
  ...['\u206a', '\u206f', '\ufff9', '\ufffb', '\u{e0001}', '\u{e0041}', '\u{e007f}'],
];
const OF_RUNNING_TEXT = ['\u200c', '\u200d', '\u200e', '\u200f', '\u061c', '\ufe0f', '\u034f', '\u3164', '\u115f'];
const SEEN = ['Nguyễn Thị Ánh', 'Hoà', 'e\u0302\u0323', '\u00a0', '—', '🤒', 'Иван', '山田', 'ខ្មែរ', '١٢'];

describe('Characters that nobody sees', () => {
  it.each([...LEFT_OVERS, ...MISLEADING, ...OF_RUNNING_TEXT])('are no part of what is compared: %j', (unseen) => {
    expect(withoutUnseen(`Nguy${unseen}ễn`)).toBe('Nguyễn');
  });

  it.each(LEFT_OVERS)('are dropped when a word processor left them: %j', (unseen) => {
    const text = `sốt${unseen} cao`;
    expect([withoutLeftOvers(text), isMisleading(text), hasUnseen(text)]).toEqual(['sốt cao', false, false]);
  });

  it.each(MISLEADING)('are told, or dropped of other systems, when people would read other words: %j', (unseen) => {
    const text = `500${unseen} mg`;
    expect([isMisleading(text), hasUnseen(text), withoutMisleading(text)]).toEqual([true, true, '500 mg']);
  });

  it.each(OF_RUNNING_TEXT)('stay in running text where they have their use, and in no name: %j', (unseen) => {
    const text = `x${unseen}y`;
    expect([withoutLeftOvers(text), isMisleading(text), hasUnseen(text)]).toEqual([text, false, true]);
  });

  it.each(SEEN)('are none in %j', (text) => {
    expect([withoutUnseen(text), withoutLeftOvers(text), hasUnseen(text), isMisleading(text)]).toEqual([
      text,
      text,
      false,
      false,
    ]);
  });
});
