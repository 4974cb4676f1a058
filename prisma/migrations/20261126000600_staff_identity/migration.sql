-- Who a person is at the hospital's own identity provider (OpenID Connect): the issuer and its name for the person, which
-- never changes and is never given to somebody else.
CREATE TABLE staff_identity (
  id         uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  staff_id   uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  issuer     text           NOT NULL CHECK (btrim(issuer) <> ''),
  subject    text           NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  linked_at  timestamptz(3) NOT NULL DEFAULT now(),
  revoked_at timestamptz(3)
);
CREATE UNIQUE INDEX staff_identity_in_use ON staff_identity (issuer, subject) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX staff_identity_one_a_person ON staff_identity (staff_id, issuer) WHERE revoked_at IS NULL;
