// The blocks of a document that hold commands, each with the mark before it: `<!-- run: … -->` or `<!-- not run: why -->`.
const MARK = /^<!-- (run|not run): (.+) -->$/;

/** @returns every fenced or indented block: where it begins, what it says, whether and how it is run */
export function blocksOf(text) {
  const lines = text.split('\n');
  const blocks = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = /^```(\w*)$/.exec(lines[at]);
    const isIndented = !fence && /^ {4}\S/.test(lines[at]) && (lines[at - 1] ?? '').trim() === '';
    if (!fence && !isIndented) continue;
    const first = fence ? at + 1 : at;
    let end = first;
    while (end < lines.length && (fence ? lines[end] !== '```' : /^ {4}|^$/.test(lines[end]))) end += 1;
    const body = lines.slice(first, end).map((line) => (fence ? line : line.slice(4)));
    while (body.at(-1)?.trim() === '') body.pop();
    blocks.push({ line: first + 1, text: body.join('\n'), ...markBefore(lines, at) });
    at = fence ? end : end - 1;
  }
  return blocks;
}

function markBefore(lines, at) {
  let before = at - 1;
  while (before >= 0 && lines[before].trim() === '') before -= 1;
  const [, verb, words] = MARK.exec(lines[before] ?? '') ?? [];
  if (verb === 'run') return { how: words.split(' ') };
  return verb ? { why: words } : {};
}
