/** A day of doses every half hour. */
const SLOTS_OF_A_DAY = 48;

/** Which doses of the order `o` are recorded, the latest planned ones, by the digits of their ids that say so, as JSON. */
export const RECORDED_SLOTS = `SELECT json_agg(right(d.id::text, 7)) FROM (SELECT id, status FROM dose
    WHERE order_id = o.id ORDER BY id DESC LIMIT ${SLOTS_OF_A_DAY}) d WHERE d.status <> 'entered-in-error'`;
