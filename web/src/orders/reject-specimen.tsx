import { Group, Select, TextInput } from '@mantine/core';
import {
  REJECTION_REASONS,
  needsNote,
  type RejectionReason,
} from '../../../src/clinical/orders/specimens/rejection.rules.ts';
import { postApiV1OrdersByIdRejectSpecimen, type WorklistItemResponse } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly order: WorklistItemResponse;
  readonly onDone: () => void;
}

/** Why the laboratory does not take a specimen: the ward is told, and takes another one. */
export function RejectSpecimen({ order, onDone }: Props) {
  const words = useWords();
  const form = useFields({ reason: '', note: '' }, `specimen ${order.id}`);
  const act = useAct(async ({ reason, note }: typeof form.fields) => {
    await answerOf(
      postApiV1OrdersByIdRejectSpecimen({
        path: { id: order.id },
        headers: { 'If-Match': etag(order.version) },
        body: { reason: reason as RejectionReason, ...(note.trim() && { note: note.trim() }) },
      }),
    );
    form.clear();
    onDone();
  });
  const { reason } = form.fields;
  return (
    <ActForm act={act} label={words.worklist.reject} onSubmit={() => void act.run(form.fields)}>
      <Group align="flex-start">
        <Select
          label={words.worklist.rejectWhy}
          required
          allowDeselect={false}
          w={320}
          data={REJECTION_REASONS.map((value) => ({ value, label: words.worklist.rejections[value] }))}
          {...form.chosen('reason')}
        />
        <TextInput
          label={words.worklist.rejectNote}
          required={needsNote(reason as RejectionReason)}
          autoComplete="off"
          maxLength={500}
          w={360}
          {...form.typed('note')}
        />
      </Group>
    </ActForm>
  );
}
