import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { now } from '../api/clock.ts';
import type { TaskResponse } from '../api/generated/index.ts';
import { iMay } from '../api/rights.ts';
import { AnswerQuestion } from '../pharmacy/answer-question.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { duration, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { bedOf } from '../ward/bed-of.ts';
import { CheckedResult } from './checked-result.tsx';
import { useAcknowledging } from './use-acknowledging.ts';

interface Props {
  readonly task: TaskResponse;
  /** Acknowledged for somebody; or somebody else was first. */
  readonly onDone: (whom?: string) => void;
}

/** Results of which the laboratory is asked: what it said is written. Kinds that are not acknowledged with one click: somebody answers. */
const CHECKED: readonly string[] = ['impossible-result', 'unclear-result'];
const ANSWERED: readonly string[] = ['pharmacy-question', ...CHECKED];

/** A patient who gets worse: to go there, and to say so. */
export function Task({ task, onDone }: Props) {
  const words = useWords();
  const act = useAcknowledging(task.id, () => onDone(task.patient?.fullName ?? task.kindText), onDone);
  return (
    <article className="task">
      <TaskHead task={task} />
      <ProblemNotice problem={act.problem} />
      {task.kind === 'pharmacy-question' && iMay('pharmacy.answer') && (
        <AnswerQuestion orderId={task.focusId} onDone={() => onDone(task.patient?.fullName)} />
      )}
      {CHECKED.includes(task.kind) && iMay('task.acknowledge') && <CheckedResult task={task} onDone={onDone} />}
      {!ANSWERED.includes(task.kind) && iMay('task.acknowledge') && (
        <Button size="compact-md" loading={act.isBusy} onClick={() => void act.run({})}>
          {words.inbox.acknowledge}
        </Button>
      )}
    </article>
  );
}

/** Where that is seen to which is about no patient. */
function Place({ focus }: { readonly focus: string }) {
  const words = useWords();
  const [to, text] =
    focus === 'unmatched_result'
      ? ['/unmatched', iMay('unmatched.read') && words.unmatched.title]
      : ['/reviews', focus === 'access_grant' && iMay('care.review') && words.shell.reviews];
  return (
    text && (
      <Anchor component={Link} to={to} fw={600}>
        {text}
      </Anchor>
    )
  );
}

/** Who it is about, since when it waits, and to whom it has gone. */
export function TaskHead({ task }: { readonly task: TaskResponse }) {
  const words = useWords();
  const { patient, bed, wardName, kindText, focus, about, createdAt, steps, dueAt } = task;
  const left = dueAt === null ? null : Date.parse(dueAt) - now();
  const next =
    left === null ? words.inbox.lastStep : left > 0 ? words.inbox.goesOn(duration(left)) : words.inbox.goesOnNow;
  return (
    <div>
      <Group gap="xs">
        {patient && (
          <>
            <Anchor component={Link} to={`/patients/${patient.id}`} fw={700}>
              {patient.fullName}
            </Anchor>
            <span className="muted">{patient.mrn}</span>
            <span>{[bed && bedOf(bed), wardName].filter(Boolean).join(', ')}</span>
          </>
        )}
        <strong className="severe">{kindText}</strong>
        {!patient && <Place focus={focus} />}
        <span>{words.inbox.since(duration(now() - Date.parse(createdAt)))}</span>
      </Group>
      {about && <div>{about}</div>}
      <Text size="sm" className="muted">
        {[...steps.map(({ toText, at }) => words.inbox.went(toText, moment(at))), next].join('; ')}
      </Text>
    </div>
  );
}
