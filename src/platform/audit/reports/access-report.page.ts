import { createHash } from 'node:crypto';
import { hospitalClock, hospitalDate } from '../../../kernel/hospital-time.js';
import { fill, type Language } from '../../../kernel/language.js';
import type { AccessEntryResponse, AccessReportResponse, DeedResponse } from './dto/access-report.response.js';
import { Html, html, NOTHING } from './html.js';
import { PAGE_WORDS, type PageWords } from './page.words.js';

const STYLE = `
  @page { size: A4; margin: 15mm 12mm 18mm; @bottom-right { content: counter(page) "/" counter(pages); font: 9pt sans-serif; } }
  body { font: 11pt/1.4 "Noto Sans", "Segoe UI", Arial, sans-serif; color: #111; background: #fff; max-width: 190mm; margin: 0 auto; padding: 6mm; }
  header { border-bottom: 2px solid #111; margin-bottom: 4mm; }
  .hospital { font-weight: bold; margin: 0; }
  h1 { font-size: 17pt; line-height: 1.2; margin: 2mm 0 3mm; }
  h2 { font-size: 13pt; margin: 8mm 0 1mm; break-after: avoid; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 5mm; margin: 0 0 3mm; }
  dt { color: #444; } dd { margin: 0; font-weight: bold; overflow-wrap: anywhere; }
  p { margin: 1mm 0 2mm; }
  .partial { border: 1px solid #111; padding: 2mm 3mm; font-weight: bold; }
  table { border-collapse: collapse; width: 100%; table-layout: fixed; }
  th, td { border: 1px solid #999; padding: 1.2mm 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  th { background: #eee; font-weight: bold; }
  .time { width: 15%; } .who { width: 23%; } .where { width: 21%; }
  tr.day { break-after: avoid; } tr.day th { background: none; padding-top: 3mm; }
  tr { break-inside: avoid; } thead { display: table-header-group; }
  ul { margin: 0; padding-left: 4.5mm; }
  small { font-size: 9.5pt; color: #333; display: block; }
  strong.emergency { display: block; border: 1.5px solid #111; padding: 0 1.5mm; width: max-content; }
  footer { margin-top: 8mm; border-top: 1px solid #999; break-inside: avoid; }
  .sheet { display: none; }
  @media print {
    body { font-size: 10pt; max-width: none; padding: 0 0.5mm; }
    th { print-color-adjust: exact; }
    .sheet { display: table-row; } .sheet th { border: 0; background: none; font-weight: normal; padding: 0 0 1mm; }
  }
`;

/** Of the page itself nothing but its own style sheet is allowed: no script, no picture, no other address. */
export const PAGE_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** Whole, since its hash is that of every character between the tags. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

