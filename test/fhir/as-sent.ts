/** JSON with every number as its digits: 5.90 is other than 5.9. */
export const exactly = (text: string): Json =>
  JSON.parse(text, (_name, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? `#${writtenOut(context?.source ?? '')}` : value,
  ) as Json;

/** Without an exponent, with as many digits: 1.0e-9 is 0.0000000010. */
function writtenOut(source: string): string {
  const [mantissa = '', exponent = '0'] = source.toLowerCase().split('e');
  const [whole = '', part = ''] = mantissa.replace('-', '').split('.');
  const point = whole.length + Number(exponent);
  const figures = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${part}`.padEnd(point, '0');
  const at = Math.max(1, point);
  const text = figures.length > at ? `${figures.slice(0, at)}.${figures.slice(at)}` : figures;
  return (source.startsWith('-') ? '-' : '') + text;
}

export type Json = { readonly [name: string]: unknown };

/** What a server may say of its own (R4 resource, meta), and may add: its identifiers. */
const OURS = new Set(['id', 'meta']);

/**
 * Elements that were sent and are not read back as they were, as FHIRPath, with both sides.
 * @param place where references lead now
 */
export function differences(sent: Json, read: Json, place: (reference: string) => string): string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries(sent)) {
    if (!OURS.has(name)) compare(value, read[name], String(sent.resourceType) + '.' + name, { place, found });
  }
  const { meta } = sent as { meta?: Json };
  for (const [name, value] of Object.entries(meta ?? {})) {
    if (name === 'versionId' || name === 'lastUpdated') continue;
    compare(value, (read.meta as Json)[name], `${String(sent.resourceType)}.meta.${name}`, { place, found });
  }
  return found;
}

interface Comparing {
  readonly place: (reference: string) => string;
  readonly found: string[];
}

function compare(sent: unknown, read: unknown, path: string, comparing: Comparing): void {
  if (Array.isArray(sent)) {
    const items = (Array.isArray(read) ? read : []) as unknown[];
    // Ours stand behind those of the sender.
    const mayBeMore = path.endsWith('.identifier');
    if (!mayBeMore && items.length !== sent.length) tell(path, sent, read, comparing);
    else sent.forEach((item, at) => compare(item, items[at], `${path}[${at}]`, comparing));
    return;
  }
  if (sent === null || typeof sent !== 'object') {
    const wanted = path.endsWith('.reference') ? comparing.place(String(sent)) : sent;
    if (wanted !== read && sent !== read) tell(path, sent, read, comparing);
    return;
  }
  if (read === null || typeof read !== 'object') {
    tell(path, sent, read, comparing);
    return;
  }
  for (const name of new Set([...Object.keys(sent), ...Object.keys(read)])) {
    compare((sent as Json)[name], (read as Json)[name], `${path}.${name}`, comparing);
  }
}

const tell = (path: string, sent: unknown, read: unknown, { found }: Comparing) =>
  found.push(`${path}: ${JSON.stringify(sent)?.slice(0, 200)} → ${JSON.stringify(read)?.slice(0, 200)}`);
