import { Select, Text, Textarea, TextInput } from '@mantine/core';
import type { ClientResponse, MessagesDto } from '../api/generated/index.ts';
import type { Fields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

/** How a machine sends messages of HL7 v2, as it is typed. */
export const NO_MESSAGES = { application: '', facility: '', addresses: '', certificates: '', characterSet: '' };
type Typed = Readonly<typeof NO_MESSAGES>;
export const MESSAGE_FIELDS = Object.keys(NO_MESSAGES) as (keyof Typed)[];

const CHARACTER_SETS = ['UTF-8', '8859/1', 'WINDOWS-1258', 'TCVN3', 'VNI'];

interface Props extends Pick<Fields<Typed>, 'typed' | 'chosen'> {
  /** It is on record as one that sends messages. */
  readonly isSender: boolean;
}

/** By what a machine is known that sends messages of HL7 v2, and in which letters; empty for one that sends none. */
export function MessageFields({ typed, chosen, isSender }: Props) {
  const { messages } = useWords().staff;
  const isSaid = MESSAGE_FIELDS.some((name) => typed(name).value.trim() !== '');
  return (
    <fieldset className="group">
      <legend>{messages.title}</legend>
      <Text size="sm" className="muted">
        {messages.about}
      </Text>
      <div className="vitals-grid">
        <TextInput
          label={messages.application}
          required={isSender || isSaid}
          maxLength={100}
          autoComplete="off"
          {...typed('application')}
        />
        <TextInput label={messages.facility} maxLength={100} autoComplete="off" {...typed('facility')} />
        <Select label={messages.characterSet} clearable data={CHARACTER_SETS} {...chosen('characterSet')} />
      </div>
      <TextInput
        label={messages.addresses}
        placeholder={messages.addressesHint}
        autoComplete="off"
        {...typed('addresses')}
      />
      <Textarea label={messages.certificates} autosize minRows={1} maxRows={6} {...typed('certificates')} />
    </fieldset>
  );
}

const wordsOf = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

/** What is sent of it; undefined for a machine that sends no messages. */
export function messagesOf(typed: Typed) {
  if (MESSAGE_FIELDS.every((name) => typed[name].trim() === '')) return undefined;
  const { application, facility, addresses, certificates, characterSet } = typed;
  const [from, by] = [wordsOf(addresses), wordsOf(certificates)];
  return {
    application: application.trim(),
    ...(facility.trim() && { facility: facility.trim() }),
    ...(from.length > 0 && { addresses: from }),
    ...(by.length > 0 && { certificates: by }),
    ...(characterSet && { characterSet: characterSet as MessagesDto['characterSet'] }),
  } satisfies MessagesDto;
}

/** What is on record of it, as it is typed. */
export function messagesTyped({ hl7v2 }: ClientResponse): Typed {
  const {
    application = '',
    facility = '',
    addresses,
    certificates,
    characterSet = '',
  } = (hl7v2 ?? {}) as Partial<MessagesDto>;
  return {
    application,
    facility,
    characterSet,
    addresses: (addresses ?? []).join(', '),
    certificates: (certificates ?? []).join('\n'),
  };
}
