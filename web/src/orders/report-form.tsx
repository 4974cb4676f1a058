import { Checkbox, Group, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { today } from '../api/clock.ts';
import {
  postApiV1OrdersByIdResults,
  type ReceiveReportDto,
  type WorklistItemResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useKept } from '../shell/use-kept.ts';
import { useFields } from '../shell/use-fields.ts';
import { isUnclear, readAmount } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { amountMistake } from '../words/typed-number.ts';
import { isBadBound, observationOf } from './observation.ts';
import { lacksUnit, MoreValues, NO_VALUES, observationOfLine } from './more-values.tsx';

interface Props {
  readonly order: Pick<WorklistItemResponse, 'id' | 'code' | 'collectedAt' | 'kind'>;
  readonly onDone: () => void;
}

const EMPTY = { value: '', unit: '', low: '', high: '', conclusion: '' };

/** A report typed by hand, where no machine sends it: one value or words, and the conclusion. */
export function ReportForm({ order, onDone }: Props) {
  const words = useWords();
  const [status, setStatus] = useState<'final' | 'preliminary'>('final');
  const { fields, typed, clear } = useFields(EMPTY, `report ${order.id}`);
  const [more, changeMore, clearMore] = useKept(`report values ${order.id}`, NO_VALUES);
  const [hasNoUnit, setNoUnit] = useState(false);
  const [mistake, setMistake] = useState<string>();
  const act = useAct(async (body: ReceiveReportDto, key) => {
    const headers = { 'Idempotency-Key': key };
    await answerOf(postApiV1OrdersByIdResults({ path: { id: order.id }, body, headers }));
    clear();
    clearMore();
    onDone();
  });
  // Of one act: a new try says the same, and so has the same key.
  const [begunAt] = useState(() => today().toISOString());
  const submit = () => {
    const { conclusion, value, unit } = fields;
    const isBare = !Number.isNaN(readAmount(value)) && unit.trim() === '' && !hasNoUnit;
    setMistake(isBare ? words.worklist.unitNeeded : undefined);
    if (
      isBare ||
      more.some(lacksUnit) ||
      [fields, ...more].some((line) => isUnclear(line.value)) ||
      [fields, ...more].some((line) => isBadBound(line.low) || isBadBound(line.high))
    ) {
      return;
    }
    const observations = [...(value.trim() ? [observationOf(order.code, fields)] : []), ...more.map(observationOfLine)];
    const effectiveAt = order.collectedAt ?? begunAt;
    void act.run({
      status,
      effectiveAt,
      ...(observations.length > 0 && { observations }),
      ...(conclusion.trim() && { conclusion }),
    });
  };
  return (
    <div className="dose-form">
      <ActForm act={act} label={words.worklist.send} onSubmit={submit}>
        <SegmentedControl
          w="fit-content"
          aria-label={words.course.bedState}
          value={status}
          onChange={setStatus}
          data={[
            { value: 'final', label: words.results.status.final ?? 'final' },
            { value: 'preliminary', label: words.results.status.preliminary ?? 'preliminary' },
          ]}
        />
        {order.kind === 'laboratory' && (
          <Group align="flex-start">
            <TextInput
              label={words.results.value}
              description={words.worklist.valueHint}
              autoFocus
              autoComplete="off"
              error={isUnclear(fields.value) && words.unclearNumber(fields.value)}
              {...typed('value')}
            />
            <TextInput
              label={words.worklist.unit}
              description={words.worklist.unitHint}
              error={mistake}
              autoComplete="off"
              {...typed('unit')}
            />
            <Checkbox
              label={words.worklist.noUnit}
              checked={hasNoUnit}
              disabled={fields.unit.trim() !== ''}
              description={fields.unit.trim() === '' ? undefined : words.worklist.hasUnit}
              onChange={(event) => setNoUnit(event.currentTarget.checked)}
            />
            <TextInput
              label={words.worklist.low}
              description={words.results.reference}
              inputMode="decimal"
              autoComplete="off"
              w={150}
              error={amountMistake(words, fields.low)}
              {...typed('low')}
            />
            <TextInput
              label={words.worklist.high}
              description={words.results.reference}
              inputMode="decimal"
              autoComplete="off"
              w={150}
              error={amountMistake(words, fields.high)}
              {...typed('high')}
            />
          </Group>
        )}
        {order.kind === 'laboratory' && <MoreValues lines={more} onChange={changeMore} />}
        <Textarea label={words.worklist.conclusion} autosize maw={900} {...typed('conclusion')} />
      </ActForm>
    </div>
  );
}
