/**
 * JSON in which one object has a name twice: RFC 8259 leaves open which counts, so two readers of one message may read two
 * things. JSON.parse keeps the last and says nothing; these look at the text.
 */

const QUOTE = '"';
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** How many named values a JSON text has: its colons outside of strings. @param text that JSON.parse has read */
export function membersIn(text: string): number {
  let members = 0;
  let at = 0;
  for (;;) {
    const quote = text.indexOf(QUOTE, at);
    const end = quote === -1 ? text.length : quote;
    for (; at < end; at++) if (text.charCodeAt(at) === COLON) members++;
    if (quote === -1) return members;
    at = endOfString(text, quote);
  }
}

/** JSON pointer of the first name that stands twice in its object; undefined when none does. */
export function duplicateKey(text: string): string | undefined {
  // Of each open object the names so far, of each open list how far it is; and the step that leads into each.
  const open: { names?: Set<string>; place: number; step: string }[] = [];
  let name: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const inner = open.at(-1);
    const sign = text[at];
    if (sign === QUOTE) {
      const end = endOfString(text, at);
      if (inner?.names && name === undefined) {
        name = JSON.parse(text.slice(at, end)) as string;
        if (inner.names.has(name)) return pointerOf([...open.slice(1).map(({ step }) => step), name]);
        inner.names.add(name);
      }
      at = end - 1;
    } else if (sign === '{' || sign === '[') {
      const step = inner?.names ? (name ?? '') : String(inner?.place ?? '');
      open.push({ names: sign === '{' ? new Set() : undefined, place: 0, step });
      name = undefined;
    } else if (sign === '}' || sign === ']') {
      open.pop();
      name = '';
    } else if (sign === ',') {
      name = undefined;
      if (inner) inner.place++;
    }
  }
  return undefined;
}

/** Behind the closing quote of the string that opens at `quote`. */
function endOfString(text: string, quote: number): number {
  for (let end = text.indexOf(QUOTE, quote + 1); ; end = text.indexOf(QUOTE, end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before--;
    if ((end - before) % 2 === 0) return end + 1;
  }
}

const pointerOf = (steps: readonly string[]): string =>
  steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
