import { comparedIn, type KnownFact, type OpenedSource } from '../../datatypes/opened-source.js';
import { CRITICAL_VALUES } from '../critical-values.js';
import { DELTA_LIMITS } from './delta-check.rules.js';
import { REFERENCE_RANGES, type ReferenceRange } from './reference-ranges.js';

const text = (title: string, address: string, opened = '2026-11-29'): OpenedSource => ({ title, address, opened });
const LATER = '2026-11-30';

/** Texts that were opened, each as a stored copy of the address, and whose limits were compared with ours. */
const SOURCES: Readonly<Record<string, OpenedSource>> = {
  panic: text('McGraw-Hill Concise Dictionary of Modern Medicine: panic value', 'http://ed.mdict.net/k1873888.html'),
  sunrise: text(
    'Sunrise Medical Laboratories: critical values of adults',
    'http://sunriselab.com/physicians/critical-value-list.aspx',
    LATER,
  ),
  methodist: text('Houston Methodist: critical values', 'https://houstonmethodist.org/critical-values', LATER),
  rmh: text(
    'Royal Melbourne Hospital: critical results notification',
    'https://www.thermh.org.au/health-professionals/clinical-services/pathology/critical-results-notification',
  ),
  barnsley: text(
    'Barnsley Hospital NHS: critical results',
    'https://barnsleyhospital.nhs.uk/pathology/blood-sciences/critical-results',
  ),
  heft: text('Heart of England NHS: pathology phone limits', 'http://heftpathology.com/Clinical-Advice/Protocols/'),
  homerton: text(
    'Homerton NHS: urgent chemical pathology results',
    'http://www.homerton.nhs.uk/our-services/services-a-z/p/pathology/information-for-healthcare-professionals/urgent-chemical-pathology,-haematology-blood-transfusion-results/urgent-chemical-pathology-results/',
  ),
  starling: text(
    'Starling Physicians: laboratory critical results',
    'https://www.starlingphysicians.com/starling-labs-shares-updated-values/',
  ),
  ksu: text('King Saud University: critical values', 'https://fac.ksu.edu.sa/malfeehily/blog/24125'),
  who2024: text(
    'WHO haemoglobin cutoffs (2024), as BMJ Best Practice gives them',
    'https://bestpractice-bmj-com.bibliotheek.ehb.be/topics/en-gb/94/criteria',
  ),
  who2011: text(
    'WHO haemoglobin cut-offs (2011), PMC7478908, table 4',
    'https://pmc.ncbi.nlm.nih.gov/articles/PMC7478908/table/pone.0238323.t004',
  ),
  surgery: text(
    'AccessSurgery: normal laboratory values',
    'https://accesssurgery.mhmedical.com/content.aspx?bookid=508&sectionid=41088123',
  ),
  common: text(
    'Common laboratory reference intervals',
    'https://studylib.net/doc/26159594/common-laboratory-reference-intervals',
  ),
  needed: text('Need to know laboratory values', 'https://vncohort4.synerg.club/labs'),
  thomas: text(
    'Thomas, eJIFCC 2003;14(1): critical limits of laboratory results for urgent clinician notification, table 1',
    'http://www.ifcc.org/ifcc-communications-publications-division-cpd/ifcc-publications/ejifcc-journal/e-journal-volumes/ejifcc-2003-vol-14/vol-14-n-1/critical-limits-of-laboratory-results-for-urgent-clinician-notification-by-professor-dr-lothar-t/',
    LATER,
  ),
  sheldon: text(
    'Sheldon, Saenger, Jaffe, Clin Chem Lab Med 2012;50:1819: critical lactate (> 4.0 mmol/L), abstract',
    'https://experts.umn.edu/en/publications/incidence-and-significance-of-elevated-lactate-in-the-identificat',
    LATER,
  ),
  msd: text('MSD Manuals: blood tests', 'https://www.msdmanuals.com/en-nz/home/multimedia/table/blood-tests', LATER),
  nursing: text(
    'Wolters Kluwer NursingCenter: white blood cell count, reference values',
    'https://www.nursingcenter.com/journalarticle?Article_ID=4862661&Journal_ID=606913&Issue_ID=4862558',
    LATER,
  ),
  uk: text(
    'Reference intervals of laboratories in the United Kingdom, PMC7082321, table 6',
    'https://pmc.ncbi.nlm.nih.gov/articles/PMC7082321/table/T6',
    LATER,
  ),
  psap: text('Reference values for common laboratory tests (PSAP)', 'https://pdfcoffee.com/lab-values-7-pdf-free.html'),
};

