import { Textarea, TextInput } from '@mantine/core';
import type { Fields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import { MessageFields, type NO_MESSAGES } from './message-fields.tsx';

/** A scope as SMART on FHIR writes it. */
const SCOPE = 'system/DiagnosticReport.c';

/** What is said of a machine, as it is typed. */
export type ClientTyped = Readonly<
  Record<'name' | 'contact' | 'purpose' | 'scopes' | 'jwksUrl' | 'jwks' | keyof typeof NO_MESSAGES, string>
>;

interface Props {
  readonly typed: Fields<ClientTyped>['typed'];
  readonly chosen: Fields<ClientTyped>['chosen'];
  /** It is on record as one that sends messages of HL7 v2. */
  readonly isSender?: boolean;
  /** What is wrong with the keys that were pasted. */
  readonly mistake: string | undefined;
}

/** Who a machine is, what it is for, its public keys, and the most it may ask for. */
export function ClientFields({ typed, chosen, isSender = false, mistake }: Props) {
  const words = useWords();
  return (
    <>
      <div className="vitals-grid">
        <TextInput label={words.admin.name} required autoComplete="off" {...typed('name')} />
        <TextInput label={words.admin.contact} required autoComplete="off" {...typed('contact')} />
      </div>
      <TextInput label={words.admin.purpose} required autoComplete="off" {...typed('purpose')} />
      <TextInput label={words.admin.scopes} placeholder={SCOPE} required autoComplete="off" {...typed('scopes')} />
      <TextInput label={words.admin.jwksUrl} autoComplete="off" {...typed('jwksUrl')} />
      <Textarea label={words.admin.jwks} autosize minRows={2} maxRows={8} error={mistake} {...typed('jwks')} />
      <MessageFields typed={typed} chosen={chosen} isSender={isSender} />
    </>
  );
}

/** @returns undefined for nothing, null for what is no JSON of an object */
export function readKeys(text: string): Record<string, unknown> | null | undefined {
  if (text.trim() === '') return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && !Array.isArray(read) ? (read as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

export const scopesOf = (text: string): string[] => text.split(/\s+/).filter((scope) => scope !== '');
