import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  postApiV1TransfusionsByIdEnd,
  type EndTransfusionDto,
  type TransfusionResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { figure, moment, readAmount, readTimeOfDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { amountMistake } from '../words/typed-number.ts';

interface Props {
  readonly unit: TransfusionResponse;
  readonly onDone: (said: string) => void;
}

/** One unit: what it is, who compared, how it ended; and its end, while it runs. */
export function Unit({ unit, onDone }: Props) {
  const words = useWords();
  const [isEnding, setEnding] = useState(false);
  const { unitNumber, product, unitGroup, patientGroup, status, startedAt, endedAt, volume, reaction, reason } = unit;
  const groupOf = ({ abo, rhd }: TransfusionResponse['unitGroup']) => `${abo} ${words.transfusions.rhd[rhd]}`;
  return (
    <article className="dose" aria-label={unitNumber}>
      <Group justify="space-between">
        <div>
          <strong>
            {words.transfusions.products[product]} · {unitNumber}
          </strong>{' '}
          {groupOf(unitGroup)} → {groupOf(patientGroup)}
          <div>
            {words.transfusions.stateOf[status]},{' '}
            {words.transfusions.since(moment(startedAt), unit.recordedBy?.fullName ?? '', unit.witness?.fullName ?? '')}
            {endedAt && ` · ${words.transfusions.ended(moment(endedAt), figure(volume ?? 0))}`}
            {!unit.witnessConfirmed && <span className="muted"> · {words.transfusions.notConfirmed}</span>}
          </div>
          {reaction && (
            <div className="severe">
              {words.transfusions.reactionSeen}: {reaction}
            </div>
          )}
          {reason && <div className="muted">{reason}</div>}
        </div>
        {status === 'in-progress' && iMay('blood.transfuse') && (
          <Button
            size="compact-md"
            aria-expanded={isEnding}
            aria-label={words.transfusions.endFor(unitNumber)}
            onClick={() => setEnding(!isEnding)}
          >
            {words.transfusions.end}
          </Button>
        )}
      </Group>
      {isEnding && status === 'in-progress' && <End unit={unit} onDone={onDone} />}
    </article>
  );
}

function End({ unit, onDone }: Props) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields(
    { outcome: '', volume: '', reaction: '', reason: '', endedAt: '' },
    `end of ${unit.id}`,
  );
  const [wrong, setWrong] = useState<Partial<Record<'volume' | 'endedAt', string>>>({});
  const act = useAct(async (body: EndTransfusionDto) => {
    const call = { path: { id: unit.id }, body, headers: { 'If-Match': etag(unit.version) } };
    await answerOf(postApiV1TransfusionsByIdEnd(call));
    clear();
    onDone(words.transfusions.done(unit.unitNumber));
  });
  const submit = () => {
    const volume = readAmount(fields.volume);
    const endedAt = fields.endedAt && readTimeOfDay(fields.endedAt);
    setWrong({
      ...(Number.isNaN(volume) && { volume: amountMistake(words, fields.volume) ?? words.vitals.notNumber }),
      ...(endedAt === undefined && { endedAt: words.medicines.badTime }),
    });
    if (Number.isNaN(volume) || endedAt === undefined) return;
    const [reaction, reason] = [fields.reaction.trim(), fields.reason.trim()];
    void act.run({
      outcome: fields.outcome as EndTransfusionDto['outcome'],
      volume,
      ...(reaction && { reaction }),
      ...(reason && { reason }),
      ...(endedAt && { endedAt }),
    });
  };
  const outcomes = Object.entries(words.transfusions.outcomes).map(([value, label]) => ({ value, label }));
  return (
    <div className="dose-form">
      <ActForm
        act={act}
        label={words.transfusions.end}
        blocked={stillNeeded(words, [[words.transfusions.outcome, fields.outcome !== '']])}
        onSubmit={submit}
      >
        <Group align="flex-start">
          <Select label={words.transfusions.outcome} required w={200} data={outcomes} {...chosen('outcome')} />
          <TextInput
            label={words.transfusions.volume}
            inputMode="decimal"
            required
            error={wrong.volume}
            autoComplete="off"
            w={190}
            {...typed('volume')}
          />
          <TextInput
            label={words.transfusions.endedAt}
            placeholder={words.medicines.atHint}
            error={wrong.endedAt}
            autoComplete="off"
            w={220}
            {...typed('endedAt')}
          />
        </Group>
        <Group align="flex-start">
          <TextInput label={words.transfusions.reaction} maxLength={1000} w={420} {...typed('reaction')} />
          {fields.outcome === 'stopped' && (
            <TextInput label={words.transfusions.reason} required maxLength={500} w={420} {...typed('reason')} />
          )}
        </Group>
      </ActForm>
    </div>
  );
}
