/**
 * Whether an Accept header (RFC 9110, section 12.5.1) wants HTML rather than JSON, as browsers do. Who does not say so
 * gets JSON.
 */
export function prefersHtml(header: string | undefined): boolean {
  const ranges = (header ?? '').split(',').map((part) => {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    return { range: range.trim(), quality: Number(quality ?? 1) };
  });
  const wish = (type: string, ofKind: string) =>
    [type, ofKind, '*/*'].map((wanted) => ranges.find(({ range }) => range === wanted)).find(Boolean)?.quality ?? 0;
  return wish('text/html', 'text/*') > wish('application/json', 'application/*');
}
