-- The second wall: a statement sees only the patients that its request was allowed to see, whatever its conditions say.
-- Who that is comes from the transaction-local setting emr.sight:
--   '*'         everyone, for roles whose work is with all patients
--   '{a,b}'     these patients
--   '+{a,b}'    these patients, and who everyone else is (search, registration), but nothing of their records
-- Not set means nobody. The tables' owner is not held by this; the application is never the owner.

CREATE OR REPLACE FUNCTION public.sees_everyone() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT current_setting('emr.sight', true) = '*' $$;
CREATE OR REPLACE FUNCTION public.sees_names() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT left(current_setting('emr.sight', true), 1) IN ('*', '+') $$;
CREATE OR REPLACE FUNCTION public.patients_in_sight() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(ltrim(current_setting('emr.sight', true), '+*'), '')::uuid[] $$;

-- Tables with a patient's id that the wall leaves out.
CREATE TABLE IF NOT EXISTS audit.open_table (name text PRIMARY KEY, reason text NOT NULL);
DELETE FROM audit.open_table;
INSERT INTO audit.open_table (name, reason) VALUES
  ('staff_member', 'who among the staff is a patient here is needed to decide who may see whom'),
  ('access_grant', 'says who was let in to whom; a grant is written before its patient may be seen'),
  ('radar_case', 'suspicions about staff; only auditors and privacy officers have routes to them'),
  ('radar_exception', 'what reviewers need not look at; only auditors and privacy officers have routes to them');

CREATE OR REPLACE FUNCTION audit.attach_sight() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  relation record;
  condition text;
BEGIN
  FOR relation IN
    SELECT c.oid, c.relname, CASE c.relname WHEN 'patient' THEN 'id' ELSE 'patient_id' END AS patient, a.attnotnull
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attname = CASE c.relname WHEN 'patient' THEN 'id' ELSE 'patient_id' END
       AND c.relname NOT IN (SELECT name FROM audit.open_table)
  LOOP
    -- Looked up in the setting as text, row by row: sub-selects that read it once a statement, or functions, cost several times as
    -- much to plan and to start, and most statements show few rows. An id cannot be found across a comma.
    condition := format(
      $sql$left(current_setting('emr.sight', true), 1) IN (%s) OR strpos(current_setting('emr.sight', true), %I::text) > 0$sql$,
      CASE WHEN relation.relname IN ('patient', 'patient_identifier') THEN '''*'', ''+''' ELSE '''*''' END,
      relation.patient);
    IF NOT relation.attnotnull THEN
      condition := condition || format(' OR %I IS NULL', relation.patient);
    END IF;
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', relation.relname);
    EXECUTE format('DROP POLICY IF EXISTS in_sight ON public.%I', relation.relname);
    EXECUTE format('CREATE POLICY in_sight ON public.%I FOR ALL TO emr_app USING (%s) WITH CHECK (%s)',
      relation.relname, condition, condition);
  END LOOP;
END $$;
SELECT audit.attach_sight();

-- Tables with a patient's id and no wall; empty unless someone created one outside a migration. The service is not ready then.
CREATE OR REPLACE VIEW audit.unwalled_table AS
  SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND a.attname = CASE c.relname WHEN 'patient' THEN 'id' ELSE 'patient_id' END
     AND c.relname NOT IN (SELECT name FROM audit.open_table)
     AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'in_sight'));

-- PostgreSQL keeps conditions that might leak what they look at (full text, JSON) behind the wall and so away from their
-- indexes. These views say the same as the wall, in their owner's name and as plain conditions.
CREATE OR REPLACE VIEW public.patient_in_sight AS
  SELECT * FROM public.patient WHERE (SELECT public.sees_names()) OR id = ANY ((SELECT public.patients_in_sight())::uuid[]);
CREATE OR REPLACE VIEW public.fhir_source_in_sight AS
  SELECT * FROM public.fhir_source
   WHERE (SELECT public.sees_everyone()) OR patient_id = ANY ((SELECT public.patients_in_sight())::uuid[]) OR patient_id IS NULL;

-- Which places are taken, and not by whom; `bed_id` is null for a patient in a ward without a bed.
CREATE OR REPLACE VIEW public.place_taken AS SELECT ward_id, bed_id FROM public.stay WHERE ended_at IS NULL;
