import { Alert, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import {
  getApiV1NotesByIdSigned,
  postApiV1NotesByIdCosign,
  type NoteTextResponse,
  type SignNoteDto,
} from '../api/generated/index.ts';
import { etag } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { usePerson } from '../session/use-session.ts';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { SignedFile } from '../signing/signed-file.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { VerifyNote } from './verify-note.tsx';

/** Who signed a note, who still has to, and whether the signatures are right. */
export function NoteSignatures({
  note,
  onChanged,
}: {
  readonly note: NoteTextResponse;
  readonly onChanged: () => void;
}) {
  const words = useWords();
  if (note.signedAt === null) return null;
  return (
    <Stack gap="xs">
      {note.signatures.length === 0 && note.signedBy && (
        <Text fw={600}>{words.notes.signedAs('author', note.signedBy.fullName, fullMoment(note.signedAt))}</Text>
      )}
      {note.signatures.map(({ kind, signer, signedAt, patient }) => (
        <Text key={`${kind} ${signer.id} ${signedAt}`} fw={600}>
          {words.notes.signedAs(kind, patient?.fullName ?? signer.fullName, fullMoment(signedAt))}
        </Text>
      ))}
      {note.status === 'awaiting-cosignature' && <Awaiting note={note} onChanged={onChanged} />}
      <VerifyNote key={note.version} noteId={note.id} />
      {note.signatures.length > 0 && (
        <SignedFile
          read={() => answerOf(getApiV1NotesByIdSigned({ path: { id: note.id } }))}
          name={`${words.changes.signedFileName}-${note.id}`}
        />
      )}
    </Stack>
  );
}

/** A trainee signed: a doctor other than them has to confirm it, which may be who reads this. */
function Awaiting({ note, onChanged }: { readonly note: NoteTextResponse; readonly onChanged: () => void }) {
  const words = useWords();
  const person = usePerson();
  const queries = useQueryClient();
  const sign = async (body: SignNoteDto) => {
    await answerOf(
      postApiV1NotesByIdCosign({ path: { id: note.id }, body, headers: { 'If-Match': etag(note.version) } }),
    );
    void queries.invalidateQueries({ queryKey: ['notes'] });
    onChanged();
  };
  return (
    <Alert color="orange" title={words.notes.awaiting} role="status">
      <Stack gap="xs">
        <Text>{words.notes.awaitingAbout(note.author.fullName)}</Text>

        {iMay('note.cosign') && note.author.id !== person.id && (
          <SignDialog label={words.notes.cosign} about={words.notes.cosignAsk} onSign={sign} />
        )}
      </Stack>
    </Alert>
  );
}
