import { hospitalDate } from '../../kernel/hospital-time.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { contradictionsOf, type Contradiction, type NotedPatient } from './contradictions.rules.js';
import { CONTRADICTION_WORDS } from './contradictions.words.js';
import type { HeldNote } from './held-note.js';
import { noteProblems } from './notes.errors.js';

const NOTED = `SELECT p.sex, extract(year FROM age($2::date, p.birth_date))::int AS years,
    (p.deceased_at IS NOT NULL OR p.deceased_undated OR e.discharge_disposition IS NOT DISTINCT FROM 'exp') AS "isDead", e.status = 'in-progress' AS "isStayOpen"
  FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = $1::uuid`;

/** Before the transaction that signs: what was looked at again stands on the trail as its reason. */
export function tellConfirmed(confirmed: readonly Contradiction[] = []): void {
  if (confirmed.length === 0) return;
  requestContext().reason ??= confirmed.map((one) => CONTRADICTION_WORDS[one].vi).join(' ');
}

/** @throws Problem noteContradicts, naming what was not looked at again */
export async function requireNoContradiction(tx: Tx, note: HeldNote, confirmed: readonly string[] = []): Promise<void> {
  const rows = await tx.$queryRawUnsafe<NotedPatient[]>(NOTED, note.encounterId, hospitalDate());
  const found = contradictionsOf(note.type, note.template, firstRow(rows));
  const open = found.filter((one) => !confirmed.includes(one));
  if (open.length === 0) return;
  const errors = open.map((rule) => ({ pointer: '/confirmed', rule, message: CONTRADICTION_WORDS[rule] }));
  throw new Problem(noteProblems.noteContradicts, { errors });
}
