import { Alert, Anchor, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  getApiV1EncountersByIdOpenItems,
  postApiV1EncountersByIdDischarge,
  type DischargeDto,
  type OpenItemResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields, type Fields } from '../shell/use-fields.ts';
import { useKept } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import type { StayProps } from './transfer.tsx';
import { DispositionSelect } from './disposition-select.tsx';

const NOT_CHOSEN = { disposition: '', note: '', destination: '', deathCause: '', deathPlace: '' };
const NO_REASONS: Readonly<Record<string, string>> = {};

/**
 * Discharge, after what is unfinished was settled, or passed over with a reason; how the patient leaves is chosen, never given. Nobody is asked
 * how before it is known what is unfinished.
 */
export function Discharge({ encounter, onDone }: StayProps) {
  const words = useWords();
  const kept = useFields(NOT_CHOSEN, `discharge ${encounter.id}`);
  const { fields, clear } = kept;
  const [reasons, changeReasons, forgetReasons] = useKept(`passed over ${encounter.id}`, NO_REASONS);
  const open = useQuery({
    queryKey: ['open-items', encounter.id],
    queryFn: () => answerOf(getApiV1EncountersByIdOpenItems({ path: { id: encounter.id } })),
    staleTime: 0,
    // What was open at an earlier look is not shown: somebody would answer for less than there is.
    gcTime: 0,
  });
  const act = useAct(async (body: DischargeDto) => {
    try {
      const call = { path: { id: encounter.id }, body, headers: { 'If-Match': etag(encounter.version) } };
      const left = await answerOf(postApiV1EncountersByIdDischarge(call));
      clear();
      forgetReasons();
      onDone(words.course.discharged, left);
    } catch (error) {
      // Something was left open meanwhile: the list says what.
      if (error instanceof ServiceProblem && error.status === 409) void open.refetch();
      throw error;
    }
  });
  return (
    <Section title={words.stay.discharge}>
      <Waiting of={open}>
        {({ items }) => (
          <>
            <OpenItems
              patientId={encounter.patientId}
              items={items}
              reasons={reasons}
              onChange={(next) => changeReasons(() => next)}
            />
            <ActForm
              act={act}
              label={words.stay.discharge}
              color="red.9"
              blocked={stillNeeded(words, [[words.stay.disposition, fields.disposition !== '']])}
              onSubmit={() => void act.run(bodyOf(fields, reasons))}
            >
              <HowLeaving kept={kept} />
            </ActForm>
          </>
        )}
      </Waiting>
    </Section>
  );
}

/** How the patient leaves, and what that way asks for. */
function HowLeaving({ kept: { fields, typed, chosen } }: { readonly kept: Fields<Leaving> }) {
  const words = useWords();
  const { disposition } = fields;
  return (
    <>
      <DispositionSelect {...chosen('disposition')} />
      {disposition === 'other-hcf' && <TextInput label={words.stay.destination} required {...typed('destination')} />}
      {disposition === 'exp' && (
        <>
          <TextInput label={words.course.deathCause} {...typed('deathCause')} />
          <TextInput label={words.course.deathPlace} {...typed('deathPlace')} />
        </>
      )}
      <Textarea label={words.stay.note} autosize {...typed('note')} />
    </>
  );
}

type Leaving = Readonly<Record<'disposition' | 'note' | 'destination' | 'deathCause' | 'deathPlace', string>>;

function bodyOf(fields: Leaving, reasons: Readonly<Record<string, string>>): DischargeDto {
  const { note, destination, deathCause, deathPlace } = fields;
  const disposition = fields.disposition as DischargeDto['disposition'];
  const passedOver = Object.entries(reasons)
    .filter(([, reason]) => reason.trim() !== '')
    .map(([item, reason]) => ({ item, reason }));
  return {
    disposition,
    ...(note.trim() && { note }),
    ...(disposition === 'other-hcf' && { destination }),
    ...(disposition === 'exp' && deathCause.trim() && { deathCause }),
    ...(disposition === 'exp' && deathPlace.trim() && { deathPlace }),
    ...(passedOver.length > 0 && { passedOver }),
  };
}

interface OpenItemsProps {
  readonly patientId: string;
  readonly items: readonly OpenItemResponse[];
  readonly reasons: Readonly<Record<string, string>>;
  readonly onChange: (reasons: Readonly<Record<string, string>>) => void;
}

/** Where things are settled that are neither a note, an order nor a result. */
const PLACES: Readonly<Record<string, string>> = {
  'mother-check': 'stay',
  'due-dose': 'medicines',
  'running-infusion': 'medicines',
  'running-transfusion': 'transfusions',
  'open-reconciliation': 'reconciliation',
};

/** What is unfinished comes first, each with the way to it. */
function OpenItems({ patientId, items, reasons, onChange }: OpenItemsProps) {
  const words = useWords();
  if (items.length === 0) return <Text className="muted">{words.course.nothingOpen}</Text>;
  return (
    <Alert color="yellow" className="ask" title={words.course.beforeLeaving}>
      <Stack gap="xs">
        <Text size="sm">{words.course.beforeLeavingAbout}</Text>
        {items.map(({ id, kind, text }) => (
          <div key={`${kind} ${id}`}>
            <Text fw={600}>
              {text}{' '}
              <Anchor component={Link} to={placeOf(patientId, kind, id)} aria-label={`${words.course.open}: ${text}`}>
                {words.course.open}
              </Anchor>
            </Text>
            <TextInput
              aria-label={`${words.stay.passOver}: ${text}`}
              placeholder={words.stay.passOver}
              value={reasons[id] ?? ''}
              onChange={(event) => onChange({ ...reasons, [id]: event.currentTarget.value })}
            />
          </div>
        ))}
      </Stack>
    </Alert>
  );
}

function placeOf(patientId: string, kind: string, id: string): string {
  const patient = `/patients/${patientId}`;
  if (kind.endsWith('-note')) return `${patient}/notes/${id}`;
  return `${patient}/${PLACES[kind] ?? (kind.endsWith('-result') ? 'results' : 'orders')}`;
}
