import { OPEN } from '../clinical/encounters/encounter-state.rules.js';
import { patientRecords } from '../records.js';
import type { Move } from '../kernel/lifecycle.js';
import type { PatientRecord, Unchanging } from '../kernel/patient-record.js';

const HEAD = `-- Made by \`npm run generate\` from the records declared in src/records.ts; change them there.
-- Whom a record is about, what of it never changes, and what needs an open encounter.
`;

/** Writes prisma/guards/52-declared-records.sql to standard output. */
export function runRecordsSql(): Promise<number> {
  const records = patientRecords();
  process.stdout.write([HEAD, patientOf(records), REFUSALS, ...records.flatMap(triggersOf)].join('\n'));
  return Promise.resolve(0);
}

/** What nearly every request is about; a CASE of PL/pgSQL compares one after the other, and compiles each comparison anew in every transaction. */
const FIRST: readonly string[] = ['encounter', 'patient'];

/**
 * PL/pgSQL, whose statements are planned once a connection: it stands before every request about a record. What decides calls the one without
 * rights of its own, since each change of rights and search path costs as much as the look-up.
 */
function patientOf(records: readonly PatientRecord[]): string {
  const look = (table: string) =>
    `SELECT ${table === 'patient' ? 'coalesce(merged_into, id)' : 'patient_id'} INTO found_patient FROM public.${table} WHERE id = thing;`;
  const branch = ({ table, alsoIn, elsewhere }: PatientRecord) => {
    const then = [alsoIn && look(alsoIn), elsewhere && `found_patient := coalesce(found_patient, (${elsewhere}));`]
      .filter(Boolean)
      .join(' ');
    return then
      ? `    WHEN '${table}' THEN\n      ${look(table)}\n      IF found_patient IS NULL THEN\n        ${then}\n      END IF;`
      : `    WHEN '${table}' THEN ${look(table)}`;
  };
  const ordered = [
    ...FIRST.flatMap((name) => records.filter(({ table }) => table === name)),
    ...records.filter(({ table }) => !FIRST.includes(table)),
  ];
  return `CREATE OR REPLACE FUNCTION public.patient_of_record(kind text, thing uuid) RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE found_patient uuid;
BEGIN
  CASE kind
${ordered.map(branch).join('\n')}
  END CASE;
  RETURN found_patient;
END $$;
CREATE OR REPLACE FUNCTION public.care_patient_of(kind text, thing uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN public.patient_of_record(kind, thing);
END $$;
`;
}

const REFUSALS = `CREATE OR REPLACE FUNCTION public.refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND public.moves_in_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% % cannot be overwritten: % stays as it was written', TG_TABLE_NAME, OLD.id, TG_ARGV[0] USING ERRCODE = 'EM004';
END $$;

-- From which state to which a record goes is said by the rules of its domain; whoever writes, no other move is made. The moves are arguments and
-- no condition of the trigger: PostgreSQL reads and compiles conditions anew for every statement that changes a row.
CREATE OR REPLACE FUNCTION public.refuse_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status || ' > ' || NEW.status = ANY (TG_ARGV) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% % cannot become % once it is %', TG_TABLE_NAME, OLD.id, NEW.status, OLD.status USING ERRCODE = 'EM004';
END $$;

-- A discharge at the same moment waits for whoever charts, or comes first. What is late says so, is about the time before the discharge, and
-- of a closed record says why.
CREATE OR REPLACE FUNCTION public.refuse_charting_when_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (nullif(current_setting('emr.context', true), '')::jsonb)->>'actorKind' = 'staff' THEN
    PERFORM FROM public.encounter WHERE id = NEW.encounter_id AND status = '${OPEN}' FOR SHARE;
    IF NOT FOUND THEN
      PERFORM FROM public.encounter e WHERE e.id = NEW.encounter_id AND e.status = 'finished' AND (to_jsonb(NEW)->>'late_entry')::boolean
        AND coalesce(to_jsonb(NEW)->>'effective_at', to_jsonb(NEW)->>'started_at')::timestamptz BETWEEN e.started_at AND e.ended_at
        AND (e.closed_at IS NULL OR to_jsonb(NEW)->>'late_reason' <> '') FOR SHARE;
    END IF;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'encounter % is not open: % refused', NEW.encounter_id, TG_TABLE_NAME
        USING ERRCODE = 'EM006', CONSTRAINT = 'encounter_open';
    END IF;
  END IF;
  RETURN NEW;
END $$;
`;

function triggersOf({ table, unchanging = [], moves, inEncounter }: PatientRecord): string[] {
  const stays = [
    ...unchanging.map((rule, at) => staysTrigger(table, rule, at + 1)),
    ...(unchanging.some(isKept) ? [keptTrigger(table)] : []),
    ...(moves ? [movesTrigger(table, moves)] : []),
  ];
  const opens = inEncounter?.opens;
  if (!opens) return stays;
  const when = opens === 'true' ? '' : `\n  WHEN (${opens})`;
  return [
    ...stays,
    `CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.${table} FOR EACH ROW${when}
  EXECUTE FUNCTION public.refuse_charting_when_closed();
`,
  ];
}

function movesTrigger(table: string, moves: readonly Move[]): string {
  const allowed = moves.map(([from, to]) => `'${from} > ${to}'`);
  return `CREATE OR REPLACE TRIGGER a_move_is_allowed BEFORE UPDATE ON public.${table} FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION public.refuse_move(${allowed.join(', ')});
`;
}

/** What was done to it is added to the row, which is there for ever: not deleted, as little as what never changes at all. */
const isKept = ({ columns, except, once }: Unchanging) => columns === 'all' && except !== undefined && !once;

const keptTrigger = (table: string): string =>
  `CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.${table} FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');
`;

function staysTrigger(table: string, { columns, except, once }: Unchanging, nth: number): string {
  const whole = columns === 'all' && !except;
  const conditions = [...(once ? [once] : []), ...(whole ? [] : [changedSql(columns, except)])];
  const when = conditions.length > 0 ? `\n  WHEN (${conditions.join('\n    AND ')})` : '';
  const what = columns === 'all' ? (except ? `all but ${except.join(', ')}` : 'the whole row') : columns.join(', ');
  // Where the whole row stays for ever, it is not deleted either.
  const events = whole && !once ? 'UPDATE OR DELETE' : 'UPDATE';
  return `CREATE OR REPLACE TRIGGER a_record_stays_${nth} BEFORE ${events} ON public.${table} FOR EACH ROW${when}
  EXECUTE FUNCTION public.refuse_change_of_record('${what}');
`;
}

function changedSql(columns: Unchanging['columns'], except: readonly string[] = []): string {
  if (columns === 'all') {
    const left = `'{${except.join(',')}}'::text[]`;
    return `(to_jsonb(NEW) - ${left}) IS DISTINCT FROM (to_jsonb(OLD) - ${left})`;
  }
  const of = (row: string) => `(${columns.map((column) => `${row}.${column}`).join(', ')})`;
  return `${of('NEW')} IS DISTINCT FROM ${of('OLD')}`;
}
