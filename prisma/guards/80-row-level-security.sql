-- Row-level security: a statement sees only the patients that its request was allowed to see, whatever its conditions say.
-- Who that is comes from the transaction-local setting emr.scope:
--   '*'         everyone, for lists and searches of roles whose work is with all patients
--   '{a,b}'     these patients
--   '+{a,b}'    these patients, and who everyone else is (search, registration), but nothing of their records
--   '#'         the audit trail, and who everyone is and where they stayed: for those who review it
--   '**'        everyone and the trail, for the service itself
--   '^lab 30 p' lists of a role whose work is hospital-wide: the records that are open to it (75-care-decision.sql)
--   '^care 30 p w …' lists of a clinician: the patients of the ward w, or of all their wards; named by the relation, since they may be
--               thousands, and asked about for the rows that a statement finds; completed by care_scope (75-care-decision.sql)
-- Not set means nobody. The tables' owner is not held by this; the application is never the owner.

CREATE OR REPLACE FUNCTION public.sees_everyone() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT left(current_setting('emr.scope', true), 1) = '*' $$;
CREATE OR REPLACE FUNCTION public.sees_names() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT left(current_setting('emr.scope', true), 1) IN ('*', '+', '#') $$;
CREATE OR REPLACE FUNCTION public.patients_in_scope() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN left(current_setting('emr.scope', true), 1) <> '^'
       THEN nullif(ltrim(current_setting('emr.scope', true), '+*#'), '')::uuid[] END $$;

-- What the application may read and row-level security leaves out. A test knows every relation that neither stands here nor has a policy.
CREATE TABLE IF NOT EXISTS audit.open_table (name text PRIMARY KEY, reason text NOT NULL);
DELETE FROM audit.open_table;
INSERT INTO audit.open_table (name, reason) VALUES
  ('staff_member', 'who among the staff is a patient here is needed to decide who may see whom'),
  ('access_grant', 'says who was let in to whom; a grant is written before its patient may be seen'),
  ('place_taken', 'which beds are taken, and not by whom'),
  ('audit.event', 'number, time and kind of actor only, for sealing; everything else through its two views'),
  ('bed', 'the hospital'),
  ('duty', 'the hospital'),
  ('hospital', 'the hospital'),
  ('reference_data', 'the hospital'),
  ('room', 'the hospital'),
  ('sensitive_code', 'the hospital'),
  ('staff_role', 'the hospital'),
  ('staff_ward', 'the hospital'),
  ('terminal', 'the hospital'),
  ('ward', 'the hospital'),
  ('code_mapping', 'codes of laboratories and what they mean'),
  ('machine_client', 'machines and their public keys'),
  ('client_assertion', 'signing in'),
  ('recovery_code', 'signing in'),
  ('second_factor', 'signing in'),
  ('session', 'signing in'),
  ('sign_in_tally', 'signing in'),
  ('staff_badge', 'signing in'),
  ('staff_identity', 'signing in'),
  ('staff_pin', 'signing in'),
  ('staff_signing_key', 'signing notes; the private half is sealed'),
  ('stored_file_key', 'sealed keys of files; whose they are and what is in them stands behind policies'),
  ('number_counter', 'running numbers'),
  ('rate_tally', 'counts of requests, by hash'),
  ('radar_position', 'how far the radar has read'),
  ('outbox_position', 'how far the trail has been read for what other systems are told'),
  ('bulk_export', 'which exports machines asked for; nothing of a patient'),
  ('bulk_export_part', 'sealed copies of what is exported; opened for the machine alone that asked for them'),
  ('subscription', 'which systems are told what; the secret is sealed'),
  ('subscription_state', 'which systems are told what'),
  ('radar_rule', 'settings of the radar'),
  ('_guards_applied', 'bookkeeping'),
  ('_prisma_migrations', 'bookkeeping'),
  ('audit.definition_set', 'names and hashes of definitions'),
  ('audit.definition_text', 'names of tables and columns, and what a row of them can be'),
  ('audit.archive', 'hashes and numbers of the sealed trail'),
  ('audit.checkpoint', 'hashes and numbers of the sealed trail'),
  ('audit.leaf', 'hashes and numbers of the sealed trail'),
  ('audit.reconciliation', 'names of tables and columns, and ids of rows'),
  ('audit.seal_position', 'hashes and numbers of the sealed trail'),
  ('audit.signing_key', 'public keys of the sealed trail'),
  ('audit.tile', 'hashes and numbers of the sealed trail'),
  ('audit.witness', 'hashes and numbers of the sealed trail'),
  ('audit.column_policy', 'names of tables and columns'),
  ('audit.exempt_table', 'names of tables'),
  ('audit.open_table', 'names of tables'),
  ('audit.uncovered_table', 'names of tables'),
  ('audit.table_without_policy', 'names of tables');

