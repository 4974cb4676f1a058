import { Checkbox, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1CodeMappings,
  patchApiV1CodeMappingsById,
  postApiV1CodeMappings,
  type MapCodeDto,
  type MappingResponse,
  type TargetDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { StateChoice } from '../shell/state-choice.tsx';
import { useFields, type Fields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { LABORATORY_TESTS } from '../words/laboratory-tests.ts';
import { moment } from '../words/moments.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import { SenderSelect } from './sender-select.tsx';

type Status = 'mapped' | 'unmapped';
const KEY = ['code-mappings'];

/** Codes and units of other systems: those of which nobody has said what they mean, and those that are known. */
export function MappingsScreen() {
  const words = useWords();
  const queries = useQueryClient();
  const [status, setStatus] = useState<Status>('unmapped');
  const [said, setSaid] = useSaid('mappings');
  const mappings = usePages({
    queryKey: [...KEY, status],
    ask: (cursor) => answerOf(getApiV1CodeMappings({ query: { status, limit: 50, ...cursor } })),
  });
  const done = (code: string, filed: number) => {
    setSaid(words.exchange.mappedDone(code, filed));
    void queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.exchange.mappingsTitle}
      </Title>
      <Text className="muted">{words.exchange.mappingsAbout}</Text>
      <Said text={said} />
      <StateChoice
        states={['unmapped', 'mapped']}
        names={words.exchange.mappingStates}
        value={status}
        onChange={setStatus}
      />
      {iMay('mapping.manage') && (
        <Folded label={words.exchange.addMapping}>
          <AddMapping onDone={done} />
        </Folded>
      )}
      <Waiting of={mappings}>
        {(items) => (
          <>
            {items.length === 0 && (
              <Text role="status">{status === 'unmapped' ? words.exchange.noUnmapped : words.exchange.noMapped}</Text>
            )}
            {items.map((mapping) => (
              <Mapping key={mapping.id} mapping={mapping} onDone={done} />
            ))}
            <MorePages of={mappings} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

interface Props {
  readonly mapping: MappingResponse;
  readonly onDone: (code: string, filed: number) => void;
}

function Mapping({ mapping, onDone }: Props) {
  const words = useWords();
  const { kind, code, display, sender, system, targetCode, targetDisplay, mappedBy, mappedAt } = mapping;
  const isAsSent = mapping.targetSystem === system;
  const name = words.exchange.theirs(display ? `${display} (${code})` : code, sender);
  const target = [targetDisplay, isAsSent ? words.exchange.shownAsSent : targetCode].filter(Boolean).join(' · ');
  return (
    <article className="task" aria-label={name}>
      <Text fw={600}>{name}</Text>
      <Text className="muted">
        {words.exchange.kinds[kind]} · {system}
      </Text>
      {targetCode && (
        <Text>{words.exchange.mappedTo(target, mappedBy?.fullName ?? '', mappedAt ? moment(mappedAt) : '')}</Text>
      )}
      {iMay('mapping.manage') &&
        (targetCode ? (
          <Folded label={words.exchange.change} name={`${words.exchange.change}: ${name}`}>
            <Meaning mapping={mapping} onDone={onDone} />
          </Folded>
        ) : (
          <Meaning mapping={mapping} onDone={onDone} />
        ))}
    </article>
  );
}

function Meaning({ mapping, onDone }: Props) {
  const words = useWords();
  const form = useFields({ targetCode: '', targetDisplay: '', asSent: '' }, `mapping ${mapping.id}`);
  const act = useAct(async (body: TargetDto) => {
    const call = { path: { id: mapping.id }, body, headers: { 'If-Match': etag(mapping.version) } };
    const { filed } = await answerOf(patchApiV1CodeMappingsById(call));
    form.clear();
    onDone(mapping.code, filed);
  });
  return (
    <ActForm act={act} label={words.exchange.map} onSubmit={() => void act.run(targetOf(form.fields))}>
      <Target kind={mapping.kind} form={form} />
    </ActForm>
  );
}

type TargetForm = Pick<
  Fields<{ readonly targetCode: string; readonly targetDisplay: string; readonly asSent: string }>,
  'fields' | 'set' | 'typed'
>;

const targetOf = ({ targetCode, targetDisplay, asSent }: TargetForm['fields']): TargetDto => ({
  ...(asSent ? { asSent: true } : { targetCode: targetCode.trim() }),
  ...(targetDisplay.trim() && { targetDisplay: targetDisplay.trim() }),
});

/** What it means here; a usual test is chosen instead of typed, and what LOINC has no code for is shown as it came. */
function Target({ kind, form }: { readonly kind: string; readonly form: TargetForm }) {
  const words = useWords();
  const language = useLanguage();
  const isAsSent = kind === 'code' && form.fields.asSent !== '';
  return (
    <>
      <div className="vitals-grid">
        {!isAsSent && (
          <TextInput
            label={words.exchange.target[kind]}
            placeholder={words.exchange.targetHint[kind]}
            required
            autoComplete="off"
            {...form.typed('targetCode')}
          />
        )}
        {kind === 'code' && (
          <TextInput label={words.exchange.targetDisplay} autoComplete="off" {...form.typed('targetDisplay')} />
        )}
        {kind === 'code' && !isAsSent && (
          <Select
            label={words.exchange.known}
            searchable
            value={form.fields.targetCode || null}
            data={LABORATORY_TESTS.map(({ coding, label }) => ({
              value: coding.code,
              label: `${label[language]} · ${coding.code}`,
            }))}
            onChange={(code) => {
              const test = LABORATORY_TESTS.find(({ coding }) => coding.code === code);
              if (test) form.set({ targetCode: test.coding.code, targetDisplay: test.coding.display });
            }}
          />
        )}
      </div>
      {kind === 'code' && (
        <Checkbox
          label={words.exchange.showAsSent}
          checked={isAsSent}
          onChange={({ currentTarget }) => form.set({ asSent: currentTarget.checked ? 'yes' : '' })}
        />
      )}
    </>
  );
}

function AddMapping({ onDone }: Pick<Props, 'onDone'>) {
  const words = useWords();
  const form = useFields(
    { sender: '', kind: 'code', system: '', code: '', targetCode: '', targetDisplay: '', asSent: '' },
    'new mapping',
  );
  const { fields, typed } = form;
  const act = useAct(async (body: MapCodeDto, key) => {
    const { filed } = await answerOf(postApiV1CodeMappings({ body, headers: { 'Idempotency-Key': key } }));
    form.clear();
    onDone(body.code, filed);
  });
  const submit = () => {
    const { sender, kind, system, code } = fields;
    const met = { sender, kind: kind as MapCodeDto['kind'], code: code.trim() };
    const target = targetOf(kind === 'code' ? fields : { ...fields, asSent: '' });
    void act.run({ ...met, ...(system.trim() && { system: system.trim() }), ...target });
  };
  return (
    <ActForm
      act={act}
      label={words.exchange.map}
      blocked={stillNeeded(words, [[words.exchange.sender, fields.sender !== '']])}
      onSubmit={submit}
    >
      <div className="vitals-grid">
        <SenderSelect label={words.exchange.sender} required {...form.chosen('sender')} />
        <Select
          label={words.exchange.kind}
          allowDeselect={false}
          data={Object.entries(words.exchange.kinds).map(([value, label]) => ({ value, label }))}
          {...form.chosen('kind')}
        />
        <TextInput label={words.exchange.code} required autoComplete="off" {...typed('code')} />
        <TextInput label={words.exchange.system} autoComplete="off" {...typed('system')} />
      </div>
      <Target kind={fields.kind} form={form} />
    </ActForm>
  );
}
