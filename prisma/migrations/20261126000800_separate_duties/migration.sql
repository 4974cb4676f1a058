-- A password that somebody else set is good until a moment, and then for nothing.
SELECT set_config('emr.context', '{"actorKind": "system", "username": "system:migrate"}', true);
ALTER TABLE staff_member ADD COLUMN password_good_until timestamptz(3);
UPDATE staff_member SET password_good_until = now() + interval '72 hours' WHERE must_change_password;
ALTER TABLE staff_member ADD CONSTRAINT staff_member_lent_password
  CHECK (must_change_password = (password_good_until IS NOT NULL));

-- Who gives rights, who watches and who works are three people. Roles of one kind go together, those of two do not; as an
-- exclusion, so that it holds for any two transactions at any isolation.
DO $$
DECLARE people text;
BEGIN
  SELECT string_agg(m.username, ', ' ORDER BY m.username) INTO people FROM staff_member m WHERE (
    SELECT count(DISTINCT CASE WHEN r.role = 'admin' THEN 1 WHEN r.role IN ('auditor', 'privacy-officer') THEN 2 ELSE 3 END)
      FROM staff_role r WHERE r.staff_id = m.id AND r.revoked_at IS NULL) > 1;
  IF people IS NOT NULL THEN
    RAISE EXCEPTION 'these people hold roles that exclude each other (administration, watching, work); take some away first: %', people
      USING ERRCODE = '23P01';
  END IF;
END $$;
ALTER TABLE staff_role ADD CONSTRAINT staff_role_separate EXCLUDE USING gist (
  staff_id WITH =,
  (CASE WHEN role = 'admin' THEN 1 WHEN role IN ('auditor', 'privacy-officer') THEN 2 ELSE 3 END) WITH <>
) WHERE (revoked_at IS NULL);

-- A practising certificate is one person's. Case and spaces do not make another of it; who left frees theirs.
CREATE UNIQUE INDEX staff_member_certificate_once
  ON staff_member (upper(regexp_replace(practising_certificate, '\s', '', 'g'))) WHERE status = 'active';
