-- Attaches the capture to every table of the application, so that a new table is covered by the migration that adds it.
-- To leave one out, name it here with the reason.
-- Only what differs is written, and each change of it is an event (16-settings-of-the-trail.sql).
WITH wanted (name, reason) AS (VALUES
  ('_prisma_migrations', 'bookkeeping of the migration tool; holds no hospital data'),
  ('_guards_applied', 'bookkeeping of the guards; holds no hospital data'),
  ('sign_in_tally', 'counts of failed sign-ins, each of which is an event of its own; holds no hospital data'),
  ('radar_position', 'how far the snooping radar has read; holds no hospital data'),
  ('outbox_position', 'how far the trail has been read for what other systems are told; holds no hospital data'),
  ('subscription_state', 'when a receiver is tried next, and how often it failed; holds no hospital data'),
  ('client_assertion', 'ids of assertions taken, kept until they expire; each token given is a sign-in event'),
  ('bulk_export_part', 'sealed copies, kept a day, of what a machine asked for; each download is an event of every patient in it'),
  ('rate_tally', 'how often an address or a client asked in a minute; holds no hospital data'),
  ('patient_name_word', 'derived from patient.full_name by a trigger; every change of that is an event of the patient'),
  ('name_word', 'the distinct words of names, of no patient in particular, which nobody may read; derived like the one before'),
  ('number_counter', 'a running number; each number issued stands in the row that carries it, which is audited'),
  ('idempotency_key', 'a copy, kept 24 hours, of an answer whose writes are audited in the same transaction; a replay is recorded as a read')),
gone AS (DELETE FROM audit.exempt_table t WHERE NOT EXISTS (SELECT FROM wanted w WHERE w.name = t.name))
INSERT INTO audit.exempt_table AS t (name, reason) SELECT name, reason FROM wanted
  ON CONFLICT (name) DO UPDATE SET reason = excluded.reason WHERE t.reason <> excluded.reason;

WITH wanted (table_name, column_name, policy, reason) AS (VALUES
  ('staff_member', 'password_hash', 'redact-hash', 'a secret'),
  ('second_factor', 'seed', 'redact-hash', 'a secret'),
  ('second_factor', 'last_step', 'omit', 'which code was used last says nothing that the sign-in does not'),
  ('recovery_code', 'code_hash', 'redact-hash', 'a secret'),
  ('session', 'refresh_hash', 'redact-hash', 'a secret'),
  ('session', 'previous_refresh_hash', 'redact-hash', 'a secret'),
  ('session', 'refresh_family', 'redact-hash', 'a secret'),
  ('session', 'refresh_salt', 'redact-hash', 'a secret'),
  ('session', 'refreshed_at', 'omit', 'each refresh would be an event that says nothing'),
  ('session', 'used_at', 'omit', 'what was done at the terminal is on the trail by itself'),
  ('terminal', 'key_hash', 'redact-hash', 'a secret'),
  ('staff_pin', 'pin_hash', 'redact-hash', 'a secret'),
  ('staff_pin', 'failed', 'omit', 'each failed sign-in is an event of its own'),
  ('staff_badge', 'badge_hash', 'redact-hash', 'a secret'),
  ('staff_badge', 'badge_sealed', 'redact-hash', 'a secret'),
  ('note', 'words', 'omit', 'derived from sections'),
  ('reference_data', 'content', 'hash', 'large; the row itself is never changed'),
  ('note', 'sections', 'hash', 'large text; every version is kept in note_version'),
  ('staff_signing_key', 'sealed', 'redact-hash', 'a secret'),
  ('encounter', 'closing_signature', 'hash', 'large; the row keeps it, and it never changes'),
  ('note_signature', 'jws', 'hash', 'large; the row itself is never changed'),
  ('note_signature', 'patient', 'hash', 'large; the row itself is never changed'),
  ('note', 'pulled', 'hash', 'large; the row keeps it'),
  ('note_refused_text', 'sections', 'hash', 'large text; the row itself is never changed'),
  ('note_version', 'sections', 'hash', 'large text; the row itself is never changed'),
  ('stored_file_content', 'content', 'hash', 'large, and sealed; the row itself is never changed'),
  ('stored_file_key', 'sealed', 'redact-hash', 'a secret'),
  ('fhir_source', 'resource', 'hash', 'large; the row keeps it whole'),
  ('incoming_message', 'content', 'hash', 'large; the row itself keeps it, and is never changed'),
  ('incoming_message', 'answer', 'hash', 'the row keeps it'),
  ('unmatched_result', 'facts', 'hash', 'large; the row keeps it, beside the message'),
  ('unmatched_result', 'suggestions', 'hash', 'large; the row keeps it'),
  ('subscription', 'secret', 'redact-hash', 'a secret'),
  ('bulk_export', 'lease_until', 'omit', 'which process has it for the moment'),
  ('bulk_export', 'patients', 'omit', 'how far it is'),
  ('delivery', 'content', 'hash', 'large; the row itself keeps it, and is never changed'),
  ('delivery', 'attempts', 'omit', 'each sending is an event of its own'),
  ('delivery', 'next_at', 'omit', 'when it is tried next'),
  ('patient_merge', 'moved', 'hash', 'large; the row keeps it, and each row that moved is an event'),
  ('patient', 'name_search', 'omit', 'derived from full_name'),
  ('patient', 'name_sort', 'omit', 'derived from full_name')),
