import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { postApiV1Clients, type RegisterClientDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

/** A scope as SMART on FHIR writes it. */
const SCOPE = 'system/DiagnosticReport.c';

/** A machine with its public keys, and the most it may ask for. */
export function RegisterClient({ onDone }: { readonly onDone: (name: string) => void }) {
  const words = useWords();
  const { fields, typed, clear } = useFields(
    {
      name: '',
      clientId: '',
      jwksUrl: '',
      jwks: '',
      scopes: '',
      purpose: '',
      contact: '',
    },
    'client',
  );
  const [mistake, setMistake] = useState<string>();
  const act = useAct(async (body: RegisterClientDto, key) => {
    const { name } = await answerOf(postApiV1Clients({ body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone(name);
  });
  const submit = () => {
    const { name, clientId, jwksUrl, scopes, purpose, contact } = fields;
    const jwks = fields.jwks.trim() === '' ? undefined : readKeys(fields.jwks);
    setMistake(jwks === null ? words.admin.badJwks : undefined);
    if (jwks === null) return;
    void act.run({
      name,
      purpose,
      contact,
      scopes: scopes.split(/\s+/).filter((scope) => scope !== ''),
      ...(clientId && { clientId }),
      ...(jwksUrl && { jwksUrl }),
      ...(jwks && { jwks }),
    });
  };
  return (
    <ActForm act={act} label={words.admin.register} onSubmit={submit}>
      <div className="vitals-grid">
        <TextInput label={words.admin.name} required autoComplete="off" {...typed('name')} />
        <TextInput label={words.admin.clientId} autoComplete="off" {...typed('clientId')} />
        <TextInput label={words.admin.contact} required autoComplete="off" {...typed('contact')} />
      </div>
      <TextInput label={words.admin.purpose} required autoComplete="off" {...typed('purpose')} />
      <TextInput label={words.admin.scopes} placeholder={SCOPE} required autoComplete="off" {...typed('scopes')} />
      <TextInput label={words.admin.jwksUrl} autoComplete="off" {...typed('jwksUrl')} />
      <Textarea label={words.admin.jwks} autosize minRows={2} error={mistake} {...typed('jwks')} />
    </ActForm>
  );
}

/** @returns null for what is no JSON of an object */
function readKeys(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && !Array.isArray(read) ? (read as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
