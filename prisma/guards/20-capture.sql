-- Every write to hospital data writes its audit event in the same transaction, and is refused when nobody answers for it.
-- Who writes comes from the transaction-local setting emr.context (JSON), set by the unit of work:
--   {actorKind, actorId, username, role, sessionId, terminal, address, requestId, callerRequestId, purpose, reason}

-- The value of one column as the trail may keep it.
CREATE OR REPLACE FUNCTION audit.keep(value jsonb, policy text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN value IS NULL OR value = 'null' THEN value
    WHEN policy = 'hash' THEN to_jsonb('sha256:' || encode(sha256(convert_to(value::text, 'UTF8')), 'hex'))
    WHEN policy = 'redact' THEN '"***"'
    -- Of a secret that nobody can guess (salted, sealed, or drawn at random): the trail tells that it changed, and comparing whether it is the same.
    WHEN policy = 'redact-hash' THEN to_jsonb('sha256:' || encode(sha256(convert_to(value::text, 'UTF8')), 'hex'))
    ELSE value END
$$;

-- Its argument: the column policies of the table, as JSON {column: policy}, and under '' the columns that are omitted, as a text array; '{}' for most.
CREATE OR REPLACE FUNCTION audit.capture() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  context  jsonb := nullif(current_setting('emr.context', true), '')::jsonb;
  policies jsonb := TG_ARGV[0]::jsonb;
  omitted  text[] := CASE WHEN policies <> '{}' THEN (policies->>'')::text[] END;
  subject  jsonb;
  before   jsonb;
  changes  jsonb;
  patients uuid[];
BEGIN
  IF context IS NULL OR context->>'actorKind' IS NULL OR context->>'username' IS NULL THEN
    RAISE EXCEPTION 'write to % refused: nobody is named for the audit trail (emr.context is not set)', TG_TABLE_NAME
      USING ERRCODE = 'EM001';
  END IF;

  IF TG_OP = 'UPDATE' THEN
    subject := to_jsonb(NEW);
    before := to_jsonb(OLD);
    SELECT jsonb_object_agg(key, jsonb_build_array(before->key, value)) INTO changes FROM jsonb_each(subject)
     WHERE value IS DISTINCT FROM before->key AND key <> 'updated_at' AND (omitted IS NULL OR key <> ALL (omitted));
    IF changes IS NULL THEN
      RETURN NULL;
    END IF;
    -- What an event is about is found by its id, for ever.
    IF changes ? 'id' THEN
      RAISE EXCEPTION '% % cannot get another id', TG_TABLE_NAME, changes->'id'->>0 USING ERRCODE = 'EM004';
    END IF;
    -- What moves from one patient to another stands on the trail of both.
    IF changes ? 'patient_id' AND changes->'patient_id'->>0 IS NOT NULL THEN
      patients := ARRAY[changes->'patient_id'->>0, changes->'patient_id'->>1]::uuid[];
    END IF;
    IF policies <> '{}' THEN
      SELECT jsonb_object_agg(key, jsonb_build_array(audit.keep(value->0, policies->>key), audit.keep(value->1, policies->>key)))
        INTO changes FROM jsonb_each(changes);
    END IF;
  ELSE
    subject := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    changes := jsonb_strip_nulls(subject - '{id,patient_id,encounter_id,created_at,updated_at,version}'::text[]);
    IF policies <> '{}' THEN
      changes := CASE WHEN omitted IS NULL THEN changes ELSE changes - omitted END;
      policies := policies - '';
      IF policies <> '{}' THEN
        SELECT changes || coalesce(jsonb_object_agg(key, audit.keep(changes->key, policy)) FILTER (WHERE changes ? key), '{}')
          INTO changes FROM jsonb_each_text(policies) kept (key, policy);
      END IF;
      changes := nullif(changes, '{}');
    END IF;
  END IF;

  INSERT INTO audit.event (kind, actor_kind, actor_id, username, role, session_id, terminal, address, request_id,
                           purpose, reason, entity, entity_id, patient_id, encounter_id, patient_ids, changes, detail)
  VALUES (CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END,
    context->>'actorKind', (context->>'actorId')::uuid, context->>'username', context->>'role',
    (context->>'sessionId')::uuid, context->>'terminal', (context->>'address')::inet, context->>'requestId',
    context->>'purpose', context->>'reason',
    TG_TABLE_NAME, (subject->>'id')::uuid,
    (CASE TG_TABLE_NAME WHEN 'patient' THEN subject->>'id' ELSE subject->>'patient_id' END)::uuid,
    (CASE TG_TABLE_NAME WHEN 'encounter' THEN subject->>'id' ELSE subject->>'encounter_id' END)::uuid,
    patients, changes, CASE WHEN context ? 'callerRequestId' THEN jsonb_build_object('callerRequestId', context->'callerRequestId') END);
  -- A rule or trigger on the trail may have swallowed it.
  IF NOT FOUND THEN
    RAISE EXCEPTION 'write to % refused: the audit trail did not take its event', TG_TABLE_NAME USING ERRCODE = 'EM001';
  END IF;
  RETURN NULL;
END $$;

-- What the application may say of an event. That a record was written is said by the trigger on its table alone: the application's role
-- says what it read or refused, and cannot make the trail tell of a change that never was, nor of what the trail goes by or a migration
-- brought: those events come from the owner's functions and commands. One trigger without a condition, since PostgreSQL reads and compiles
-- conditions anew for every statement, which took longer than all that is asked here.
CREATE OR REPLACE FUNCTION audit.take_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.entity LIKE 'audit.%' OR NEW.username = 'emr migrate') AND current_user = 'emr_app' THEN
    RAISE EXCEPTION 'an event about % by % refused: the application does not write it', NEW.entity, NEW.username USING ERRCODE = '42501';
  END IF;
  IF NEW.kind IN ('create', 'update', 'delete') THEN
    IF pg_trigger_depth() = 1 AND current_user = 'emr_app' THEN
      RAISE EXCEPTION 'event refused: a % is recorded by the table it happens to', NEW.kind USING ERRCODE = 'EM004';
    END IF;
  ELSIF NEW.changes IS NOT NULL THEN
    -- The circumstances of what changes nothing are noted: 22-circumstances.sql.
    RAISE EXCEPTION 'event refused: a % changes nothing', NEW.kind USING ERRCODE = 'EM004';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION audit.take_event() FROM PUBLIC;
CREATE OR REPLACE TRIGGER event_taken BEFORE INSERT ON audit.event FOR EACH ROW EXECUTE FUNCTION audit.take_event();
DROP TRIGGER IF EXISTS event_of_a_write ON audit.event;
DROP TRIGGER IF EXISTS event_not_the_applications ON audit.event;
DROP FUNCTION IF EXISTS audit.refuse_change_by_hand(), audit.refuse_telling();

-- TRUNCATE would slip past row triggers.
CREATE OR REPLACE FUNCTION audit.refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'TRUNCATE on % refused: it would remove hospital data without a trace', TG_TABLE_NAME
    USING ERRCODE = 'EM003';
END $$;
