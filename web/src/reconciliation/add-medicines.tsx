import { Select, Textarea } from '@mantine/core';
import {
  postApiV1ReconciliationsByIdItems,
  type ListedMedicineDto,
  type ReconciliationResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import { itemsOf, type Source } from './list-medicines.tsx';

interface Props {
  readonly of: ReconciliationResponse;
  readonly onDone: (said: string) => void;
}

/** More medicines that the patient takes, remembered after the list was begun. */
export function AddMedicines({ of: { id, version }, onDone }: Props) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields({ source: 'patient', lines: '' }, `more medicines of ${id}`);
  const act = useAct(async (items: ListedMedicineDto[]) => {
    const call = { path: { id }, body: { items }, headers: { 'If-Match': etag(version) } };
    await answerOf(postApiV1ReconciliationsByIdItems(call));
    clear();
    onDone(words.changes.medicinesAdded);
  });
  const items = itemsOf(fields.lines, fields.source as Source);
  return (
    <ActForm
      act={act}
      label={words.changes.addMedicinesSend}
      blocked={items.length === 0 ? words.changes.noLines : undefined}
      onSubmit={() => void act.run(items)}
    >
      <Select
        label={words.reconciliation.source}
        maw={300}
        data={Object.entries(words.reconciliation.sources)
          .filter(([value]) => value !== 'order')
          .map(([value, label]) => ({ value, label }))}
        {...chosen('source')}
      />
      <Textarea
        label={words.reconciliation.lines}
        placeholder={words.reconciliation.linesHint}
        autosize
        minRows={2}
        maw={700}
        {...typed('lines')}
      />
    </ActForm>
  );
}
