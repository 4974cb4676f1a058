import { Button, Group, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { patchApiV1BedsById, type BedResponse, type UpdateBedDto } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

/** Another code for a bed; and a bed that is there no more, or again. */
export function RenameBed({ bed, onDone }: { readonly bed: BedResponse; readonly onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const { fields, typed, clear } = useFields({ code: bed.code }, `bed name ${bed.id}`);
  const act = useAct(async (body: UpdateBedDto) => {
    await answerOf(patchApiV1BedsById({ path: { id: bed.id }, body, headers: { 'If-Match': etag(bed.version) } }));
    clear();
    for (const key of ['beds', 'board']) void queries.invalidateQueries({ queryKey: [key] });
    onDone();
  });
  const code = fields.code.trim();
  return (
    <ActForm
      act={act}
      label={words.admin.rename}
      blocked={code === bed.code ? words.nothingChanged : undefined}
      onSubmit={() => void act.run({ code })}
      aside={
        bed.state !== 'occupied' && (
          <Button variant="default" loading={act.isBusy} onClick={() => void act.run({ active: !bed.active })}>
            {bed.active ? words.admin.removeBed : words.admin.bringBedBack}
          </Button>
        )
      }
    >
      <Group>
        <TextInput label={words.admin.bedCode} required w={160} autoComplete="off" {...typed('code')} />
      </Group>
    </ActForm>
  );
}
