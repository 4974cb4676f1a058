/** In which line of a JSON text each value begins, by its pointer (RFC 6901); the text is known to be JSON. */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let at = 0;
  let [line, counted] = [1, 0];
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at;
    at += pattern.exec(text)?.[0].length ?? 0;
  };
  const token = (): string => {
    const from = at;
    skip(/"(?:[^"\\]|\\.)*"|[^\s,:\]}]+/y);
    return text.slice(from, at);
  };
  const inside = (close: string, each: (nth: number) => void) => {
    at += 1;
    for (let nth = 0; ; nth++) {
      skip(/[\s,]*/y);
      if (at >= text.length || text[at] === close) break;
      each(nth);
    }
    at += 1;
  };
  const value = (pointer: string): void => {
    skip(/\s*/y);
    for (; counted < at; counted++) if (text[counted] === '\n') line += 1;
    lines.set(pointer, line);
    if (text[at] === '[') inside(']', (nth) => value(`${pointer}/${nth}`));
    else if (text[at] === '{') {
      inside('}', () => {
        const key = JSON.parse(token()) as string;
        skip(/\s*:/y);
        value(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      });
    } else token();
  };
  value('');
  return lines;
}
