/** A PDF that is one part of a document, and what its bookmark is called. */
export interface PdfPart {
  readonly pdf: Uint8Array;
  readonly title: string;
}

interface Parsed {
  /** What stands before the first object. */
  readonly head: string;
  /** Without `n 0 obj` and `endobj`, by number. */
  readonly objects: ReadonlyMap<number, string>;
  readonly size: number;
  readonly root: number;
  readonly trailer: string;
}

const STREAM = '\nstream\n';

/**
 * Joins PDFs as the typesetter writes them (one table of objects, no streams of objects, ISO 32000-2, section 7.5), page after page, into one
 * with a bookmark for each part, which holds those that the part has. Nothing that is seen is changed.
 * @throws Error for a PDF that is built otherwise
 */
export function joinPdfs(parts: readonly PdfPart[]): Buffer {
  const parsed = parts.map(({ pdf }) => parse(Buffer.from(pdf).toString('latin1')));
  const starts = parsed.reduce<number[]>((all, { size }) => [...all, all.at(-1)! + size], [0]);
  const [pages, outlines] = [starts.at(-1)!, starts.at(-1)! + 1];
  const written = new Map<number, string>();
  const roots = parsed.map((part, place) => {
    const shift = starts[place]!;
    const catalog = bodyOf(part, part.root);
    const own = { pages: referred(catalog, 'Pages')!, outlines: referred(catalog, 'Outlines') };
    const left = place === 0 ? [] : [part.root, referred(part.trailer, 'Info'), referred(catalog, 'Metadata')];
    for (const [number, body] of part.objects) {
      if (!left.includes(number)) written.set(number + shift, shifted(body, shift));
    }
    return { pages: own.pages + shift, outlines: own.outlines === undefined ? undefined : own.outlines + shift };
  });
  const counts = roots.map(({ pages: root }) => Number(/\/Count (\d+)/.exec(written.get(root) ?? '')?.[1]));
  for (const { pages: root } of roots) written.set(root, into(written.get(root)!, `/Parent ${pages} 0 R`));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const kids = roots.map(({ pages: root }) => `${root} 0 R`).join(' ');
  written.set(pages, `<< /Type /Pages /Count ${total} /Kids [${kids}] >>`);
  const first = parsed[0]!;
  const hasMarks = bookmarks(written, roots, parts, outlines);
  const catalog = written.get(first.root)!.replace(/\/Pages \d+ 0 R/, `/Pages ${pages} 0 R`);
  const bare = catalog.replace(/\/Outlines \d+ 0 R/, '');
  written.set(first.root, hasMarks ? into(bare, `/Outlines ${outlines} 0 R`) : bare);
  countPages(written, referred(catalog, 'Metadata'), total);
  return fileOf(first, written, outlines + 1);
}

/** Makes of the bookmarks of each part one that holds them, closed. @returns whether every part has some */
function bookmarks(
  written: Map<number, string>,
  roots: readonly { pages: number; outlines: number | undefined }[],
  parts: readonly PdfPart[],
  outlines: number,
): boolean {
  const marks = roots.flatMap(({ outlines: root }) => root ?? []);
  if (marks.length < roots.length) return false;
  for (const [place, root] of marks.entries()) {
    const page = firstPageIn(written, roots[place]!.pages);
    const beside = [
      ...(place > 0 ? [`/Prev ${marks[place - 1]!} 0 R`] : []),
      ...(place < marks.length - 1 ? [`/Next ${marks[place + 1]!} 0 R`] : []),
    ];
    const body = written
      .get(root)!
      .replace('/Type /Outlines', '')
      .replace(/\/Count (\d+)/, '/Count -$1');
    const title = Buffer.from(`\uFEFF${parts[place]!.title}`, 'utf16le').swap16().toString('hex');
    written.set(
      root,
      into(body, `/Title <${title}> /Parent ${outlines} 0 R /Dest [${page} 0 R /Fit] ${beside.join(' ')}`),
    );
  }
  const [first, last] = [marks[0]!, marks.at(-1)!];
  written.set(outlines, `<< /Type /Outlines /First ${first} 0 R /Last ${last} 0 R /Count ${marks.length} >>`);
  return true;
}

