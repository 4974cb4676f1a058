import type { ChartResponse } from '../api/generated/index.ts';
import { day, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { ageWords } from './age.ts';

/** Whom the screen is about: name, birth date and age, sex, number, allergies; always there, always in this order. */
export function Banner({ chart: { patient, allergyStatus, allergies, encounter } }: { readonly chart: ChartResponse }) {
  const words = useWords();
  return (
    <section className="banner" aria-label={words.board.patient}>
      <span className="name">{patient.fullName}</span>
      <dl style={{ display: 'contents' }}>
        <div>
          <dt>{words.chart.born}</dt>
          <dd>
            {patient.birthDate ? partialDate(patient.birthDate) : words.unknown}
            {patient.age && ` (${ageWords(patient.age)})`}
          </dd>
        </div>
        <div>
          <dd>{words.sex[patient.sex] ?? words.unknown}</dd>
        </div>
        <div>
          <dt>{words.chart.mrn}</dt>
          <dd>{patient.mrn}</dd>
        </div>
        {encounter?.bed && (
          <div>
            <dt>{words.board.bed}</dt>
            <dd>
              {encounter.ward?.name} {encounter.bed.code}
            </dd>
          </div>
        )}
        {patient.deceasedAt && <div className="severe">{words.chart.died(day(patient.deceasedAt))}</div>}
      </dl>
      <span className="allergies">
        {allergyStatus === 'not-asked' && words.board.notAsked}
        {allergyStatus === 'none-known' && words.board.noneKnown}
        {allergyStatus === 'known' && (
          <>
            <strong className="severe">⚠ {words.chart.allergies}: </strong>
            {allergies.map(({ id, code, criticality }, at) => (
              <span key={id} className={criticality === 'high' ? 'severe' : undefined}>
                {at > 0 && ', '}
                {code.display}
                {criticality === 'high' && ` (${words.chart.highCriticality})`}
              </span>
            ))}
          </>
        )}
      </span>
    </section>
  );
}
