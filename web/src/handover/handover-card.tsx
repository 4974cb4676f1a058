import { Anchor, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { postApiV1EncountersByIdNotes, type DraftNoteDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { Score } from '../board/board-row.tsx';
import { PatientLink } from '../chart/patient-link.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Warn } from '../shell/warn.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { TakeOver } from './take-over.tsx';
import { beginningOf, dueOf, isOfShift, type Handed } from './handed-over.ts';
import { isChild } from '../vitals/is-child.ts';

interface Props {
  readonly handed: Handed;
  readonly shiftFrom: Date;
}

/** One patient who is handed over. */
export function HandoverCard({ handed, shiftFrom }: Props) {
  const words = useWords();
  const { row, bed, shown } = handed;
  const escalation = shown?.vitals?.escalation;
  return (
    <article className="handover" aria-label={row.patient.fullName}>
      <div className="handover-head">
        <strong>{bed ?? words.board.withoutBed}</strong>
        <div>
          <PatientLink patientId={row.patientId} name={row.patient.fullName} />
          <div className="muted">
            {shown?.patient.age?.text} · {row.patient.mrn}
          </div>
          <div>{shown?.diagnosis?.display ?? shown?.reason}</div>
          {shown && shown.isolation.length > 0 && (
            <div className="severe">{shown.isolation.map((one) => words.board.isolation[one]).join(' · ')}</div>
          )}
        </div>
        <div>{shown && <Score vitals={shown.vitals} isOfChild={isChild(shown)} />}</div>
        <div>
          {escalation && (
            <div className={escalation.status === 'raised' ? 'severe' : undefined}>
              {escalation.status === 'raised' && <Warn />}{' '}
              {escalation.status === 'raised' ? words.handover.called : words.handover.answered} ·{' '}
              {moment(escalation.raisedAt)}
            </div>
          )}
          <Due handed={handed} />
        </div>
        <Write handed={handed} />
      </div>
      <Said handed={handed} shiftFrom={shiftFrom} />
    </article>
  );
}

function Due({ handed }: Pick<Props, 'handed'>) {
  const words = useWords();
  const due = dueOf(handed, words);
  if (due.length === 0) return <span className="muted">{words.handover.nothingDue}</span>;
  return (
    <ul className="plain" aria-label={words.handover.due}>
      {due.map(({ text, isLate }) => (
        <li key={text} className={isLate ? 'severe' : undefined}>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What was said last, and whether that is of this shift. */
function Said({ handed, shiftFrom }: Props) {
  const words = useWords();
  const { sections, signedAt, author, noteId, patientId } = handed.row;
  if (noteId === null || signedAt === null) return <Text className="muted">{words.handover.never}</Text>;
  return (
    <>
      <Group gap="xs">
        <Text size="sm" className={isOfShift(handed, shiftFrom) ? 'muted' : 'unsaved'}>
          {words.handover.last(author?.fullName ?? '', moment(signedAt))}
          {!isOfShift(handed, shiftFrom) && ` (${words.handover.before})`}
        </Text>
        <Anchor
          component={Link}
          to={`/patients/${patientId}/notes/${noteId}`}
          size="sm"
          aria-label={`${words.handover.read}: ${handed.row.patient.fullName}`}
        >
          {words.handover.read}
        </Anchor>
      </Group>
      <TakeOver row={handed.row} />
      <dl className="sbar">
        {sections.map(({ code, text }) => (
          <div key={code}>
            <dt>{words.handover.parts[code] ?? code}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Begins a note that the chart has begun already, or goes on with one's own; it saves itself and is signed there. */
function Write({ handed }: Pick<Props, 'handed'>) {
  const words = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { patientId, encounterId, draftId, patient } = handed.row;
  const act = useAct(async (body: DraftNoteDto, key) => {
    const call = { path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } };
    const { id } = await answerOf(postApiV1EncountersByIdNotes(call));
    void queries.invalidateQueries({ queryKey: ['handover'] });
    await navigate({ to: `/patients/${patientId}/notes/${id}` });
  });
  if (draftId) {
    return (
      <Button
        component={Link}
        to={`/patients/${patientId}/notes/${draftId}`}
        size="compact-md"
        aria-label={words.handover.goOnFor(patient.fullName)}
      >
        {words.handover.goOn}
      </Button>
    );
  }
  const begin = () => act.run({ type: 'handover', template: 'handover-sbar', sections: beginningOf(handed, words) });
  return (
    <div>
      <Button
        variant="default"
        size="compact-md"
        loading={act.isBusy}
        aria-label={words.handover.writeFor(patient.fullName)}
        onClick={() => void begin()}
      >
        {words.handover.write}
      </Button>
      <ProblemNotice problem={act.problem} />
    </div>
  );
}
