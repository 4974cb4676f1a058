import { Button, Select, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  postApiV1NotesByIdPatientSignatures,
  type NoteTextResponse,
  type PatientSignatureDto,
  type SignNoteDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import { Drawn } from './drawn.tsx';
import { WhoSigns } from './who-signs.tsx';

interface Props {
  readonly note: NoteTextResponse;
  /** The patient's name, who signs most often. */
  readonly fullName: string;
  readonly onChanged: () => void;
}

const EMPTY = { meaning: '', relation: 'self', fullName: '', idNumber: '', witness: '' };

/** The patient, or who stands in for them, signs a note that was signed: drawn, or confirmed before a witness. */
export function PatientSigns(props: Props) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const { status } = props.note;
  if (!iMay('note.sign') || (status !== 'signed' && status !== 'awaiting-cosignature')) return null;
  return (
    <Stack gap="xs">
      <Button w="fit-content" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {words.noteTools.patientSigns}
      </Button>
      {isOpen && <Form {...props} onDone={() => setOpen(false)} />}
    </Stack>
  );
}

function Form({ note, fullName, onChanged, onDone }: Props & { readonly onDone: () => void }) {
  const words = useWords();
  const tools = words.noteTools;
  const { fields, typed, chosen, clear } = useFields(EMPTY, `patient signature ${note.id}`);
  const [way, setWay] = useState<'drawn' | 'witnessed'>('drawn');
  const [strokes, setStrokes] = useState<readonly string[]>([]);
  const [shown, show] = useState<SignNoteDto>({});
  const act = useAct(async (body: PatientSignatureDto, key) => {
    await answerOf(
      postApiV1NotesByIdPatientSignatures({ path: { id: note.id }, body, headers: { 'Idempotency-Key': key } }),
    );
    clear();
    show({});
    onDone();
    onChanged();
  });
  const isSelf = fields.relation === 'self';
  const name = isSelf ? fullName : fields.fullName.trim();
  const submit = () => {
    const idNumber = fields.idNumber.trim();
    void act.run({
      meaning: fields.meaning as PatientSignatureDto['meaning'],
      relation: fields.relation as PatientSignatureDto['relation'],
      fullName: name,
      ...(idNumber && { idNumber }),
      ...(way === 'drawn' ? { drawing: { strokes } } : { witness: fields.witness.trim() }),
      ...shown,
    });
  };
  const missing = stillNeeded(words, [
    [tools.meaning, fields.meaning !== ''],
    [tools.whoSigns, name !== ''],
    [tools.draw, way !== 'drawn' || strokes.length > 0],
    [tools.witness, way === 'drawn' || fields.witness.trim() !== ''],
  ]);
  const listOf = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([value, label]) => ({ value, label }));
  return (
    <ActForm act={act} label={tools.patientSign} blocked={missing} onSubmit={submit}>
      <Text className="muted">{tools.patientAbout}</Text>
      <Select label={tools.meaning} required maw={420} data={listOf(tools.meanings)} {...chosen('meaning')} />
      <Select
        label={tools.relation}
        required
        allowDeselect={false}
        maw={420}
        data={listOf(tools.relations)}
        {...chosen('relation')}
      />
      {!isSelf && <TextInput label={tools.whoSigns} required maw={420} maxLength={200} {...typed('fullName')} />}
      <TextInput label={tools.idNumber} maw={420} maxLength={30} autoComplete="off" {...typed('idNumber')} />
      <SegmentedControl
        aria-label={tools.way}
        w="fit-content"
        value={way}
        onChange={(next) => setWay(next)}
        data={[
          { value: 'drawn', label: tools.draw },
          { value: 'witnessed', label: tools.beforeWitness },
        ]}
      />
      {way === 'drawn' ? (
        <Drawn label={tools.draw} required strokes={strokes} onChange={setStrokes} />
      ) : (
        <TextInput
          label={tools.witness}
          description={tools.witnessAbout}
          required
          maw={420}
          maxLength={200}
          {...typed('witness')}
        />
      )}
      <WhoSigns shown={shown} onChange={show} />
    </ActForm>
  );
}
