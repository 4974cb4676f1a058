import { describe, expect, it } from '@jest/globals';
import { readMultipart } from './multipart.js';

const TYPE = 'multipart/form-data; boundary=xyz';
const part = (head: string, text: string): string =>
  `--xyz\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
const form = (...parts: string[]): Buffer => Buffer.from(`${parts.join('')}--xyz--\r\n`);
const refusal = (body: Buffer, type = TYPE): string => {
  try {
    readMultipart(type, body);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('A form with a file', () => {
  it('is read as browsers and curl write it, empty fields left out', () => {
    const file = 'name="file"; filename="vết mổ.png"\r\nContent-Type: image/png';
    const read = readMultipart(
      TYPE,
      form(part('name="title"', 'Vết mổ ngày 3'), part('name="datedOn"', ''), part(file, 'a\r\n--xy\r\nb')),
    );
    expect(read.fields).toEqual({ title: 'Vết mổ ngày 3' });
    expect(read.file?.bytes.toString()).toBe('a\r\n--xy\r\nb');
  });

  it('sent again between other boundaries is the same; with another byte it is not', () => {
    const sent = (boundary: string, text: string) => {
      const body = form(part('name="kind"', 'other'), part('name="file"; filename="a"', text));
      return readMultipart(
        `multipart/form-data; boundary="${boundary}"`,
        Buffer.from(body.toString().replaceAll('xyz', boundary)),
      ).hash;
    };
    expect(sent('one', 'a')).toBe(sent('two', 'a'));
    expect(sent('one', 'a')).not.toBe(sent('one', 'b'));
  });

  it('is refused when it is cut off, has a part twice, too many, a name of every object, or a second file', () => {
    const twice = [part('name="kind"', 'a'), part('name="kind"', 'b')];
    const files = [part('name="file"; filename="a"', 'a'), part('name="file"; filename="b"', 'b')];
    const many = Array.from({ length: 30 }, (_, at) => part(`name="f${at}"`, 'a'));
    for (const body of [form(...twice), form(...files), form(...many), form('--xyz\r\nX: 1\r\n\r\na\r\n')]) {
      expect(refusal(body)).toBe('malformed-body');
    }
    expect(refusal(form(part('name="kind"', 'a')).subarray(0, -6))).toBe('malformed-body');
    expect(refusal(form(part('name="__proto__"', 'a')))).toBe('validation');
    expect(refusal(form(part('name="kind"', 'a\0')))).toBe('nul-character');
    expect(refusal(form(part('name="kind"', 'a')), 'multipart/form-data')).toBe('malformed-body');
    expect(refusal(Buffer.from('no form'))).toBe('malformed-body');
  });
});
