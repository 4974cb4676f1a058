-- Auditors' questions about what was so when something was done, and how it left the house. Each is about few events among many.
CREATE INDEX event_other_ward ON audit.event (id DESC) WHERE detail->'then'->>'otherWard' = 'true';
CREATE INDEX event_confidential ON audit.event (id DESC) WHERE detail->'then'->>'confidentiality' IN ('R', 'V');
-- Exports of before are known by how many events they held.
CREATE INDEX event_output ON audit.event (id DESC) WHERE detail ?| ARRAY['output', 'exported'];
