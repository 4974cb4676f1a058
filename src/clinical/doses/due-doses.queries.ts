/** A day of doses every half hour. */
const SLOTS_OF_A_DAY = 48;

/** Which doses of the order `o` are recorded, the latest planned ones, by the digits of their ids that say so, as JSON. */
export const RECORDED_SLOTS = `SELECT json_agg(right(d.id::text, 7)) FROM (SELECT id, status FROM dose
    WHERE order_id = o.id ORDER BY id DESC LIMIT ${SLOTS_OF_A_DAY}) d WHERE d.status <> 'entered-in-error'`;

/** An order `o` of a medicine as {@link PlannedMedicine} reads it; what is planned counts from its signature, or from when it was read back. */
export const PLANNED_MEDICINE = `json_build_object('timing', o.detail->'timing', 'unit', o.detail->'dose'->>'unit',
    'loads', o.detail ? 'loadingDose', 'signedAt', coalesce(o.signed_at, o.read_back_at), 'endedAt', o.ended_at, 'recorded', (${RECORDED_SLOTS}))`;