/** The report as a page to print and to hand to the patient; it needs nothing else to be shown. */
export function accessReportPage(report: AccessReportResponse, language: Language): string {
  const words = PAGE_WORDS[language];
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${words.title}: ${report.patient.mrn}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        ${headOf(report, words)}
        <main>
          <section>
            <h2>${words.openedTitle}</h2>
            <p>${words.openedAbout}</p>
            ${daysOf(report.opened, report, words, words.columns.what)}
          </section>
          <section>
            <h2>${words.listedTitle}</h2>
            <p>${words.listedAbout}</p>
            ${daysOf(report.listed, report, words, words.list)}
          </section>
          <section>
            <h2>${words.refusedTitle}</h2>
            <p>${words.refusedAbout}</p>
            ${daysOf(report.refused, report, words, words.wanted)}
          </section>
        </main>
        <footer>
          <h2>${words.askTitle}</h2>
          <p>${fill(words.ask, { hospital: report.hospital })}</p>
        </footer>
      </body>
    </html> `;
  return page.text;
}

function headOf(report: AccessReportResponse, words: PageWords): Html {
  const { hospital, patient, from, to, madeAt } = report;
  const made = new Date(madeAt);
  return html`<header>
      <p class="hospital">${hospital}</p>
      <h1>${words.title}</h1>
      <dl>
        <dt>${words.patient}</dt>
        <dd>${patient.fullName}</dd>
        <dt>${words.mrn}</dt>
        <dd>${patient.mrn}</dd>
        <dt>${words.period}</dt>
        <dd>${dayText(from)} – ${dayText(to)}</dd>
        <dt>${words.madeAt}</dt>
        <dd>${hospitalClock(made)} ${dayText(hospitalDate(made))}</dd>
      </dl>
    </header>
    <p>${words.about}</p>
    <p>${words.zone}</p>
    ${partOf(report, words)}${missingOf(report, words)}`;
}

/** What a page of several must say, or a patient would take it for the whole. */
function partOf({ covers, searchedFrom, searchedTo }: AccessReportResponse, words: PageWords): Html {
  if (!searchedFrom && !searchedTo) return NOTHING;
  const only = fill(words.onePage, {
    from: edgeText(covers.from, searchedTo),
    to: edgeText(covers.to, searchedFrom),
  });
  const others = [...(searchedTo ? [words.earlier] : []), ...(searchedFrom ? [words.later] : [])];
  return html`<p class="partial">${[only, ...others].join(' ')}</p>`;
}

/** What a patient must know is not on the paper. */
function missingOf({ notCovered }: AccessReportResponse, words: PageWords): Html {
  if (notCovered.length === 0) return NOTHING;
  const months = notCovered.map((month) => month.split('-').reverse().join('/')).join(', ');
  return html`<p class="partial">${fill(words.notCovered, { months })}</p>`;
}

/** A day, with the hour at which this page parts it from another. */
function edgeText(day: string, edge: string | null): string {
  const clock = edge && hospitalClock(new Date(edge));
  return clock && clock !== '00:00' ? `${clock} ${dayText(day)}` : dayText(day);
}

/** One table, a part for each day. Its heads stand on each sheet of paper, and there say whose it is. */
function daysOf(
  entries: readonly AccessEntryResponse[],
  { patient }: AccessReportResponse,
  words: PageWords,
  what: string,
): Html {
  if (entries.length === 0) return html`<p><em>${words.nobody}</em></p>`;
  const { time, who, where } = words.columns;
  const days = [...Map.groupBy(entries, ({ date }) => date)];
  return html`<table>
    <colgroup>
      <col class="time" />
      <col class="who" />
      <col />
      <col class="where" />
    </colgroup>
    <thead>
      <tr class="sheet">
        <th colspan="4">${patient.fullName} · ${patient.mrn}</th>
      </tr>
      <tr>
        <th scope="col">${time}</th>
        <th scope="col">${who}</th>
        <th scope="col">${what}</th>
        <th scope="col">${where}</th>
      </tr>
    </thead>
    ${days.map(
      ([day, own]) =>
        html`<tbody>
          <tr class="day">
            <th colspan="4" scope="rowgroup">${dayText(day)}</th>
          </tr>
          ${own.map((entry) => rowOf(entry, words))}
        </tbody> `,
    )}
  </table>`;
}

function rowOf(entry: AccessEntryResponse, words: PageWords): Html {
  const { person, purposes, reasons, wards, terminals } = entry;
  const times = [...new Set([entry.firstAt, entry.lastAt].map((at) => hospitalClock(new Date(at))))];
  const places = [...wards, ...terminals.map((terminal) => `${words.terminal} ${terminal}`)];
  return html`<tr>
    <td>${times.join(' – ')}</td>
    <td>${person.fullName}${person.roleWords ? html`<small>${person.roleWords}</small>` : NOTHING}</td>
    <td>
      ${entry.emergency ? html`<strong class="emergency">${words.emergency}</strong>` : NOTHING}
      <ul>
        ${entry.deeds.map((deed) => html`<li>${deedText(deed, words)}</li>`)}
      </ul>
      ${noteOf(
        words.why,
        purposes.map((purpose) => purpose.words),
      )}${noteOf(words.reason, reasons)}
    </td>
    <td>${places.length > 0 ? places.join('; ') : '–'}</td>
  </tr> `;
}

const deedText = ({ words, times }: DeedResponse, page: PageWords): string =>
  times > 1 ? `${words} (${fill(page.times, { times })})` : words;

const noteOf = (title: string, values: readonly string[]): Html =>
  values.length > 0 ? html`<small>${title}: ${values.join('; ')}</small>` : NOTHING;

/** 2026-11-23 as people here write it. */
const dayText = (day: string): string => day.split('-').reverse().join('/');
