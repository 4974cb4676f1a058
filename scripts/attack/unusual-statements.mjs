// What less usual ways of the owner, the superuser and the application's role say to PostgreSQL.
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What would let a write escape, and how it is undone: writing stops, and a migration repairs it. */
export const ESCAPES = [
  [
    'capture renamed, so that it fires in another order',
    'owner',
    'ALTER TRIGGER audit_capture ON patient RENAME TO zzz',
    'ALTER TRIGGER zzz ON patient RENAME TO audit_capture',
  ],
  [
    'circumstances renamed, so that they are noted in another order',
    'owner',
    'ALTER TRIGGER event_circumstances ON audit.event RENAME TO a',
  ],
  ['capture for replicated rows only', 'owner', 'ALTER TABLE patient ENABLE REPLICA TRIGGER audit_capture'],
  [
    'capture switched off in the catalogue itself',
    'superuser',
    `SET allow_system_table_mods = on; UPDATE pg_trigger SET tgenabled = 'D' WHERE tgname = 'audit_capture' AND tgrelid = 'patient'::regclass; RESET allow_system_table_mods`,
  ],
  [
    'a child of a table beside it',
    'owner',
    'CREATE TABLE public.more_allergies () INHERITS (public.allergy)',
    'DROP TABLE public.more_allergies',
  ],
  ['a table of the tree that is not logged', 'owner', 'ALTER TABLE audit.tile SET UNLOGGED'],
  [
    'a policy of another name that shows everybody',
    'owner',
    'CREATE POLICY everybody ON allergy USING (true)',
    'DROP POLICY everybody ON allergy',
  ],
  ['the view of the trail, read otherwise', 'owner', 'ALTER VIEW audit.trail SET (security_invoker = true)'],
  ['the view of the trail for everybody', 'owner', 'CREATE OR REPLACE VIEW audit.trail AS SELECT * FROM audit.event'],
  [
    'capture() that looks elsewhere first',
    'owner',
    'ALTER FUNCTION audit.capture() SET search_path = elsewhere, audit',
  ],
  [
    'a trigger for rows of another month only',
    'owner',
    `CREATE FUNCTION public.swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
     DO $$ BEGIN EXECUTE format('CREATE TRIGGER a BEFORE INSERT ON audit.%I FOR EACH ROW EXECUTE FUNCTION public.swallow()',
       (SELECT relname FROM pg_class WHERE relnamespace = 'audit'::regnamespace AND relispartition AND relkind = 'r' AND relname ~ '^event_[0-9]' ORDER BY relname DESC LIMIT 1)); END $$`,
    'DROP FUNCTION IF EXISTS public.swallow() CASCADE',
  ],
  ['events without a moment', 'owner', 'ALTER TABLE audit.event ALTER COLUMN occurred_at DROP DEFAULT'],
  ['events of no kind', 'owner', 'ALTER TABLE audit.event ALTER COLUMN kind DROP NOT NULL'],
  [
    'row-level security off for the application',
    'superuser',
    'ALTER ROLE emr_app SET row_security = off',
    'ALTER ROLE emr_app RESET row_security',
  ],
  [
    'a role that reads everything, for the application',
    'superuser',
    'GRANT pg_read_all_data TO emr_app',
    'REVOKE pg_read_all_data FROM emr_app',
  ],
  [
    'a subscription that writes rows of elsewhere',
    'superuser',
    `CREATE SUBSCRIPTION foreign_rows CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, enabled = false)`,
    'ALTER SUBSCRIPTION foreign_rows SET (slot_name = NONE); DROP SUBSCRIPTION foreign_rows',
  ],
];

