import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { INestApplicationContext } from '@nestjs/common';
import type { FileDto } from '../clinical/files/dto/file.dto.js';
import { FilesService } from '../clinical/files/files.service.js';
import { elementAt } from '../kernel/list.js';
import { asPerson } from './as-person.js';
import type { DemoWorld } from './demo-snooping.js';

/** A result from elsewhere and the photograph of a wound, added by the nurse to the first inpatient. */
export async function keepDemoFiles(app: INestApplicationContext, { people, inpatients }: DemoWorld): Promise<void> {
  const files = app.get(FilesService, { strict: false });
  const papers: readonly (readonly [FileDto, Buffer])[] = [
    [
      { kind: 'outside-result', title: 'X-quang ngực, bệnh viện tuyến dưới' },
      aPage('X-quang nguc thang: phoi hai ben'),
    ],
    [{ kind: 'wound-photograph', title: 'Loét tì đè vùng cùng cụt, độ II' }, aPicture(320, 240)],
  ];
  for (const [input, bytes] of papers) {
    const upload = { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    await asPerson({ people }, 'nurse', () => files.addToPatient(elementAt(inpatients, 0), input, upload));
  }
}

/** One page with a line of text, as PDF. */
function aPage(line: string): Buffer {
  const text = `BT /F1 14 Tf 60 760 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ].map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`);
  return Buffer.from(`%PDF-1.4\n${objects.join('')}trailer << /Root 1 0 R /Size 6 >>\n%%EOF\n`, 'latin1');
}

/** Skin with a round sore in its middle, as PNG. */
function aPicture(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isSore = Math.hypot((x - width / 2) / 1.4, y - height / 2) < height / 5;
      rows.set(isSore ? [168, 58, 52] : [214, 176 - (y >> 3), 148], y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(framed));
  return Buffer.concat([length, framed, sum]);
}
