import { Box, NativeSelect, Text, TextInput } from '@mantine/core';
import { SCALES, totalOf } from '../../../src/clinical/observations/bedside/assessment.rules.ts';
import { filledItems } from '../nursing/typed-wound.ts';
import { WoundFields } from '../nursing/wound-fields.tsx';
import { useWords } from '../words/use-words.ts';
import { At, Line, type RowProps } from './late-rows.tsx';
import {
  isSiteFilled,
  isWoundFilled,
  itemsOf,
  type TypedAssessment,
  type TypedSite,
  type TypedWound,
} from './typed-nursing.ts';

/** A wound or drain that was new then. */
export function SiteRow({ label, row, onChange }: RowProps<TypedSite>) {
  const { nursing } = useWords();
  const isNeeded = isSiteFilled(row);
  return (
    <Line label={label}>
      <At isNeeded={isNeeded} value={row.at} onChange={(at) => onChange({ ...row, at })} />
      <NativeSelect
        label={nursing.siteKind}
        value={row.kind}
        data={Object.entries(nursing.siteKinds).map(([value, text]) => ({ value, label: text }))}
        onChange={(event) => onChange({ ...row, kind: event.currentTarget.value as TypedSite['kind'] })}
      />
      {(['type', 'location'] as const).map((field) => (
        <TextInput
          key={field}
          label={field === 'type' ? nursing.siteType : nursing.location}
          autoComplete="off"
          maxLength={100}
          w={260}
          withAsterisk={false}
          required={isNeeded}
          value={row[field]}
          onChange={(event) => onChange({ ...row, [field]: event.currentTarget.value })}
        />
      ))}
    </Line>
  );
}

interface WoundProps extends RowProps<TypedWound> {
  /** Those that are on record, and those that are new on the same paper. */
  readonly wounds: readonly { readonly value: string; readonly label: string }[];
}

/** How a wound looked then. */
export function WoundRow({ label, row, wounds, onChange }: WoundProps) {
  const { late, nursing } = useWords();
  const isNeeded = isWoundFilled(row);
  return (
    <Line label={label}>
      <At isNeeded={isNeeded} value={row.at} onChange={(at) => onChange({ ...row, at })} />
      <NativeSelect
        label={late.whichWound}
        miw={260}
        required={isNeeded}
        withAsterisk={false}
        value={wounds.some(({ value }) => value === row.wound) ? row.wound : ''}
        data={[{ value: '', label: '–' }, ...wounds]}
        onChange={(event) => onChange({ ...row, wound: event.currentTarget.value })}
      />
      <Box w="100%">
        <WoundFields
          of={(item) => ({
            value: row.seen[item] ?? '',
            onChange: (event) => onChange({ ...row, seen: { ...row.seen, [item]: event.currentTarget.value } }),
          })}
        />
      </Box>
      <TextInput
        label={nursing.woundPlan}
        autoComplete="off"
        maxLength={1000}
        w={520}
        value={row.plan}
        onChange={(event) => onChange({ ...row, plan: event.currentTarget.value })}
      />
      {isNeeded && filledItems(row.seen).length === 0 && <Text c="red">{nursing.nothingSeen}</Text>}
    </Line>
  );
}

/** The points of a scale; an item is chosen by its words. */
export function AssessmentRow({ label, row, onChange }: RowProps<TypedAssessment>) {
  const { nursing } = useWords();
  const { items } = itemsOf(row);
  const isNeeded = row.at.trim() !== '' || Object.keys(items).length > 0;
  const asked = Object.entries(SCALES[row.kind].items) as [string, readonly number[]][];
  return (
    <Line label={label}>
      <NativeSelect
        label={nursing.scaleKind}
        value={row.kind}
        data={Object.keys(SCALES).map((value) => ({ value, label: nursing.scaleNames[value] ?? value }))}
        onChange={(event) => onChange({ ...row, kind: event.currentTarget.value as TypedAssessment['kind'] })}
      />
      <At isNeeded={isNeeded} value={row.at} onChange={(at) => onChange({ ...row, at })} />
      {asked.map(([item, points]) => (
        <NativeSelect
          key={item}
          label={nursing.items[item] ?? item}
          required={isNeeded}
          withAsterisk={false}
          value={row.items[item] ?? ''}
          data={[
            { value: '', label: '–' },
            ...points.map((one) => ({
              value: `${one}`,
              label: nursing.points(nursing.choices[item]?.[one] ?? '', one),
            })),
          ]}
          onChange={(event) => onChange({ ...row, items: { ...row.items, [item]: event.currentTarget.value } })}
        />
      ))}
      <span>{nursing.soFar(totalOf(items), asked.length - Object.keys(items).length)}</span>
    </Line>
  );
}
