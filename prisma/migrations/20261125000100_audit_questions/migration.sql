-- Auditors' questions about what seldom happens. Charting and reading for treatment touch neither index.
CREATE INDEX event_seldom ON audit.event (kind, id DESC)
  WHERE kind IN ('delete', 'replay', 'sign-in', 'sign-in-failed', 'sign-out', 'refusal');
CREATE INDEX event_other_purpose ON audit.event (purpose, id DESC) WHERE purpose <> 'TREAT';
