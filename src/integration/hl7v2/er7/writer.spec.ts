import { describe, expect, it } from '@jest/globals';
import { Writer } from './writer.js';

describe('Text in a message of HL7 v2', () => {
  it.each([
    ['what separates is escaped', 'a|b^c', 'a\\F\\b\\S\\c'],
    ['lines become one', 'a\r\nb', 'a b'],
    ['what frames a message on the wire is left out', 'a\u001c\r\u000bMSH', 'a MSH'],
  ])('%s', (_, text, written) => {
    expect(new Writer().text(text)).toBe(written);
  });
});
