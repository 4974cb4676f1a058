import { today } from '../api/clock.ts';
import { ageAt } from '../words/age.ts';
import { day, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Person {
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly sex: string;
  readonly mrn: string;
  readonly unknown: boolean;
  readonly deceasedAt: string | null;
}

/**
 * Who somebody is, in the order of every banner (NHS CUI, patient banner): name, birth date and age, sex, number. What nobody knows is said to be
 * not known. Of the dead the day of death and the age at it stand in the place of today's age.
 */
export function Identity({ patient, isDead = false }: { readonly patient: Person; readonly isDead?: boolean }) {
  const words = useWords();
  const { birthDate, deceasedAt } = patient;
  const hasDied = isDead || deceasedAt !== null;
  const age = ageAt(birthDate, deceasedAt === null ? today() : new Date(deceasedAt)) ?? words.board.ageUnknown;
  return (
    <>
      <span className="name">{patient.fullName}</span>
      <dl style={{ display: 'contents' }}>
        <div>
          <dt>{words.chart.born}</dt>
          <dd>
            {birthDate ? partialDate(birthDate) : words.unknown}
            {!hasDied && ` (${age})`}
          </dd>
        </div>
        {hasDied && (
          <div className="dead">
            <dt>{words.chart.died}</dt>
            <dd>{deceasedAt ? `${day(deceasedAt)} (${age})` : words.unknown}</dd>
          </div>
        )}
        <div>
          <dt>{words.chart.sex}</dt>
          <dd>{words.sex[patient.sex] ?? words.unknown}</dd>
        </div>
        <div>
          <dt>{words.chart.mrn}</dt>
          <dd>{patient.mrn}</dd>
        </div>
        {patient.unknown && <div className="severe">{words.registry.unknownBadge}</div>}
      </dl>
    </>
  );
}
