import { Alert, Anchor, Button, Group, Select, Stack, Table, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1Wards,
  patchApiV1WardsById,
  postApiV1Wards,
  postApiV1WardsByIdBedsBatch,
  type CreateBedsDto,
  type CreateWardDto,
  type UpdateWardDto,
  type WardResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { Folded } from '../chart/folded.tsx';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';

/** The wards and clinics, in service or not, and their beds. */
export function WardsScreen() {
  const words = useWords();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const [isDone, setDone] = useState(false);
  const wards = useQuery({
    queryKey: ['wards', 'all'],
    queryFn: () => everyPage((cursor) => answerOf(getApiV1Wards({ query: { limit: 100, ...cursor } }))),
  });
  const done = () => {
    setDone(true);
    setChosen(undefined);
    for (const key of ['wards', 'beds']) void queries.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.admin.wardsTitle}
      </Title>
      {isDone && (
        <Alert role="status" color="green">
          {words.admin.done}
        </Alert>
      )}
      <Folded label={words.admin.addWard}>
        <AddWard onDone={done} />
      </Folded>
      <Waiting of={wards}>
        {({ items }) => (
          <Table>
            <Table.Tbody>
              {items.map((ward) => (
                <Table.Tr key={ward.id}>
                  <Table.Td fw={600} w={90}>
                    {ward.code}
                  </Table.Td>
                  <Table.Td>
                    {ward.name}
                    {!ward.active && <span className="muted"> · {words.admin.inactive}</span>}
                    {chosen === ward.id && <Change ward={ward} onDone={done} />}
                  </Table.Td>
                  <Table.Td>{words.admin.kinds[ward.kind] ?? ward.kind}</Table.Td>
                  <Table.Td>
                    <Anchor component={Link} to={`/wards/${ward.id}/beds`} aria-label={words.admin.openBeds(ward.name)}>
                      {words.admin.beds}
                    </Anchor>
                  </Table.Td>
                  <Table.Td ta="right">
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-expanded={chosen === ward.id}
                      aria-label={`${words.course.setState} ${ward.name}`}
                      onClick={() => setChosen(chosen === ward.id ? undefined : ward.id)}
                    >
                      {words.course.setState}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Waiting>
    </Stack>
  );
}

function AddWard({ onDone }: { readonly onDone: () => void }) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields({ code: '', name: '', kind: 'inpatient' }, 'ward');
  const act = useAct(async (body: CreateWardDto, key) => {
    await answerOf(postApiV1Wards({ body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone();
  });
  return (
    <ActForm act={act} label={words.admin.addWard} onSubmit={() => void act.run(fields as CreateWardDto)}>
      <Group>
        <TextInput label={words.admin.code} required w={120} autoComplete="off" {...typed('code')} />
        <TextInput label={words.admin.name} required w={320} autoComplete="off" {...typed('name')} />
        <Select
          label={words.admin.kind}
          allowDeselect={false}
          data={Object.entries(words.admin.kinds).map(([value, label]) => ({ value, label }))}
          {...chosen('kind')}
        />
      </Group>
    </ActForm>
  );
}

interface ChangeProps {
  readonly ward: WardResponse;
  readonly onDone: () => void;
}

function Change({ ward, onDone }: ChangeProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ name: ward.name }, `ward ${ward.id}`);
  const act = useAct(async (body: UpdateWardDto) => {
    const headers = { 'If-Match': etag(ward.version) };
    await answerOf(patchApiV1WardsById({ path: { id: ward.id }, body, headers }));
    clear();
    onDone();
  });
  return (
    <Stack mt="xs">
      <ActForm
        act={act}
        label={words.admin.rename}
        onSubmit={() => void act.run(fields)}
        aside={
          <Button variant="default" onClick={() => void act.run({ active: !ward.active })}>
            {ward.active ? words.admin.deactivate : words.admin.activate}
          </Button>
        }
      >
        <TextInput label={words.admin.name} required {...typed('name')} />
      </ActForm>
      <AddBeds wardId={ward.id} onDone={onDone} />
    </Stack>
  );
}

function AddBeds({ wardId, onDone }: { readonly wardId: string; readonly onDone: () => void }) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ room: '', codes: '' }, `beds ${wardId}`);
  const act = useAct(async (body: CreateBedsDto, key) => {
    const headers = { 'Idempotency-Key': key };
    await answerOf(postApiV1WardsByIdBedsBatch({ path: { id: wardId }, body, headers }));
    clear();
    onDone();
  });
  const codes = fields.codes
    .split(/[,;\s]+/)
    .map((code) => code.trim())
    .filter((code) => code !== '');
  return (
    <ActForm
      act={act}
      label={words.admin.addBeds}
      blocked={stillNeeded(words, [[words.admin.bedCodes, codes.length > 0]])}
      onSubmit={() => void act.run({ beds: codes.map((code) => ({ roomCode: fields.room, code })) })}
    >
      <Group>
        <TextInput label={words.admin.room} required w={120} autoComplete="off" {...typed('room')} />
        <TextInput
          label={words.admin.bedCodes}
          placeholder={words.admin.bedExample}
          required
          w={360}
          autoComplete="off"
          {...typed('codes')}
        />
      </Group>
    </ActForm>
  );
}
