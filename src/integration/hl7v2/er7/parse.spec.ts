import { messagesIn } from './parse.js';

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

  it('begin where a line begins, behind blanks and marks too', () => {
    const text = '\xef\xbb\xbfMSH|1\r\x0b  MSH|2\x1c\r\n \tMSH|3 MSH|no\rBTS|2\rFTS|1\r';
    expect(messagesIn(Buffer.from(text, 'latin1')).messages.map(String)).toEqual(['MSH|1', 'MSH|2', 'MSH|3 MSH|no']);
  });
});
