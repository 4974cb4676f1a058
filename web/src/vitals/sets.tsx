import { Button, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1EncountersByIdVitals,
  postApiV1VitalsByIdMarkInError,
  postApiV1VitalsByIdMove,
  type VitalsResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWardPatients } from '../ward/places.ts';
import { figure, fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { VitalsForm } from './vitals-form.tsx';

/** Each set as it was charted, the latest first; and what is wrong with one put right. */
export function Sets({ encounterId }: { readonly encounterId: string }) {
  const [chosen, setChosen] = useState<string>();
  const sets = usePages({
    queryKey: ['vitals', encounterId],
    ask: (cursor) =>
      answerOf(getApiV1EncountersByIdVitals({ path: { id: encounterId }, query: { limit: 30, ...cursor } })),
  });
  return (
    <Waiting of={sets}>
      {(items) => (
        <>
          <ul className="plain">
            {items.map((set) => (
              <li key={set.id} className="dose">
                <SetLine set={set} isChosen={chosen === set.id} onChoose={setChosen} />
              </li>
            ))}
          </ul>
          <MorePages of={sets} />
        </>
      )}
    </Waiting>
  );
}

interface LineProps {
  readonly set: VitalsResponse;
  readonly isChosen: boolean;
  readonly onChoose: (id: string | undefined) => void;
}

function SetLine({ set, isChosen, onChoose }: LineProps) {
  const words = useWords();
  const isGood = set.status === 'final';
  return (
    <>
      <div className="set-line">
        <div>
          <strong>{words.course.set(fullMoment(set.effectiveAt), set.recordedBy.fullName)}</strong>
          <div className={isGood ? undefined : 'muted struck'}>{valuesOf(set, words).join(' · ')}</div>
          {!isGood && (
            <div className="severe">
              {words.notes.inError}
              {set.statusReason && `: ${set.statusReason}`}
            </div>
          )}
        </div>
        {isGood && iMay('vitals.write') && (
          <Button
            variant="default"
            size="compact-md"
            aria-expanded={isChosen}
            onClick={() => onChoose(isChosen ? undefined : set.id)}
          >
            {words.course.fix}
          </Button>
        )}
      </div>
      {isChosen && <PutRight set={set} onDone={() => onChoose(undefined)} />}
    </>
  );
}

const NAMES = [
  'respiratoryRate',
  'oxygenSaturation',
  'heartRate',
  'systolic',
  'diastolic',
  'temperature',
  'consciousness',
  'weight',
  'height',
  'glucose',
  'pain',
] as const;

function valuesOf(set: VitalsResponse, words: Words): string[] {
  return NAMES.flatMap((name) => {
    const value = set[name];
    if (value === null) return [];
    return [`${words.vitals[name]} ${typeof value === 'number' ? figure(value) : value}`];
  });
}

type Way = 'correct' | 'move' | 'mark';

/** Three ways in which a set can be wrong: its values, its patient, or that it was charted at all. */
function PutRight({ set, onDone }: { readonly set: VitalsResponse; readonly onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [way, setWay] = useState<Way>('correct');
  const done = () => {
    for (const key of ['vitals', 'flowsheet', 'chart', 'board']) void queries.invalidateQueries({ queryKey: [key] });
    onDone();
  };
  return (
    <div className="dose-form">
      <Stack gap="sm">
        <SegmentedControl
          aria-label={words.course.mistakes}
          w="fit-content"
          value={way}
          onChange={setWay}
          data={[
            { value: 'correct', label: words.course.correct },
            { value: 'move', label: words.course.move },
            { value: 'mark', label: words.course.markInError },
          ]}
        />
        {way === 'correct' && <VitalsForm encounterId={set.encounterId} correcting={set} onSaved={done} />}
        {way === 'move' && <Move set={set} onDone={done} />}
        {way === 'mark' && <Mark set={set} onDone={done} />}
      </Stack>
    </div>
  );
}

interface Props {
  readonly set: VitalsResponse;
  readonly onDone: () => void;
}

function Move({ set, onDone }: Props) {
  const words = useWords();
  const patients = useWardPatients();
  const { fields, typed, chosen, clear } = useFields({ encounterId: '', reason: '' }, `move ${set.id}`);
  const act = useAct(async (body: typeof fields) => {
    const headers = { 'If-Match': etag(set.version) };
    await answerOf(postApiV1VitalsByIdMove({ path: { id: set.id }, body, headers }));
    clear();
    onDone();
  });
  return (
    <ActForm act={act} label={words.course.move} onSubmit={() => void act.run(fields)}>
      <Select
        label={words.course.moveTo}
        required
        searchable
        maw={420}
        data={patients.filter(({ value }) => value !== set.encounterId)}
        {...chosen('encounterId')}
      />
      <TextInput label={words.course.reason} required maw={420} {...typed('reason')} />
    </ActForm>
  );
}

function Mark({ set, onDone }: Props) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `mark ${set.id}`);
  const act = useAct(async (body: typeof fields) => {
    const headers = { 'If-Match': etag(set.version) };
    await answerOf(postApiV1VitalsByIdMarkInError({ path: { id: set.id }, body, headers }));
    clear();
    onDone();
  });
  return (
    <ActForm act={act} label={words.course.markInError} color="red.9" onSubmit={() => void act.run(fields)}>
      <Text className="muted">{words.course.markAbout}</Text>
      <TextInput label={words.course.reason} required maw={420} {...typed('reason')} />
    </ActForm>
  );
}
