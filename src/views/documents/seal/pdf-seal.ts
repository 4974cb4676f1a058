import { createHash } from 'node:crypto';
import type { Certified } from '../../../platform/keys/certificates/issued-certificate.js';
import { detachedSignature } from './cms.js';

/** Room for the signature with its certificates, in bytes. */
const ROOM = 16_384;
const RANGE = '[0 ********** ********** **********]';

/** A PDF as the typesetter writes it: a plain table of objects, and a trailer. */
interface Parsed {
  readonly text: string;
  readonly table: number;
  readonly size: number;
  readonly root: number;
  /** What else the trailer says, kept in the next one. */
  readonly rest: string;
}

/**
 * Signs a PDF by an update behind it (ISO 32000-2, section 7.5.6 and 12.8), so that what was set stays byte by byte: an invisible signature
 * of form ETSI.CAdES.detached over the whole file. @throws Error for a PDF that is built otherwise
 */
export function sealPdf(pdf: Buffer, certified: Certified, at: Date, name: string): Buffer {
  const parsed = parse(pdf.toString('latin1'));
  const [signature, widget] = [parsed.size, parsed.size + 1];
  const page = firstPage(parsed);
  const objects: [number, string][] = [
    [parsed.root, into(objectOf(parsed, parsed.root), `/AcroForm << /Fields [${widget} 0 R] /SigFlags 3 >>`)],
    [page, withNote(objectOf(parsed, page), widget)],
    [signature, signatureDictionary(at, name)],
    [
      widget,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (BenhAn) /V ${signature} 0 R /Rect [0 0 0 0] /F 132 /P ${page} 0 R >>`,
    ],
  ];
  return signed(Buffer.concat([pdf, Buffer.from(updateOf(parsed, pdf.length, objects), 'latin1')]), certified);
}

function parse(text: string): Parsed {
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref\s+\d+\s+%%EOF\s*$/.exec(text)?.[1] ?? '';
  const size = Number(/\/Size\s+(\d+)/.exec(trailer)?.[1]);
  const root = Number(/\/Root\s+(\d+)\s+0\s+R/.exec(trailer)?.[1]);
  if (!text.startsWith('xref', table) || !size || !root) throw new Error('the PDF has no plain table of objects');
  const rest = trailer.replace(/\/Size\s+\d+/, '').trim();
  return { text, table, size, root, rest };
}

function objectOf({ text, table }: Parsed, number: number): string {
  const first = text.indexOf('\n', text.indexOf('\n', table) + 1) + 1;
  // Lines of the table have 20 bytes each.
  const offset = Number(text.slice(first + number * 20, first + number * 20 + 10));
  const head = `${number} 0 obj`;
  if (!text.startsWith(head, offset)) throw new Error(`object ${number} is not where the table says`);
  return text.slice(offset + head.length, text.indexOf('endobj', offset)).trim();
}

function firstPage(parsed: Parsed): number {
  let number = referred(objectOf(parsed, parsed.root), 'Pages');
  for (let depth = 0; depth < 50; depth++) {
    const object = objectOf(parsed, number);
    if (/\/Type\s*\/Page\b(?!s)/.test(object)) return number;
    number = Number(/\/Kids\s*\[\s*(\d+)\s+0\s+R/.exec(object)?.[1]);
  }
  throw new Error('the PDF has no page');
}

const referred = (object: string, key: string): number =>
  Number(new RegExp(`/${key}\\s+(\\d+)\\s+0\\s+R`).exec(object)?.[1]);

/** A dictionary with one more entry. */
const into = (dictionary: string, entry: string): string => dictionary.replace(/>>$/, `${entry}\n>>`);

function withNote(page: string, widget: number): string {
  if (!/\/Annots\b/.test(page)) return into(page, `/Annots [${widget} 0 R]`);
  if (!/\/Annots\s*\[/.test(page)) throw new Error('the notes of the page stand elsewhere');
  return page.replace(/\/Annots\s*\[/, `/Annots [${widget} 0 R `);
}

function signatureDictionary(at: Date, name: string): string {
  const moment = `D:${at.toISOString().replace(/[-T:]/g, '').slice(0, 14)}Z`;
  const called = Buffer.from(`\uFEFF${name}`, 'utf16le').swap16().toString('hex');
  return `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${moment}) /Name <${called}> /ByteRange ${RANGE} /Contents <${'0'.repeat(ROOM * 2)}> >>`;
}

function updateOf(parsed: Parsed, length: number, objects: readonly [number, string][]): string {
  let update = '\n';
  const lines = objects.map(([number, object]) => {
    const offset = length + update.length;
    update += `${number} 0 obj\n${object}\nendobj\n`;
    return `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = length + update.length;
  const trailer = `<< /Size ${parsed.size + 2} ${parsed.rest} /Prev ${parsed.table} >>`;
  return `${update}xref\n${lines.join('')}trailer\n${trailer}\nstartxref\n${table}\n%%EOF\n`;
}

/** Puts the signature of everything else into the room that was left for it. */
function signed(pdf: Buffer, certified: Certified): Buffer {
  const begins = pdf.lastIndexOf('/Contents <') + '/Contents '.length;
  const ends = begins + ROOM * 2 + 2;
  const range = `[0 ${begins} ${ends} ${pdf.length - ends}]`.padEnd(RANGE.length);
  pdf.write(range, pdf.lastIndexOf(RANGE), 'latin1');
  const digest = createHash('sha256').update(pdf.subarray(0, begins)).update(pdf.subarray(ends)).digest();
  const signature = detachedSignature(digest, certified);
  if (signature.length > ROOM) throw new Error('the chain of certificates is too long for the room left for it');
  pdf.write(signature.toString('hex'), begins + 1, 'latin1');
  return pdf;
}