/** Limits that were compared; each converted into our unit where the text has another. */
const LINES = `
2823-3 critical.low 2.8 panic
2823-3 critical.high 6.2 panic
2951-2 critical.low 120 sunrise
2951-2 critical.high 160 sunrise
14749-6 critical.low 2.5 heft
14749-6 critical.high 25 homerton
2000-8 critical.low 1.65 panic
2000-8 critical.high 3.25 methodist
718-7 critical.low 70 rmh
777-3 critical.low 20 starling
6690-2 critical.low 1 starling
6690-2 critical.high 50 thomas
14682-9 critical.high 654 thomas
2524-7 critical.high 4 sheldon
6301-6 critical.high 5 barnsley
2744-1 critical.low 7.2 ksu
2744-1 critical.high 7.6 ksu
2823-3 range.18-.low 3.5 needed
2823-3 range.18-.high 5 needed
2951-2 range.18-.low 136 needed
2951-2 range.18-.high 145 needed
2000-8 range.18-.low 2.1 msd
2000-8 range.18-.high 2.6 msd
777-3 range.18-.low 150 surgery
777-3 range.18-.high 400 surgery
6690-2 range.18-.low 4.5 nursing
6690-2 range.18-.high 11 uk
14682-9 range.18-.high 133 psap
2744-1 range.18-.low 7.35 common
2744-1 range.18-.high 7.45 common
718-7 range.0.5-2.low 105 who2024
718-7 range.2-5.low 110 who2024
718-7 range.5-12.low 115 who2024
718-7 range.12-15.low 120 who2011
718-7 range.15-18.female.low 120 who2011
718-7 range.15-18.male.low 130 who2011
718-7 range.18-.female.low 120 who2011
718-7 range.18-.female.high 160 surgery
718-7 range.18-.male.low 130 who2011
718-7 range.18-.male.high 180 surgery
`;

const COMPARED = comparedIn(LINES, SOURCES);

const limits = (about: string, name: string, group: string, of: { readonly low?: number; readonly high?: number }) =>
  (['low', 'high'] as const).flatMap((end) =>
    of[end] === undefined ? [] : [{ about, name, fact: `${group}.${end}`, value: of[end] }],
  );

const groupOf = ({ fromYears, toYears, sex }: ReferenceRange): string =>
  [`range.${fromYears}-${toYears ?? ''}`, ...(sex ? [sex] : [])].join('.');

/** Every limit by which a result is judged, with the text it was compared with. */
export function laboratoryFacts(): KnownFact[] {
  const nameOf = (code: string) => CRITICAL_VALUES.find(({ codes }) => codes.includes(code))?.name.en ?? code;
  const known = [
    ...CRITICAL_VALUES.flatMap((row) => limits(row.codes[0], row.name.en, 'critical', row)),
    ...REFERENCE_RANGES.flatMap((range) => limits(range.code, nameOf(range.code), groupOf(range), range)),
    ...DELTA_LIMITS.map(({ code, by, byPart }) => ({
      ...{ about: code, name: nameOf(code), fact: 'delta' },
      value: by ?? `${(byPart ?? 0) * 100} %`,
    })),
  ];
  return known.map((fact) => ({ ...fact, source: COMPARED.get(`${fact.about} ${fact.fact}`)?.source }));
}

/** What stands in the texts, for the test that ours is the same. */
export const COMPARED_LIMITS = COMPARED;
