import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { now } from '../api/clock.ts';
import { getApiV1WardsByIdIncoming, type IncomingRowResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { iMay } from '../api/rights.ts';
import { PatientLink } from '../chart/patient-link.tsx';
import { duration, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** How often it is asked again while somebody looks, in ms, as the board is. */
const EVERY = 60_000;

/** Whom other wards have asked this one to take or to see, in a strip of their own above the beds; nothing where there is nobody. */
export function Incoming({ wardId }: { readonly wardId: string }) {
  const { consult } = useWords();
  const { data } = useQuery({
    queryKey: ['incoming', wardId],
    queryFn: () =>
      everyPage((cursor) =>
        answerOf(getApiV1WardsByIdIncoming({ path: { id: wardId }, query: { limit: 100, ...cursor } })),
      ),
    refetchInterval: EVERY,
  });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const title = consult.incoming(items.length);
  return (
    <section className="incoming" aria-label={title}>
      <Text fw={700}>{title}</Text>
      <Text size="sm" className="muted">
        {consult.incomingAbout}
      </Text>
      <ul className="plain">
        {items.map((row) => (
          <One key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

function One({
  row: { patientId, patient, presentWard, reason, askedBy, askedAt },
}: {
  readonly row: IncomingRowResponse;
}) {
  const words = useWords();
  const { consult } = words;
  const where = presentWard ? consult.from(presentWard.name, presentWard.bedCode ?? '') : consult.nowhere;
  return (
    <li className="incoming-row">
      <span>
        <PatientLink patientId={patientId} name={patient.fullName} />{' '}
        <span className="muted">
          {patient.age?.text ?? words.board.ageUnknown} · {words.sex[patient.sex]} · {patient.mrn}
        </span>
      </span>
      <span>{where}</span>
      <span>
        {reason ?? <span className="muted">{consult.hiddenReason}</span>}{' '}
        <span className="muted">
          {askedBy?.fullName ?? words.unknown}, {moment(askedAt)} (
          {words.board.ago(duration(now() - Date.parse(askedAt)))})
        </span>
      </span>
      {iMay('encounter.admit') && (
        <Anchor component={Link} to={`/patients/${patientId}/stay`} aria-label={consult.takeOf(patient.fullName)}>
          {consult.take}
        </Anchor>
      )}
    </li>
  );
}
