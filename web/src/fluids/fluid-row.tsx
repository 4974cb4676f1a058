import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  postApiV1FluidsByIdCorrect,
  postApiV1FluidsByIdMarkInError,
  type CorrectFluidDto,
  type FluidsResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { ConfirmFields, fieldsToConfirm } from '../shell/confirm-fields.tsx';
import { MarkInError } from '../shell/mark-in-error.tsx';
import { useFields } from '../shell/use-fields.ts';
import { figure, moment, readAmount } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { amountMistake } from '../words/typed-number.ts';

interface Props {
  readonly item: FluidsResponse['items'][number];
  readonly mayChange: boolean;
  readonly onDone: (said: string) => void;
}

/** One intake or output; a wrong one is corrected or marked, and stays readable. */
export function FluidRow({ item, mayChange, onDone }: Props) {
  const words = useWords();
  const isInError = item.status === 'entered-in-error';
  const kind = words.fluids.kinds[item.kind] ?? item.kind;
  const what = `${kind} ${figure(item.volume)} ml, ${moment(item.effectiveAt)}`;
  const mark = (reason: string) =>
    answerOf(
      postApiV1FluidsByIdMarkInError({
        path: { id: item.id },
        body: { reason },
        headers: { 'If-Match': etag(item.version) },
      }),
    );
  return (
    <tr className={isInError ? 'muted' : undefined}>
      <th scope="row">{moment(item.effectiveAt)}</th>
      <td>{item.direction === 'in' ? words.fluids.in : words.fluids.out}</td>
      <td>{kind}</td>
      <td>{isInError ? <s>{figure(item.volume)} ml</s> : `${figure(item.volume)} ml`}</td>
      <td>{item.recordedBy.fullName}</td>
      <td>{isInError ? `${words.notes.inError}: ${item.statusReason ?? ''}` : item.comment}</td>
      <td>
        {mayChange && !isInError && (
          <Group gap="xs">
            <Folded label={words.putRight.correct} name={words.putRight.correctOf(what)}>
              <Correct item={item} onDone={() => onDone(words.putRight.corrected)} />
            </Folded>
            <MarkInError id={item.id} what={what} mark={mark} onDone={() => onDone(words.putRight.marked)} />
          </Group>
        )}
      </td>
    </tr>
  );
}

function Correct({ item, onDone }: { readonly item: Props['item']; readonly onDone: () => void }) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ volume: '', reason: '' }, `correct fluid ${item.id}`);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const act = useAct(async (body: CorrectFluidDto) => {
    await answerOf(
      postApiV1FluidsByIdCorrect({ path: { id: item.id }, body, headers: { 'If-Match': etag(item.version) } }),
    );
    clear();
    onDone();
  });
  const toConfirm = fieldsToConfirm(act.problem);
  const volume = readAmount(fields.volume);
  const mistake = amountMistake(words, fields.volume);
  const submit = () =>
    void act.run({
      direction: item.direction as CorrectFluidDto['direction'],
      kind: item.kind as CorrectFluidDto['kind'],
      volume,
      reason: fields.reason.trim(),
      ...(item.siteId && { siteId: item.siteId }),
      ...(item.comment && { comment: item.comment }),
      ...(confirmed.length > 0 && { confirmed: ['volume' as const] }),
    });
  return (
    <ActForm
      act={toConfirm.length > 0 ? { ...act, problem: undefined } : act}
      label={words.putRight.correct}
      blocked={mistake}
      onSubmit={submit}
    >
      <TextInput
        label={words.fluids.volume}
        required
        inputMode="decimal"
        autoComplete="off"
        error={mistake}
        {...typed('volume')}
      />
      <TextInput label={words.putRight.reason} required maxLength={500} {...typed('reason')} />
      {toConfirm.length > 0 && (
        <ConfirmFields
          asked={toConfirm}
          confirmed={confirmed}
          label={() => words.vitals.confirm(words.fluids.volume)}
          onChange={setConfirmed}
        />
      )}
    </ActForm>
  );
}
