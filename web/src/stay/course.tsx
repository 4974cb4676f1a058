import { Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  postApiV1EncountersByIdAttending,
  postApiV1EncountersByIdIsolation,
  postApiV1EncountersByIdLeave,
  postApiV1EncountersByIdReturn,
  type AttendingDto,
  type IsolationDto,
  type LeaveDto,
  type BackFromLeaveDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { readLate } from '../late/typed-late.ts';
import { useFields } from '../shell/use-fields.ts';
import { StaffSelect } from '../ward/staff-select.tsx';
import { moment, nextMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { StayProps } from './transfer.tsx';

/** Who is the doctor in charge. */
export function Attending({ encounter, onDone }: StayProps) {
  const words = useWords();
  const { fields, chosen, clear } = useFields({ staffId: '' });
  const act = useAct(async (body: AttendingDto) => {
    const call = { path: { id: encounter.id }, body, headers: { 'If-Match': etag(encounter.version) } };
    const changed = await answerOf(postApiV1EncountersByIdAttending(call));
    clear();
    onDone(words.course.done, changed);
  });
  return (
    <Section title={words.course.attending}>
      <Text className="muted">{encounter.attending?.fullName ?? words.course.noAttending}</Text>
      <ActForm
        act={act}
        label={words.course.setAttending}
        blocked={stillNeeded(words, [[words.course.attending, fields.staffId !== '']])}
        onSubmit={() => void act.run(fields)}
      >
        <StaffSelect label={words.course.attending} required role="doctor" {...chosen('staffId')} />
      </ActForm>
    </Section>
  );
}

type Kind = IsolationDto['isolation'][number];
const KINDS: readonly Kind[] = ['contact', 'droplet', 'airborne', 'protective'];

/** How others are kept from infection, or the patient is. */
export function Isolation({ encounter, onDone }: StayProps) {
  const words = useWords();
  const [kinds, setKinds] = useState<readonly Kind[]>(encounter.isolation);
  const { fields, typed, clear } = useFields({ reason: '' }, `isolation ${encounter.id}`);
  const act = useAct(async (body: IsolationDto) => {
    const call = { path: { id: encounter.id }, body, headers: { 'If-Match': etag(encounter.version) } };
    const changed = await answerOf(postApiV1EncountersByIdIsolation(call));
    clear();
    onDone(words.course.done, changed);
  });
  const isSame = KINDS.every((kind) => kinds.includes(kind) === encounter.isolation.includes(kind));
  return (
    <Section title={words.course.isolation}>
      <ActForm
        act={act}
        label={words.course.setIsolation}
        blocked={isSame ? words.nothingChanged : undefined}
        onSubmit={() => void act.run({ isolation: [...kinds], reason: fields.reason })}
      >
        <Group>
          {KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={words.board.isolation[kind]}
              checked={kinds.includes(kind)}
              onChange={(event) =>
                setKinds(event.currentTarget.checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))
              }
            />
          ))}
        </Group>
        {!isSame && <TextInput label={words.course.reason} required {...typed('reason')} />}
      </ActForm>
    </Section>
  );
}

/** Out of the ward for a while, with the bed kept; and back. */
export function Leave({ encounter, onDone }: StayProps) {
  const words = useWords();
  const { leave } = encounter;
  return (
    <Section title={words.course.leave}>
      {leave ? (
        <>
          <Text fw={600}>
            {words.course.onLeave(moment(leave.since), leave.until ? moment(leave.until) : '')} {leave.reason}
          </Text>
          <ComeBack encounter={encounter} onDone={onDone} />
        </>
      ) : (
        <Begin encounter={encounter} onDone={onDone} />
      )}
      {encounter.leaves.length > 0 && (
        <ul aria-label={words.course.leavesOver}>
          {encounter.leaves.map(({ since, returnedAt, reason }) => (
            <li key={since}>
              {words.course.wasOnLeave(moment(since), moment(returnedAt))} {reason}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function ComeBack({ encounter, onDone }: StayProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ at: '' }, `return ${encounter.id}`);
  const [mistake, setMistake] = useState<string>();
  const act = useAct(async (body: BackFromLeaveDto) => {
    const call = { path: { id: encounter.id }, body, headers: { 'If-Match': etag(encounter.version) } };
    const changed = await answerOf(postApiV1EncountersByIdReturn(call));
    clear();
    onDone(words.course.done, changed);
  });
  const submit = () => {
    const at = fields.at && readLate(fields.at);
    setMistake(at === undefined ? words.late.badTime : undefined);
    if (at !== undefined) void act.run(at ? { at } : {});
  };
  return (
    <ActForm act={act} label={words.course.returned} onSubmit={submit}>
      <TextInput label={words.course.returnedAt} error={mistake} autoComplete="off" {...typed('at')} />
    </ActForm>
  );
}

function Begin({ encounter, onDone }: StayProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '', at: '', until: '' }, `leave ${encounter.id}`);
  const [mistakes, setMistakes] = useState<{ readonly at?: string; readonly until?: string }>({});
  const act = useAct(async (body: LeaveDto) => {
    const call = { path: { id: encounter.id }, body, headers: { 'If-Match': etag(encounter.version) } };
    const changed = await answerOf(postApiV1EncountersByIdLeave(call));
    clear();
    onDone(words.course.done, changed);
  });
  const submit = () => {
    const [at, until] = [fields.at && readLate(fields.at), fields.until && nextMoment(fields.until)];
    setMistakes({
      ...(at === undefined && { at: words.late.badTime }),
      ...(until === undefined && { until: words.late.badTime }),
    });
    if (at === undefined || until === undefined) return;
    void act.run({ reason: fields.reason, ...(at && { at }), ...(until && { until }) });
  };
  return (
    <ActForm act={act} label={words.course.leaveStart} onSubmit={submit}>
      <Text className="muted">{words.course.leaveAbout}</Text>
      <TextInput label={words.course.reason} required {...typed('reason')} />
      <TextInput label={words.course.leftAt} error={mistakes.at} autoComplete="off" {...typed('at')} />
      <TextInput label={words.course.backAt} error={mistakes.until} autoComplete="off" {...typed('until')} />
    </ActForm>
  );
}