CREATE OR REPLACE FUNCTION audit.attach_row_level_security() RETURNS void LANGUAGE plpgsql AS $$
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
      $sql$left(current_setting('emr.scope', true), 1) IN (%1$s) OR strpos(current_setting('emr.scope', true), %2$I::text) > 0
        OR (left(current_setting('emr.scope', true), 1) = '^'
            AND public.open_to_role(current_setting('emr.scope', true), %2$I))$sql$,
      CASE WHEN relation.relname IN ('patient', 'patient_identifier') THEN '''*'', ''+'', ''#'''
           WHEN relation.relname IN ('encounter', 'stay') THEN '''*'', ''#''' ELSE '''*''' END,
      relation.patient);
    -- Who was merged is found as the survivor; who reviews, and the service itself, see both.
    IF relation.relname = 'patient' THEN
      condition := format($sql$(%s) AND (merged_into IS NULL OR current_setting('emr.scope', true) IN ('#', '**'))$sql$, condition);
    END IF;
    -- Of two patients, and seen by who sees either, or who everyone is.
    IF relation.relname = 'duplicate_dismissal' THEN
      condition := condition || $sql$ OR left(current_setting('emr.scope', true), 1) IN ('+', '#')
        OR strpos(current_setting('emr.scope', true), other_id::text) > 0$sql$;
    END IF;
    IF relation.relname IN ('radar_case', 'radar_exception') THEN -- suspicions about staff
      condition := $sql$current_setting('emr.scope', true) IN ('#', '**')$sql$;
    ELSIF relation.relname = 'fhir_source' THEN -- organisations, products, people who work elsewhere
      condition := condition || ' OR (patient_id IS NULL AND public.fhir_about_nobody(resource_type))';
    ELSIF relation.relname IN ('incoming_message', 'unmatched_result') THEN
      -- Whose they are nobody knows yet: for those who settle that, and for what takes messages in.
      condition := condition || $sql$ OR (patient_id IS NULL AND (left(current_setting('emr.scope', true), 1) = '*'
        OR current_setting('emr.scope', true) ~ '^\^(lab|records-officer) '))$sql$;
    ELSIF NOT relation.attnotnull THEN
      condition := condition || format(' OR %I IS NULL', relation.patient);
    END IF;
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', relation.relname);
    EXECUTE format('DROP POLICY IF EXISTS in_scope ON public.%I', relation.relname);
    EXECUTE format('CREATE POLICY in_scope ON public.%I FOR ALL TO emr_app USING (%s) WITH CHECK (%s)',
      relation.relname, condition, condition);
  END LOOP;
END $$;
SELECT audit.attach_row_level_security();

-- Tables with a patient's id and no policy; empty unless someone created one outside a migration. The service is not ready then.
CREATE OR REPLACE VIEW audit.table_without_policy AS
  SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND a.attname = CASE c.relname WHEN 'patient' THEN 'id' ELSE 'patient_id' END
     AND c.relname NOT IN (SELECT name FROM audit.open_table)
     AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'in_scope'));

