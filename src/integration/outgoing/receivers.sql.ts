/** Who may be told something now: the subscription `s` and its client `c`, both in use and approved by a second person. */
export const RECEIVERS_NOW = `subscription s JOIN machine_client c ON c.id = s.client_id
    AND s.status = 'active' AND s.approved_at IS NOT NULL AND c.status = 'active' AND c.approved_at IS NOT NULL`;