gone AS (DELETE FROM audit.column_policy t
  WHERE NOT EXISTS (SELECT FROM wanted w WHERE (w.table_name, w.column_name) = (t.table_name, t.column_name)))
INSERT INTO audit.column_policy AS t (table_name, column_name, policy, reason)
  SELECT table_name, column_name, policy, reason FROM wanted
  ON CONFLICT (table_name, column_name) DO UPDATE SET policy = excluded.policy, reason = excluded.reason
  WHERE (t.policy, t.reason) <> (excluded.policy, excluded.reason);

CREATE OR REPLACE FUNCTION audit.attach_to_every_table() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  relation record;
  policies jsonb;
BEGIN
  FOR relation IN
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname NOT IN (SELECT name FROM audit.exempt_table)
  LOOP
    -- What is omitted stands there as one list: to take it out of a row costs a tenth of looking through the policies.
    SELECT coalesce(jsonb_object_agg(column_name, policy) FILTER (WHERE policy <> 'omit'), '{}') || CASE WHEN bool_or(policy = 'omit')
        THEN jsonb_build_object('', (array_agg(column_name ORDER BY column_name) FILTER (WHERE policy = 'omit'))::text) ELSE '{}' END INTO policies
      FROM audit.column_policy WHERE table_name = relation.relname;
    EXECUTE format('CREATE OR REPLACE TRIGGER audit_capture AFTER INSERT OR UPDATE OR DELETE ON public.%I
      FOR EACH ROW EXECUTE FUNCTION audit.capture(%L)', relation.relname, policies::text);
    EXECUTE format('CREATE OR REPLACE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON public.%I
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate()', relation.relname);
  END LOOP;
  -- A trigger on rows goes to the partitions by itself, one on statements does not.
  FOR relation IN
    SELECT tree.relid::regclass AS name FROM pg_class c CROSS JOIN LATERAL pg_partition_tree(c.oid) tree
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'p' AND NOT c.relispartition AND tree.level > 0
       AND c.relname NOT IN (SELECT name FROM audit.exempt_table)
  LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON %s
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate()', relation.name);
  END LOOP;
END $$;
SELECT audit.attach_to_every_table();

-- Tables the capture does not cover; empty unless someone created one outside a migration. The service is not ready then.
CREATE OR REPLACE VIEW audit.uncovered_table AS
  SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND c.relname NOT IN (SELECT name FROM audit.exempt_table)
     AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'audit_capture'
       AND t.tgenabled IN ('O', 'A') AND t.tgfoid = 'audit.capture'::regproc);

-- What is not logged is empty after a crash.
DO $$
DECLARE forgetful regclass;
BEGIN
  FOR forgetful IN SELECT oid FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'audit'::regnamespace) AND relkind = 'r' AND relpersistence = 'u' LOOP
    EXECUTE format('ALTER TABLE %s SET LOGGED', forgetful);
  END LOOP;
END $$;
