import type { Tx } from '../database/prisma.js';

interface Finding {
  /** The access that was found unjustified, and is marked so already. */
  readonly id: string;
  readonly note: string;
  readonly reviewedBy: string;
}

/**
 * Ends what a person built on an access that was found unjustified: every open emergency access of theirs to the patient, admissions and
 * transfers they made under it, which give them nothing from now on (the encounter itself stays, for its ward), and whom they asked in
 * since.
 */
export async function endAsUnjustified(tx: Tx, { id, note, reviewedBy }: Finding): Promise<void> {
  await tx.$executeRaw`
    UPDATE access_grant built SET outcome = 'unjustified', review_note = ${note}, reviewed_by = ${reviewedBy}::uuid, reviewed_at = now()
      FROM access_grant base
     WHERE base.id = ${id}::uuid AND base.kind = 'break-glass' AND built.id <> base.id AND built.staff_id = base.staff_id
       AND built.patient_id = base.patient_id AND built.kind IN ('admission', 'transfer') AND built.reviewed_at IS NULL
       AND built.granted_at >= base.granted_at AND built.granted_at <= base.until`;
  await tx.$executeRaw`
    UPDATE access_grant open SET until = greatest(now(), open.granted_at + interval '1 millisecond')
      FROM access_grant base
     WHERE base.id = ${id}::uuid AND open.patient_id = base.patient_id AND open.until > now()
       AND (open.kind = 'break-glass' AND open.staff_id = base.staff_id
         OR open.kind IN ('consultation', 'referral') AND open.granted_by = base.staff_id AND open.granted_at >= base.granted_at)`;
}
