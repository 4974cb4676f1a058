import { Checkbox, Group, Select, Text, Textarea } from '@mantine/core';
import { postApiV1EncountersByIdReconciliations, type OpenReconciliationDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly encounterId: string;
  readonly onDone: (said: string) => void;
}

type Point = OpenReconciliationDto['point'];
export type Source = NonNullable<OpenReconciliationDto['items']>[number]['source'];

/** What the patient takes, a medicine a line, as somebody says it. */
export function ListMedicines({ encounterId, onDone }: Props) {
  const words = useWords();
  const { fields, set, typed, chosen, clear } = useFields(
    { point: 'admission', source: 'patient', lines: '', none: '' },
    `medicines of ${encounterId}`,
  );
  const act = useAct(async (body: OpenReconciliationDto, key) => {
    const call = { path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } };
    await answerOf(postApiV1EncountersByIdReconciliations(call));
    clear();
    onDone(words.reconciliation.listed);
  });
  const submit = () => {
    const [point, source] = [fields.point as Point, fields.source as Source];
    const items = itemsOf(fields.lines, source);
    void act.run({ point, ...(items.length > 0 ? { items } : fields.none && { none: true }) });
  };
  const { points, sources } = words.reconciliation;
  const choices = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([value, label]) => ({ value, label }));
  return (
    <ActForm act={act} label={words.reconciliation.listNew} onSubmit={submit}>
      <Group>
        <Select label={words.reconciliation.point} allowDeselect={false} data={choices(points)} {...chosen('point')} />
        <Select
          label={words.reconciliation.source}
          allowDeselect={false}
          data={choices(sources).filter(({ value }) => value !== 'order')}
          {...chosen('source')}
        />
      </Group>
      <Textarea
        label={words.reconciliation.lines}
        placeholder={words.reconciliation.linesHint}
        autosize
        minRows={3}
        maw={700}
        {...typed('lines')}
      />
      <Checkbox
        label={words.reconciliation.takesNone}
        checked={fields.none !== ''}
        onChange={(event) => set({ none: event.currentTarget.checked ? 'yes' : '' })}
      />
      <Text className="muted">{words.reconciliation.linesAbout}</Text>
    </ActForm>
  );
}

/** A medicine a line; after a semicolon, how it is taken. */
export const itemsOf = (lines: string, source: Source): NonNullable<OpenReconciliationDto['items']> =>
  lines.split('\n').flatMap((line) => {
    const [display = '', ...rest] = line.split(';').map((part) => part.trim());
    const dose = rest.filter(Boolean).join('; ');
    return display ? [{ medication: { display }, source, ...(dose && { dose }) }] : [];
  });
