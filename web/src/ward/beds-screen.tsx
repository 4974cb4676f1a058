import { Alert, Button, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1Beds, postApiV1BedsByIdState, type BedResponse, type SetBedStateDto } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { iMay } from '../api/rights.ts';
import { usePerson } from '../session/use-session.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { bedName } from './places.ts';
import { RenameBed } from './rename-bed.tsx';
import { WardTabs } from './ward-tabs.tsx';

/** The beds of a ward: which are free, and what the others wait for. */
export function BedsScreen() {
  const { wardId } = useParams({ from: '/wards/$wardId/beds' });
  const words = useWords();
  const [chosen, setChosen] = useState<string>();
  const beds = useQuery({
    queryKey: ['beds', wardId, 'all'],
    queryFn: () => everyPage((cursor) => answerOf(getApiV1Beds({ query: { wardId, limit: 100, ...cursor } }))),
    staleTime: 0,
  });
  return (
    <Stack gap="sm">
      <WardTabs wardId={wardId} />
      <Title order={1} size="h3">
        {words.course.bedsTitle}
      </Title>
      <Waiting of={beds}>
        {({ items }) => (
          <>
            <Text className="muted">
              {words.course.bedsFree(
                items.filter(({ free }) => free).length,
                items.filter(({ active }) => active).length,
              )}
            </Text>
            <Table maw={900}>
              <Table.Tbody>
                {items.map((bed) => (
                  <Bed key={bed.id} bed={bed} isChosen={chosen === bed.id} onChoose={setChosen} />
                ))}
              </Table.Tbody>
            </Table>
          </>
        )}
      </Waiting>
    </Stack>
  );
}

interface BedProps {
  readonly bed: BedResponse;
  readonly isChosen: boolean;
  readonly onChoose: (id: string | undefined) => void;
}

function Bed({ bed, isChosen, onChoose }: BedProps) {
  const words = useWords();
  const isSettable = iMay('bed.set-state') && bed.state !== 'occupied';
  const state = bed.state === 'occupied' ? words.course.bedTaken : words.board.states[bed.state];
  return (
    <Table.Tr>
      <Table.Td fw={600} w={120}>
        {bedName(bed)}
      </Table.Td>
      <Table.Td>
        {state}
        {bed.stateReason && <span className="muted"> · {bed.stateReason}</span>}
        {!bed.active && <span className="muted"> · {words.admin.inactive}</span>}
        {isChosen && isSettable && bed.active && <SetState bed={bed} onDone={() => onChoose(undefined)} />}
        {isChosen && iMay('ward.manage') && <RenameBed bed={bed} onDone={() => onChoose(undefined)} />}
      </Table.Td>
      <Table.Td ta="right" w={160}>
        {((isSettable && bed.active) || iMay('ward.manage')) && (
          <Button
            variant="default"
            size="compact-sm"
            aria-expanded={isChosen}
            aria-label={`${words.course.setState} ${bedName(bed)}`}
            onClick={() => onChoose(isChosen ? undefined : bed.id)}
          >
            {words.course.setState}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Who leads the ward takes beds out of service and back, as the service has it (bed-state.rules.ts). */
const RETIRES = ['head-nurse', 'department-head', 'admin'];

function SetState({ bed, onDone }: { readonly bed: BedResponse; readonly onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const { role } = usePerson();
  const { fields, typed, chosen, clear } = useFields({ state: '', reason: '' }, `bed ${bed.id}`);
  const retires = RETIRES.includes(role);
  const states = ['free', 'reserved', 'cleaning', 'out-of-service'].filter(
    (state) => state !== bed.state && (retires || state !== 'out-of-service'),
  );
  const act = useAct(async (body: SetBedStateDto) => {
    await answerOf(postApiV1BedsByIdState({ path: { id: bed.id }, body, headers: { 'If-Match': etag(bed.version) } }));
    clear();
    for (const key of ['beds', 'board']) void queries.invalidateQueries({ queryKey: [key] });
    onDone();
  });
  if (bed.state === 'out-of-service' && !retires) return <Alert>{words.board.states[bed.state]}</Alert>;
  const submit = () =>
    void act.run({ state: fields.state as SetBedStateDto['state'], ...(fields.reason && { reason: fields.reason }) });
  return (
    <ActForm
      act={act}
      label={words.save}
      blocked={stillNeeded(words, [[words.course.bedState, fields.state !== '']])}
      onSubmit={submit}
    >
      <Group>
        <Select
          label={words.course.bedState}
          required
          data={states.map((value) => ({ value, label: words.board.states[value] ?? value }))}
          {...chosen('state')}
        />
        <TextInput label={words.course.reason} w={320} {...typed('reason')} />
      </Group>
    </ActForm>
  );
}