-- PostgreSQL keeps conditions that might leak what they look at (full text, JSON) behind row-level security and so away from their
-- indexes. This view says the same as the policy, in its owner's name and as plain conditions.
DROP VIEW IF EXISTS public.patient_in_scope;
CREATE OR REPLACE VIEW public.fhir_source_in_scope AS
  SELECT * FROM public.fhir_source
   WHERE (SELECT public.sees_everyone()) OR patient_id = ANY ((SELECT public.patients_in_scope())::uuid[]) 
     OR (patient_id IS NULL AND public.fhir_about_nobody(resource_type));

-- Which places are taken, and not by whom; `bed_id` is null for a patient in a ward without a bed.
CREATE OR REPLACE VIEW public.place_taken AS SELECT ward_id, bed_id FROM public.stay WHERE ended_at IS NULL;

-- An answer kept for retries is a copy of what was shown: only who asked may have it again.
ALTER TABLE public.idempotency_key ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_answers ON public.idempotency_key;
CREATE POLICY own_answers ON public.idempotency_key FOR ALL TO emr_app
  USING (actor_id = (nullif(current_setting('emr.context', true), '')::jsonb->>'actorId')::uuid);

-- Forgets answers older than 24 h, everybody's, some at a time; in the owner's name, since nobody else sees them all.
CREATE OR REPLACE FUNCTION public.forget_answers() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM idempotency_key WHERE (actor_id, key) IN (
    SELECT actor_id, key FROM idempotency_key WHERE created_at < now() - interval '24 hours' LIMIT 5000 FOR UPDATE SKIP LOCKED)
$$;

-- The trail has values of every record. The application may add to it, and reads it through these views only, which ask the
-- setting once a statement and leave every index to the question. A policy on the table would keep conditions on lists of
-- patients away from their index.
CREATE OR REPLACE VIEW audit.trail AS
  SELECT * FROM audit.event WHERE current_setting('emr.scope', true) IN ('#', '**');
-- The lists that showed a patient, by time.
CREATE OR REPLACE VIEW audit.shown_in_scope AS
  SELECT * FROM audit.shown WHERE current_setting('emr.scope', true) IN ('#', '**');
-- For a writer who came too late, and of what a closed record held: which fields of a record in scope were changed since, by whom and why, and no values. Identifiers stand in a
-- table of their own and count as a version of the patient of whom nothing else changes.
CREATE OR REPLACE VIEW audit.record_change AS
  SELECT id, entity, entity_id, (changes->'version'->>1)::int AS version, occurred_at AS at, username AS by,
      CASE WHEN entity = 'patient' AND changes - 'version' = '{}' THEN ARRAY['identifiers']
           ELSE ARRAY(SELECT key FROM jsonb_object_keys(changes) key WHERE key <> 'version' ORDER BY key) END AS fields,
      actor_id, role,
      CASE WHEN entity = 'patient' THEN (
        SELECT jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value, 'change', CASE e.kind WHEN 'create' THEN 'added' ELSE 'retired' END)
            ORDER BY e.id)
          FROM audit.event e JOIN public.patient_identifier i ON i.id = e.entity_id
         WHERE e.patient_id = event.patient_id AND e.entity = 'patient_identifier' AND e.kind IN ('create', 'update') AND e.xid = event.xid
           AND e.occurred_at BETWEEN event.occurred_at - interval '2 minutes' AND event.occurred_at + interval '2 minutes') END AS identifiers,
      coalesce(reason, (SELECT value->>1 FROM jsonb_each(changes) WHERE key LIKE '%reason' AND jsonb_typeof(value->1) = 'string' LIMIT 1)) AS reason
    FROM audit.event
   WHERE kind = 'update' AND (patient_id IS NULL OR left(current_setting('emr.scope', true), 1) = '*'
     OR strpos(current_setting('emr.scope', true), patient_id::text) > 0);