/** What differs and lets no write escape: it is told. */
export const REMARKS = [
  [
    'a column renamed',
    'ALTER TABLE recovery_code RENAME COLUMN used_at TO other',
    'ALTER TABLE recovery_code RENAME COLUMN other TO used_at',
    'public.recovery_code.used_at',
  ],
  [
    'NOT NULL dropped',
    'ALTER TABLE vital_signs ALTER COLUMN patient_id DROP NOT NULL',
    undefined,
    'public.vital_signs.patient_id',
  ],
  [
    'NOT NULL dropped of what is only added to',
    'ALTER TABLE note_signature ALTER COLUMN jws DROP NOT NULL',
    undefined,
    'public.note_signature.jws',
  ],
  ['a default dropped', 'ALTER TABLE ward ALTER COLUMN version DROP DEFAULT', undefined, 'public.ward.version'],
  ['a type that takes more', 'ALTER TABLE bed ALTER COLUMN version TYPE bigint', undefined, 'public.bed.version'],
  [
    'a CHECK dropped, and first the text that was kept of it',
    `DELETE FROM audit.definition_text; DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE vital_signs DROP CONSTRAINT %I', conname) FROM pg_constraint
       WHERE conrelid = 'vital_signs'::regclass AND contype = 'c' LIMIT 1); END $$`,
    undefined,
    'constraint public.vital_signs',
  ],
  [
    'a function that does what its owner may, for everybody',
    `CREATE FUNCTION public.read_all() RETURNS SETOF public.patient LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM public.patient'`,
    'DROP FUNCTION public.read_all()',
    'read_all()',
  ],
  [
    'a view that reads as its owner, for the application',
    'CREATE VIEW public.everyone WITH (security_invoker = false) AS SELECT * FROM public.patient; GRANT SELECT ON public.everyone TO emr_app',
    'DROP VIEW public.everyone',
    'public.everyone',
  ],
  [
    'events published to elsewhere',
    'CREATE PUBLICATION leak FOR TABLE audit.event, public.patient',
    'DROP PUBLICATION leak',
    'publication leak',
  ],
  [
    'an event trigger',
    `CREATE FUNCTION public.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION public.on_ddl()`,
    'DROP EVENT TRIGGER e; DROP FUNCTION public.on_ddl()',
    'event trigger e',
    'superuser',
  ],
  [
    'bytes in a large object, which belongs to no table',
    `SELECT lo_from_bytea(79016, 'x')`,
    'SELECT lo_unlink(79016)',
    'large object 79016',
    'app',
  ],
  [
    'figures of columns together, by which questions are asked another way',
    'CREATE STATISTICS public.together ON sex, birth_date FROM patient',
    'DROP STATISTICS public.together',
    'statistics public.together',
  ],
  ['running numbers of its own', 'CREATE SEQUENCE public.running', 'DROP SEQUENCE public.running', 'sequence running'],
  [
    'a column that tells other texts apart',
    `ALTER TABLE ward ALTER COLUMN name TYPE text COLLATE "POSIX"`,
    'ALTER TABLE ward ALTER COLUMN name TYPE text COLLATE "default"',
    'collation public.ward.name',
  ],
  [
    'transactions of the application that may stand open',
    'ALTER ROLE emr_app SET idle_in_transaction_session_timeout = 0',
    `ALTER ROLE emr_app SET idle_in_transaction_session_timeout = '1min'`,
    'emr_app idle_in_transaction_session_timeout',
    'superuser',
  ],
  [
    'writing that may be lost',
    'ALTER DATABASE benh_an SET synchronous_commit = off',
    'ALTER DATABASE benh_an RESET synchronous_commit',
    'synchronous_commit',
  ],
  [
    'a database that takes no writing from new sessions',
    'ALTER DATABASE benh_an SET default_transaction_read_only = on',
    `SET default_transaction_read_only = off; ALTER DATABASE benh_an RESET default_transaction_read_only`,
    'default_transaction_read_only',
  ],
  [
    'another friend of the owner',
    'CREATE ROLE emr_friend; GRANT emr_owner TO emr_friend',
    'DROP ROLE emr_friend',
    'member emr_friend of emr_owner',
    'superuser',
  ],
];

/** What PostgreSQL refuses, whatever its code. */
export const REFUSED = [
  ['app', 'a program, by COPY', `COPY (SELECT 1) TO PROGRAM 'cat'`],
  ['owner', 'a program, by COPY', `COPY (SELECT 1) TO PROGRAM 'cat'`],
  ['owner', 'a file, by COPY', `COPY public.patient TO '${join(tmpdir(), 'patients')}'`],
  ['app', 'a file of the server', `SELECT pg_read_file('postgresql.conf')`],
  ['owner', 'a file of the server', `SELECT pg_read_file('postgresql.conf')`],
  ['app', 'a file as a large object', `SELECT lo_import('/etc/passwd')`],
  ['app', 'a file of a large object', `SELECT lo_export(0, '${join(tmpdir(), 'exported')}')`],
  ['owner', 'a setting of the cluster', `ALTER SYSTEM SET session_replication_role = 'replica'`],
  ['owner', 'a row of the catalogue', `UPDATE pg_trigger SET tgenabled = 'D'`],
  ['app', 'a slot that decodes all writing', `SELECT pg_create_logical_replication_slot('leak', 'pgoutput')`],
  ['owner', 'a slot that decodes all writing', `SELECT pg_create_logical_replication_slot('leak', 'pgoutput')`],
  ['app', 'a publication', 'CREATE PUBLICATION leak FOR TABLE public.patient'],
  ['app', 'an event trigger', 'CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION public.touch()'],
  [
    'app',
    'a session of another role',
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'emr_sealer'`,
  ],
  [
    'app',
    'a running number set back',
    `DO $$ BEGIN PERFORM setval(oid, 1) FROM pg_class WHERE relkind = 'S'; IF NOT FOUND THEN RAISE insufficient_privilege; END IF; END $$`,
  ],
  ['app', 'settings of another role', `ALTER ROLE emr_app SET emr.scope = '**'`],
  ['app', 'the lock of events, so that nobody writes', 'LOCK TABLE audit.event IN ACCESS EXCLUSIVE MODE'],
  ['owner', 'a transaction that stands prepared and holds sealing back', `PREPARE TRANSACTION 'held'`],
  ['app', 'a transaction that stands prepared and holds sealing back', `PREPARE TRANSACTION 'held'`],
];
