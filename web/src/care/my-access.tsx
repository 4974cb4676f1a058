import { Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { now as byClock } from '../api/clock.ts';
import {
  getApiV1PatientsByIdAccess,
  postApiV1BreakGlassByIdEnd,
  type ChartResponse,
  type OwnEmergencyResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { usePerson } from '../session/use-session.ts';
import { ConfirmButton } from '../shell/confirm-button.tsx';
import { useSaid } from '../shell/said.tsx';
import { Warn } from '../shell/warn.tsx';
import { duration, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** The clock of an access goes on this often, in ms. */
const TICK = 20_000;

/** What needs no word: the work with everybody, and the patients of one's own ward. */
const USUAL: readonly string[] = ['ward', 'role'];

/**
 * Why the record of somebody who lies in none of one's wards is open: asked in, on duty, or in an emergency, with its reason, its clock,
 * and the way to end it. At patients of one's own wards nothing is asked.
 */
export function MyAccess({ chart: { patient, encounter } }: { readonly chart: ChartResponse }) {
  const words = useWords().access;
  const person = usePerson();
  const queries = useQueryClient();
  const isMine = person.wards.some(({ id }) => id === encounter?.ward?.id);
  const access = useQuery({
    queryKey: ['access', patient.id],
    queryFn: () => answerOf(getApiV1PatientsByIdAccess({ path: { id: patient.id } })),
    enabled: iMay('care.explain') && !isMine,
    staleTime: 5 * 60_000,
  });
  const now = useNow();
  if (!access.data) return null;
  const { because, words: why, until, emergency } = access.data;
  if (emergency) {
    const left = Date.parse(emergency.until) - now;
    // Both: opened again, the record would else begin with the clock of the access that is over.
    const over = () => {
      for (const of of ['access', 'chart']) void queries.invalidateQueries({ queryKey: [of, patient.id] });
    };
    return <Emergency patientId={patient.id} emergency={emergency} left={left} onOver={over} />;
  }
  if (USUAL.includes(because)) return null;
  const left = until === null ? 0 : Date.parse(until) - now;
  return (
    <div className="notice access">
      {why} {until && left > 0 && words.until(moment(until), duration(left))}
    </div>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => byClock());
  useEffect(() => {
    const timer = setInterval(() => setNow(byClock()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}

interface Props {
  readonly patientId: string;
  readonly emergency: OwnEmergencyResponse;
  /** How long it lasts still, in ms. */
  readonly left: number;
  readonly onOver: () => void;
}

function Emergency({ patientId, emergency: { id, reason, until, version }, left, onOver }: Props) {
  const words = useWords().access;
  const queries = useQueryClient();
  const [, setSaid] = useSaid('access');
  const act = useAct(async (_: undefined) => {
    await answerOf(postApiV1BreakGlassByIdEnd({ path: { id }, headers: { 'If-Match': etag(version) } }));
    setSaid(words.ended);
    queries.removeQueries({ queryKey: ['access', patientId] });
    await queries.invalidateQueries();
  });
  const isOver = left <= 0;
  useEffect(() => {
    if (isOver) onOver();
    // Once: the chart is asked for again, and is closed then.
  }, [isOver]);
  return (
    <Group className="notice access" role="status" gap="xs">
      <strong className="severe">
        <Warn /> {isOver ? words.over : words.emergency(moment(until), duration(left))}
      </strong>
      <span>{words.reason(reason)}</span>
      <span className="muted">{words.reviewed}</span>
      {!isOver && <ConfirmButton act={act} label={words.end} ask={words.endAsk} />}
    </Group>
  );
}
