import { linesOf, messagesIn, parse } from './parse.js';

describe('bytes that are nearly a message', () => {
  const mebibyte = (text: string) => text.repeat(Math.ceil(1_048_576 / text.length));
  it.each([
    ['line ends', mebibyte('\r')],
    ['line ends before a word', `${mebibyte('\r')}X`],
    ['line ends behind a header', `MSH|^~\\&|A\r${mebibyte('\r')}X`],
    ['blanks', mebibyte(' ')],
    ['trailers of batches', `MSH|^~\\&|A\r${mebibyte('BTS|1\r')}X`],
    ['headers', mebibyte('MSH')],
  ])('cost no more than they are long: %s', (_, text) => {
    const { user } = process.cpuUsage();
    messagesIn(Buffer.from(text, 'latin1'));
    expect(process.cpuUsage({ user, system: 0 }).user / 1000).toBeLessThan(1000);
  });

  it('end where their frame ends, whatever noise stands behind it', () => {
    const text = '\x0bMSH|1\rOBX|1\r\x1c\r\0\0\x0bMSH|2\x1c\r\0';
    expect(messagesIn(Buffer.from(text, 'latin1')).messages.map(String)).toEqual(['MSH|1\rOBX|1', 'MSH|2']);
  });

  it('of two bytes a letter are told to be in another character set, with their mark and without', () => {
    const text = 'MSH|^~\\&|A|B|C|D|1||ORU^R01|1|P|2.5.1\r';
    const [little, mark] = [Buffer.from(text, 'utf16le'), Buffer.from('\ufeff', 'utf16le')];
    for (const bytes of [little, Buffer.concat([mark, little]), Buffer.from(little).swap16()]) {
      expect(parse(messagesIn(bytes).messages[0]!)).toMatchObject({ ok: false, why: 'character-set-unknown' });
    }
  });

  it('have segments in small letters and behind blanks, and what ADD adds to the one before; other lines are text', () => {
    const text = 'MSH|x\n pid|1\nOBX|1|ST|a||one\nADD| and two||F\n\tNTE|1||b\nabc|d\n  e';
    expect(linesOf(text, '|')).toEqual(['MSH|x', 'PID|1', 'OBX|1|ST|a||one and two||F', 'NTE|1||b\nabc|d\n  e']);
  });

  it('begin where a line begins, behind blanks and marks too', () => {
    const text = '\xef\xbb\xbfMSH|1\r\x0b  MSH|2\x1c\r\n \tMSH|3 MSH|no\rBTS|2\rFTS|1\r';
    expect(messagesIn(Buffer.from(text, 'latin1')).messages.map(String)).toEqual(['MSH|1', 'MSH|2', 'MSH|3 MSH|no']);
  });
});
