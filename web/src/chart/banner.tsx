import type { ChartResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { useHeight } from '../shell/use-height.ts';
import { Warn } from '../shell/warn.tsx';
import { Identity } from './identity.tsx';

/** Whom the screen is about: name, birth date and age, sex, number, allergies; always there, always in this order. */
export function Banner({ chart }: { readonly chart: ChartResponse }) {
  const words = useWords();
  const place = useHeight<HTMLElement>('--banner');
  const { patient, allergyStatus, allergies, encounter, alerts } = chart;
  return (
    <section className="banner" ref={place} aria-label={words.board.patient}>
      <Identity patient={patient} />
      <dl style={{ display: 'contents' }}>
        {encounter?.bed && (
          <div>
            <dt>{words.board.bed}</dt>
            <dd>
              {encounter.ward?.name} {encounter.bed.code}
            </dd>
          </div>
        )}
        {statesOf(chart, words).map((text) => (
          <div key={text} className="severe">
            {text}
          </div>
        ))}
      </dl>
      {alerts.length > 0 && (
        <span className="allergies">
          <strong className="severe">
            <Warn /> {words.registry.alerts}:{' '}
          </strong>
          {alerts.map(({ text }) => text).join('; ')}
        </span>
      )}
      <span className="allergies">
        {allergyStatus === 'not-asked' && words.board.notAsked}
        {allergyStatus === 'none-known' && words.board.noneKnown}
        {allergyStatus === 'known' && (
          <>
            <strong className="severe">
              <Warn /> {words.chart.allergies}:{' '}
            </strong>
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

/** Pregnant, with the weeks of today where they are known; breastfeeding. What is not so, or not known, is not said. */
function statesOf({ pregnancy, lactation }: ChartResponse, words: Words): string[] {
  const { gestationalWeeks: weeks, gestationalDays: days } = pregnancy ?? {};
  const age = typeof weeks === 'number' ? `, ${words.registry.gestation(weeks, days ?? 0)}` : '';
  return [
    ...(pregnancy?.state === 'pregnant' ? [`${pregnancy.text}${age}`] : []),
    ...(lactation?.state === 'breastfeeding' ? [lactation.text] : []),
  ];
}
