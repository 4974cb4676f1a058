-- Auditors' questions about where something was done, in which request, and under which name, whoever bore it.
CREATE INDEX event_request ON audit.event (request_id, id DESC) WHERE request_id IS NOT NULL;
CREATE INDEX event_terminal ON audit.event (terminal, id DESC) WHERE terminal IS NOT NULL;
CREATE INDEX event_address ON audit.event (address, id DESC) WHERE address IS NOT NULL;
CREATE INDEX event_username ON audit.event (username, id DESC);
