-- A kind of event of its own for answers that do not do what was asked and tell something about a patient all the same.
ALTER TABLE audit.event DROP CONSTRAINT event_kind;
ALTER TABLE audit.event ADD CONSTRAINT event_kind CHECK (kind IN ('create', 'update', 'delete', 'read', 'list', 'search', 'replay', 'told',
  'sign-in', 'sign-in-failed', 'sign-out', 'refusal')) NOT VALID;
-- Few among many, as the kinds of event_seldom are.
CREATE INDEX event_told ON audit.event (id DESC) WHERE kind = 'told';
-- What callers call their requests; those that call them nothing stay out.
CREATE INDEX event_callers_request ON audit.event ((detail->>'callerRequestId'), id DESC) WHERE detail ? 'callerRequestId';
