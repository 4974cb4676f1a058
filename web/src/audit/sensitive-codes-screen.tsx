import { Button, Checkbox, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import {
  getApiV1SensitiveCodes,
  patchApiV1SensitiveCodesById,
  postApiV1SensitiveCodes,
  type CreateSensitiveCodeDto,
  type SensitiveCodeResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Scroll } from '../shell/scroll.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';

/** The codes that make a record confidential. */
export function SensitiveCodesScreen() {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('sensitive codes');
  const codes = usePages({
    queryKey: ['sensitive-codes'],
    ask: (cursor) => answerOf(getApiV1SensitiveCodes({ query: { limit: 100, ...cursor } })),
  });
  const done = (code: string) => {
    setSaid(words.trail.codeSaved(code));
    void queries.invalidateQueries({ queryKey: ['sensitive-codes'] });
  };
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.trail.codesTitle}
      </Title>
      <Text className="muted">{words.trail.codesAbout}</Text>
      <Said text={said} />
      {iMay('sensitivity.manage') && (
        <Folded label={words.trail.addCode}>
          <AddCode onDone={done} />
        </Folded>
      )}
      <Waiting of={codes}>
        {(items) => (
          <>
            {items.length === 0 ? (
              <Text role="status">{words.trail.noCodes}</Text>
            ) : (
              <Scroll label={words.trail.codesTitle}>
                <Table striped>
                  <Table.Tbody>
                    {items.map((code) => (
                      <Code key={code.id} code={code} onDone={done} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Scroll>
            )}
            <MorePages of={codes} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

function Code({
  code: one,
  onDone,
}: {
  readonly code: SensitiveCodeResponse;
  readonly onDone: (code: string) => void;
}) {
  const words = useWords();
  const { id, code, system, prefix, kind, note, active, version } = one;
  const act = useAct(async (isActive: boolean) => {
    const call = { path: { id }, body: { active: isActive }, headers: { 'If-Match': etag(version) } };
    await answerOf(patchApiV1SensitiveCodesById(call));
    onDone(code);
  });
  const label = active ? words.trail.takeOff : words.trail.putBack;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {code}
        {prefix && '…'}
      </Table.Th>
      <Table.Td>
        {words.trail.codeKinds[kind]}
        {!active && <strong> · {words.trail.off}</strong>}
        <div className="muted">{KNOWN_AS[system] ?? system}</div>
      </Table.Td>
      <Table.Td>{note}</Table.Td>
      <Table.Td>
        {iMay('sensitivity.manage') && (
          <Button
            variant="default"
            size="compact-sm"
            loading={act.isBusy}
            aria-label={`${label}: ${code}`}
            onClick={() => void act.run(!active)}
          >
            {label}
          </Button>
        )}
        <ProblemNotice problem={act.problem} />
      </Table.Td>
    </Table.Tr>
  );
}

const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
/** What people call these lists of codes, in any language; a hospital's own is called as it is. */
const KNOWN_AS: Readonly<Record<string, string>> = {
  [ICD10]: 'ICD-10',
  'http://snomed.info/sct': 'SNOMED CT',
  'http://loinc.org': 'LOINC',
  'http://www.whocc.no/atc': 'ATC',
};

function AddCode({ onDone }: { readonly onDone: (code: string) => void }) {
  const words = useWords();
  const { fields, set, typed, chosen, clear } = useFields(
    { system: ICD10, code: '', prefix: 'yes', kind: '', note: '' },
    'sensitive code',
  );
  const act = useAct(async (body: CreateSensitiveCodeDto, key) => {
    await answerOf(postApiV1SensitiveCodes({ body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone(body.code);
  });
  const submit = () => {
    const { system, code, kind, note } = fields;
    const added = { system: system.trim(), code: code.trim(), note: note.trim(), prefix: fields.prefix === 'yes' };
    void act.run({ ...added, kind: kind as CreateSensitiveCodeDto['kind'] });
  };
  return (
    <ActForm act={act} label={words.trail.addCode} onSubmit={submit}>
      <div className="vitals-grid">
        <TextInput label={words.trail.code} required maxLength={50} autoComplete="off" {...typed('code')} />
        <Select
          label={words.trail.kind}
          required
          data={Object.entries(words.trail.codeKinds).map(([value, label]) => ({ value, label }))}
          {...chosen('kind')}
        />
        <TextInput label={words.trail.system} required maxLength={200} autoComplete="off" {...typed('system')} />
      </div>
      <Checkbox
        label={words.trail.prefix}
        checked={fields.prefix === 'yes'}
        onChange={(event) => set({ prefix: event.currentTarget.checked ? 'yes' : '' })}
      />
      <TextInput label={words.trail.note} required maxLength={500} {...typed('note')} />
    </ActForm>
  );
}
