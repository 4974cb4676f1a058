import { Select, Text } from '@mantine/core';
import type { ComponentProps } from 'react';
import { ActForm } from '../shell/act-form.tsx';
import { useWords } from '../words/use-words.ts';
import { choicesOf } from './choices.ts';

interface Props {
  readonly clinical: readonly string[];
  readonly verification: readonly string[];
  /** For a field in which something is chosen, by its name. */
  readonly chosen: (name: 'clinicalStatus' | 'verificationStatus') => {
    value: string | null;
    onChange: (value: string | null) => void;
  };
}

/** How an allergy or a problem stands, and how sure that is; what comes with the form stands between them and the button. */
export function StatusFields({ clinical, verification, chosen }: Props) {
  const words = useWords().putRight;
  return (
    <>
      <Select
        label={words.clinical}
        allowDeselect={false}
        data={choicesOf(clinical, words.clinicals)}
        {...chosen('clinicalStatus')}
      />
      <Select
        label={words.verification}
        allowDeselect={false}
        data={choicesOf(verification, words.verifications)}
        {...chosen('verificationStatus')}
      />
    </>
  );
}

/** What was changed of how it stands; what was never so, or entered in error, is active no more: the service says so by itself. */
export function statusPatch(typed: Stands, isChanged: (name: keyof Stands) => boolean) {
  return {
    ...(isChanged('clinicalStatus') && !isInError(typed) && { clinicalStatus: typed.clinicalStatus as 'active' }),
    ...(isChanged('verificationStatus') && { verificationStatus: typed.verificationStatus as 'confirmed' }),
  };
}

interface Stands {
  readonly clinicalStatus: string;
  readonly verificationStatus: string;
}

const isInError = ({ verificationStatus }: Pick<Stands, 'verificationStatus'>): boolean =>
  verificationStatus === 'entered-in-error';

type FormProps = Omit<ComponentProps<typeof ActForm>, 'label' | 'color'> & { readonly typed: Stands };

/** The form that changes it; where it is to be marked as entered in error, it says what that means before. */
export function StatusForm({ typed, children, ...form }: FormProps) {
  const words = useWords();
  const marks = isInError(typed);
  return (
    <ActForm {...form} label={marks ? words.putRight.inError : words.save} color={marks ? 'red.9' : undefined}>
      {children}
      {marks && <Text className="severe">{words.putRight.inErrorAbout}</Text>}
    </ActForm>
  );
}
