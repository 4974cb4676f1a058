import { Input, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { postApiV1EncountersByIdTriage, type QueueRowResponse, type TriageDto } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

/** How urgent it is, from 1 to 5, and what says so. */
export function Triage({ row, onDone }: { readonly row: QueueRowResponse; readonly onDone: () => void }) {
  const words = useWords();
  const [level, setLevel] = useState(row.triage ? `${row.triage.level}` : '');
  const { fields, typed, clear } = useFields({ reason: row.triage?.reason ?? '' }, `triage ${row.encounterId}`);
  const act = useAct(async (body: TriageDto) => {
    const headers = { 'If-Match': etag(row.version) };
    await answerOf(postApiV1EncountersByIdTriage({ path: { id: row.encounterId }, body, headers }));
    clear();
    onDone();
  });
  return (
    <div className="dose-form">
      <ActForm
        act={act}
        label={words.queue.triage}
        blocked={stillNeeded(words, [[words.queue.level, level !== '']])}
        onSubmit={() => void act.run({ level: Number(level) as TriageDto['level'], reason: fields.reason })}
      >
        <Input.Wrapper label={words.queue.level} labelElement="div" required>
          <SegmentedControl
            aria-label={words.queue.level}
            w="fit-content"
            display="flex"
            value={level}
            onChange={setLevel}
            data={Object.entries(words.queue.levels).map(([value, label]) => ({ value, label }))}
          />
        </Input.Wrapper>
        <TextInput label={words.queue.why} required autoFocus maw={700} autoComplete="off" {...typed('reason')} />
      </ActForm>
    </div>
  );
}