function firstPageIn(written: ReadonlyMap<number, string>, root: number): number {
  let number = root;
  for (let depth = 0; depth < 50; depth++) {
    const kid = Number(/\/Kids\s*\[\s*(\d+) 0 R/.exec(written.get(number) ?? '')?.[1]);
    if (!kid) return number;
    number = kid;
  }
  throw new Error('the PDF has no page');
}

/** The description of the file says how many pages it has. */
function countPages(written: Map<number, string>, metadata: number | undefined, pages: number): void {
  if (metadata === undefined) return;
  const body = written.get(metadata)!;
  const counted = body.replace(/(<xmpTPg:NPages>)\d+/, `$1${pages}`);
  const longer = counted.length - body.length;
  const lengthOf = (_: string, length: string) => `/Length ${Number(length) + longer}`;
  written.set(metadata, counted.replace(/\/Length (\d+)/, lengthOf));
}

function parse(text: string): Parsed {
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-100))?.[1]);
  const [, count = '', from = ''] = /^xref\s+0 (\d+)(\s+)/.exec(text.slice(table, table + 40)) ?? [];
  const size = Number(count);
  if (!size) throw new Error('the PDF has no plain table of objects');
  const lines = text.indexOf(count, table) + count.length + from.length;
  // Lines of the table have 20 bytes each; the first is of no object.
  const offsets = Array.from({ length: size - 1 }, (_, at) => {
    const line = text.slice(lines + (at + 1) * 20, lines + (at + 2) * 20);
    return { number: at + 1, offset: line[17] === 'n' ? Number(line.slice(0, 10)) : Number.NaN };
  })
    .filter(({ offset }) => !Number.isNaN(offset))
    .toSorted((one, other) => one.offset - other.offset);
  const trailer = text.slice(lines + size * 20);
  const root = referred(trailer, 'Root');
  if (root === undefined || offsets.length === 0) throw new Error('the PDF has no objects');
  const objects = new Map<number, string>();
  for (const [place, { number, offset }] of offsets.entries()) {
    const head = `${number} 0 obj`;
    const end = text.lastIndexOf('endobj', offsets[place + 1]?.offset ?? table);
    if (!text.startsWith(head, offset)) throw new Error(`object ${number} is not where the table says`);
    objects.set(number, text.slice(offset + head.length, end).trim());
  }
  return { head: text.slice(0, offsets[0]!.offset), objects, size, root, trailer };
}

const bodyOf = ({ objects }: Parsed, number: number): string => objects.get(number) ?? '';

const referred = (text: string, key: string): number | undefined => {
  const found = new RegExp(`/${key} (\\d+) 0 R`).exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** An object whose references go so many numbers further; what a stream holds has none. */
function shifted(body: string, shift: number): string {
  if (shift === 0) return body;
  const end = body.indexOf(STREAM);
  const [said, rest] = end < 0 ? [body, ''] : [body.slice(0, end), body.slice(end)];
  return said.replace(/(?<![\d.])(\d+) 0 R\b/g, (_, number: string) => `${Number(number) + shift} 0 R`) + rest;
}

/** A dictionary with more entries. */
const into = (dictionary: string, entries: string): string => dictionary.replace(/>>\s*$/, `${entries}\n>>`);

function fileOf(first: Parsed, written: ReadonlyMap<number, string>, size: number): Buffer {
  const chunks = [first.head];
  const offsets: string[] = Array.from({ length: size }, () => '0000000000 65535 f \n');
  let length = first.head.length;
  for (const [number, body] of written) {
    const object = `${number} 0 obj\n${body}\nendobj\n`;
    offsets[number] = `${String(length).padStart(10, '0')} 00000 n \n`;
    chunks.push(object);
    length += object.length;
  }
  const trailer = first.trailer.replace(/\/Size \d+/, `/Size ${size}`).replace(/(startxref\s+)\d+/, `$1${length}`);
  return Buffer.from([...chunks, `xref\n0 ${size}\n`, ...offsets, trailer].join(''), 'latin1');
}
