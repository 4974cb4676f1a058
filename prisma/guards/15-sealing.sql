-- The bytes of an event that its leaf hashes, version 1, in UTF-8: a JSON object of every column in this order, without
-- spaces; columns that are null are left out; times in UTC to the microsecond; the two JSON columns as PostgreSQL's jsonb
-- prints them. Written by hand because it costs half of what jsonb_build_object does.
-- Whatever this answers for an event must never change. A new column is added at the end, left out when null.
CREATE OR REPLACE FUNCTION audit.leaf_text(event audit.event) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT concat('{"v":1,"id":"', event.id, '","xid":', event.xid, ',"occurred_at":"',
    to_char(event.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    '","kind":"', event.kind, '","actor_kind":"', event.actor_kind, '"',
    ',"actor_id":"' || event.actor_id::text || '"',
    ',"username":' || to_json(event.username)::text,
    ',"role":' || to_json(event.role)::text,
    ',"session_id":"' || event.session_id::text || '"',
    ',"terminal":' || to_json(event.terminal)::text,
    ',"address":"' || event.address::text || '"',
    ',"request_id":' || to_json(event.request_id)::text,
    ',"purpose":' || to_json(event.purpose)::text,
    ',"reason":' || to_json(event.reason)::text,
    ',"entity":' || to_json(event.entity)::text,
    ',"entity_id":"' || event.entity_id::text || '"',
    ',"patient_id":"' || event.patient_id::text || '"',
    ',"encounter_id":"' || event.encounter_id::text || '"',
    ',"patient_ids":' || to_json(event.patient_ids)::text,
    ',"changes":' || event.changes::text,
    ',"detail":' || event.detail::text, '}')
$$;

CREATE OR REPLACE FUNCTION audit.leaf_hash(event audit.event) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256('\x00'::bytea || convert_to(audit.leaf_text(event), 'UTF8'))
$$;

-- Gives the next settled events, at most `most`, their numbers and hashes, and answers the new leaves.
-- An event is settled when no transaction is left that could still commit one before it. One caller at a time: the row of
-- the position is the lock. In a database restored into another cluster, what came along has numbers of the old cluster:
-- those at or above the next number cannot be of a running transaction and are settled too.
CREATE OR REPLACE FUNCTION audit.seal(most int) RETURNS TABLE (seq bigint, hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
  at_     audit.seal_position;
  cluster bigint := (SELECT system_identifier FROM pg_control_system());
  horizon xid8;
  unborn  xid8;
  next    bigint;
  given   bigint;
  last    record;
BEGIN
  SELECT * INTO STRICT at_ FROM audit.seal_position FOR UPDATE;
  -- A snapshot taken after the lock: what is below its xmin has committed or never will.
  SELECT pg_snapshot_xmin(snapshot), pg_snapshot_xmax(snapshot) INTO horizon, unborn FROM pg_current_snapshot() snapshot;
  SELECT coalesce(max(l.seq) + 1, 0) INTO next FROM audit.leaf l;

  IF at_.cluster <> cluster THEN
    at_.cluster := cluster;
    at_.xid := '0';
    at_.id := '00000000-0000-0000-0000-000000000000';
    RETURN QUERY INSERT INTO audit.leaf AS l (seq, event_id, hash)
      SELECT next - 1 + row_number() OVER (ORDER BY e.xid, e.id), e.id, audit.leaf_hash(e)
        FROM audit.event e WHERE e.xid >= unborn AND NOT EXISTS (SELECT FROM audit.leaf s WHERE s.event_id = e.id)
      RETURNING l.seq, l.hash;
    GET DIAGNOSTICS given = ROW_COUNT;
    next := next + given;
  END IF;

  RETURN QUERY WITH settled AS MATERIALIZED (
      SELECT e.xid, e.id, audit.leaf_hash(e) AS hash FROM audit.event e
       WHERE (e.xid, e.id) > (at_.xid, at_.id) AND e.xid < horizon
         AND NOT EXISTS (SELECT FROM audit.leaf s WHERE s.event_id = e.id)
       ORDER BY e.xid, e.id LIMIT most)
    INSERT INTO audit.leaf AS l (seq, event_id, hash)
      SELECT next - 1 + row_number() OVER (ORDER BY s.xid, s.id), s.id, s.hash FROM settled s
    RETURNING l.seq, l.hash;
  GET DIAGNOSTICS given = ROW_COUNT;

  IF given < most THEN -- nothing is left below the horizon
    UPDATE audit.seal_position SET cluster = at_.cluster, xid = horizon, id = '00000000-0000-0000-0000-000000000000'
     WHERE (seal_position.cluster, seal_position.xid) IS DISTINCT FROM (at_.cluster, horizon);
  ELSE
    SELECT e.xid, e.id INTO STRICT last FROM audit.leaf l JOIN audit.event e ON e.id = l.event_id
     WHERE l.seq = next + given - 1;
    UPDATE audit.seal_position SET cluster = at_.cluster, xid = last.xid, id = last.id;
  END IF;
END $$;

-- The tree is as append-only as the events.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['leaf', 'tile', 'checkpoint', 'signing_key', 'archive', 'definition_set'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %1$s_append_only BEFORE UPDATE OR DELETE ON audit.%1$I
      FOR EACH ROW EXECUTE FUNCTION audit.refuse_change()', name);
    EXECUTE format('CREATE OR REPLACE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON audit.%1$I
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', name);
  END LOOP;
END $$;

-- What stands in the tree was put there by sealing: a node is the hash of those below it, a checkpoint is over all leaves there are, a
-- key is the next one. Anything else would stop sealing when its turn came.
CREATE OR REPLACE FUNCTION audit.refuse_foreign_node() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, audit AS $$
DECLARE
  nodes bytea[];
  above bytea[];
BEGIN
  IF NEW.level = 1 THEN
    nodes := ARRAY(SELECT hash FROM audit.leaf WHERE seq >= NEW.idx * 16 AND seq < NEW.idx * 16 + 16 ORDER BY seq);
  ELSE
    nodes := ARRAY(SELECT hash FROM audit.tile WHERE level = NEW.level - 1 AND idx >= NEW.idx * 16 AND idx < NEW.idx * 16 + 16 ORDER BY idx);
  END IF;
  IF cardinality(nodes) = 16 THEN
    -- By expressions: a query for each level costs several times as much as its hashes.
    FOR height IN 1..4 LOOP
      above := '{}';
      FOR pair IN 1..cardinality(nodes) / 2 LOOP
        above := array_append(above, sha256('\x01'::bytea || nodes[2 * pair - 1] || nodes[2 * pair]));
      END LOOP;
      nodes := above;
    END LOOP;
    IF nodes[1] = NEW.hash THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'node %/% is not the hash of the nodes below it', NEW.level, NEW.idx USING ERRCODE = 'EM002';
END $$;
CREATE OR REPLACE TRIGGER tile_is_of_the_tree BEFORE INSERT ON audit.tile
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_foreign_node();

CREATE OR REPLACE FUNCTION audit.refuse_foreign_checkpoint() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, audit AS $$
BEGIN
  IF NEW.size <> (SELECT coalesce(max(seq) + 1, 0) FROM audit.leaf) OR NEW.size <= (SELECT coalesce(max(size), 0) FROM audit.checkpoint) THEN
    RAISE EXCEPTION 'a checkpoint over % events is not the next one', NEW.size USING ERRCODE = 'EM002';
  END IF;
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER checkpoint_is_the_next BEFORE INSERT ON audit.checkpoint
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_foreign_checkpoint();

-- The sealing process registers the first key by itself; another one is the decision of a person who works as the owner.
CREATE OR REPLACE FUNCTION audit.refuse_foreign_key() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, audit AS $$
BEGIN
  IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit.signing_key)
     OR NEW.verifier_key !~ '^[^+[:space:]]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$'
     -- One trail has one name, whoever signs.
     OR split_part(NEW.verifier_key, '+', 1) <> (SELECT split_part(verifier_key, '+', 1) FROM audit.signing_key WHERE number = NEW.number - 1)
     OR (NEW.number > 1 AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')) THEN
    RAISE EXCEPTION 'key % is not the next one that the owner registers', NEW.number USING ERRCODE = 'EM002';
  END IF;
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER signing_key_is_the_next BEFORE INSERT ON audit.signing_key
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_foreign_key();
