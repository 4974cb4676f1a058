/** A message as one maker's analyser, middleware or system writes it, and the facts that are in it. */
export interface Dialect {
  readonly of: string;
  readonly lines: readonly string[];
  /** Of each report: numbers of the order, own number, status, and which element told when. */
  readonly reports: readonly string[];
  /** Of each value: code, value, unit, range, flags, status, notes; in the order of the message. */
  readonly values: readonly string[];
  /** Who it is about, where it names anybody. */
  readonly person?: string;
}

export const WHO = 'PID|1||79014-00000001^^^MRN^MR||Nguyễn^Ánh^Thị||19800203|F';
export const header = (sender: string, type: string, version: string, rest = ''): string =>
  `MSH|^~\\&|${sender}|LIS|BV|20261101101500||${type}|47|P|${version}${rest}`;
export const UTF8 = '||||||UNICODE UTF-8';
