import { useWords } from '../words/use-words.ts';
import { PatientField } from './patient-field.tsx';

interface Props {
  readonly chosen: string;
  readonly onChoose: (mother: { readonly id: string; readonly fullName: string }) => void;
}

/** Whose child it is. */
export function MotherField({ chosen, onChoose }: Props) {
  const words = useWords();
  return (
    <PatientField
      label={words.registry.mother}
      chosen={chosen && words.registry.motherChosen(chosen)}
      ofSex={(sex) => sex !== 'male'}
      onChoose={onChoose}
    />
  );
}
