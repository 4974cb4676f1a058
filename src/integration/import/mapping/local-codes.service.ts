import { Injectable } from '@nestjs/common';
import type { Coding } from '../../../clinical/datatypes/coding.js';
import type { Tx } from '../../../platform/database/prisma.js';

/** A code, or a unit, that only its sender knows. */
export interface LocalCode {
  readonly kind: 'code' | 'unit';
  /** Empty of units. */
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

interface Row {
  readonly kind: 'code' | 'unit';
  readonly system: string;
  readonly code: string;
  readonly targetSystem: string;
  readonly targetCode: string;
  readonly targetDisplay: string | null;
}

/** More of them are looked at with the next message. */
const MOST = 200;
const LONGEST = 200;

/** By which a code is found among meanings. */
export const localKey = ({ kind, system, code }: LocalCode): string => `${kind}|${system}|${code}`;

/** What senders' codes and units mean, of messages whose values are filed with or without that: those that nobody has mapped are listed for a person. */
@Injectable()
export class LocalCodes {
  /** @returns what is mapped, by {@link localKey} */
  async meaningsWithin(tx: Tx, sender: string, codes: readonly LocalCode[]): Promise<ReadonlyMap<string, Coding>> {
    const distinct = [...new Map(codes.map((one) => [localKey(one), one])).values()];
    const fit = distinct.filter(({ system, code }) => system.length <= LONGEST && code.length <= LONGEST);
    if (fit.length === 0) return new Map();
    const wanted = JSON.stringify(fit.slice(0, MOST));
    const rows = await tx.$queryRaw<Row[]>`WITH wanted AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${wanted}::jsonb) AS w (kind text, system text, code text, display text)),
      met AS (INSERT INTO code_mapping (sender, kind, system, code, display)
        SELECT ${sender}, w.kind, w.system, w.code, w.display FROM wanted w WHERE NOT EXISTS (
          SELECT FROM code_mapping m WHERE m.sender = ${sender} AND m.kind = w.kind AND m.system = w.system AND m.code = w.code)
        ORDER BY w.kind, w.system, w.code ON CONFLICT DO NOTHING)
      SELECT m.kind, m.system, m.code, m.target_system AS "targetSystem", m.target_code AS "targetCode", m.target_display AS "targetDisplay"
        FROM code_mapping m JOIN wanted w ON m.kind = w.kind AND m.system = w.system AND m.code = w.code
       WHERE m.sender = ${sender} AND m.target_code IS NOT NULL`;
    return new Map(
      rows.map((row) => [
        localKey(row),
        { system: row.targetSystem, code: row.targetCode, display: row.targetDisplay ?? row.targetCode },
      ]),
    );
  }
}
