import { Select, Text } from '@mantine/core';
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

/** Said before something is marked as entered in error. */
export function InErrorAbout({ isShown }: { readonly isShown: boolean }) {
  const words = useWords().putRight;
  return isShown && <Text className="severe">{words.inErrorAbout}</Text>;
}
