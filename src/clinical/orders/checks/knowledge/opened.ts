import type { OpenedSource } from '../../../datatypes/opened-source.js';
import { OPENED_WARNINGS, smpc, text } from './opened-warnings.js';

/** Texts that were opened, each as a stored copy of the address, and whose numbers were compared with the starter's. */
export const OPENED_SOURCES: Readonly<Record<string, OpenedSource>> = {
  paracetamol: smpc('Paracetamol 500 mg tablets', 'https://www.medicines.org.uk/emc/product/100828/smpc'),
  'paracetamol-child': text(
    'Adelaide Paediatric ENT: paracetamol dosing (from NPS MedicineWise)',
    'https://adelaidepaediatricent.com/paracetamol-dosing',
  ),
  'ibuprofen-day': smpc('Ibuprofen 600 mg', 'https://www.rxreasoner.com/monographs/ibuprofen-600/usage'),
  'ibuprofen-child': text(
    'MSF Essential drugs: ibuprofen oral',
    'https://medicalguidelines.msf.org/viewport/EssDr/english/ibuprofen-oral-16683877.html',
  ),
  ibuprofen: smpc(
    'Ibuprofen tablets BP 400 mg',
    'https://patient-info.co.uk/ibuprofen-tablets-bp-400-mg-85437/summary-of-medicine-characteristics',
  ),
  diclofenac: smpc(
    'Diclofenac sodium 75 mg/3 mL injection',
    'https://imedi.co.uk/diclofenac-sodium-injection-75-mg-in-3-ml/summary',
  ),
  'diclofenac-dental': text(
    'Scottish Dental Clinical Effectiveness Programme: diclofenac',
    'https://sdcepdentalprescribing.nhs.scot/guidance/odontogenic-pain/analgesics/diclofenac',
  ),
  morphine: smpc(
    'Morphine sulfate injection (Martindale)',
    'https://www.rxreasoner.com/monographs/morphine-inj-sol/usage',
  ),
  'morphine-child': smpc(
    'Morphine sulfate 10 mg in 1 mL injection',
    'https://medthority.com/drugs/n-nervous-system/n02/n02a/n02aa/n02aa01/morphine-sulfate-10mg-in-1ml-solution-for-injection',
  ),
  tramadol: text(
    'Tramadol precautions, from the FDA package insert',
    'https://wikidoc.org./index.php/Tramadol_precautions',
  ),
  ceftriaxone: text(
    'MIMS Philippines: Xtenda (ceftriaxone), dosage',
    'https://uat.mimsdev.com/philippines/drug/info/xtenda/dosage',
  ),
  'ceftriaxone-adult': text(
    'MIMS Philippines: Tricexone (ceftriaxone), dosage',
    'https://uat.mimsdev.com/philippines/drug/info/tricexone/dosage',
  ),
  'child-sepsis': text(
    'WHO recommended antibiotics in children, Lancet Glob Health 2018, table 1',
    'https://pmc.ncbi.nlm.nih.gov/articles/PMC5805911/table/tbl1',
  ),
  gentamicin: text('GlobalRPh: gentamicin, renal dosing', 'http://globalrph.com/gentamicin_renal.htm'),
  'gentamicin-pregnancy': text(
    'Barbados National Drug Formulary 2022: gentamicin',
    'https://formulary.drugservice.gov.bb/bndf2022/formularymonographs_view.php?editid1=GENTAMICIN&editid2=081202&',
  ),
  amikacin: smpc('Amikacin 250 mg/mL injection', 'https://www.medicines.org.uk/emc/product/14189/smpc'),
  vancomycin: text(
    'Royal Children’s Hospital Melbourne: vancomycin guideline',
    'https://www.rch.org.au/clinicalguide/guideline_index/Vancomycin/',
  ),
  'vancomycin-day': text(
    'PMC4910875: vancomycin, standard dosage',
    'https://pmc.ncbi.nlm.nih.gov/articles/PMC4910875/table/array6',
  ),
  ciprofloxacin: text(
    'Ciprofloxacin tablets, FDA label',
    'https://www.recallguide.org/manufacturer/rising-pharmaceuticals-inc/',
  ),
  'ciprofloxacin-renal': text(
    'Ciprofloxacin, FDA label, table 4',
    'https://rxdruglabels.com/lib/rx/rx-meds/ciprofloxacin-108/page/3/',
  ),
  colistin: text(
    'Colinex (colistimethate), prescribing information',
    'https://www.pollenhealthcure.com/Colinex_3_product-details.html',
  ),
  enoxaparin: text(
    'Clexane: use in patients with renal impairment',
    'https://www.vtematters.ie/hcp/clexane/use-in-patients-with-renal-impairment',
  ),
  heparin: smpc('Heparin sodium 5,000 IU/mL', 'https://medicines.org.uk/emc/product/7419/smpc'),
  warfarin: smpc('Warfarin 5 mg tablets', 'https://imedi.co.uk/warfarin-tablets-5mg/summary'),
  'warfarin-pregnancy': smpc('Warfant', 'https://www.rxreasoner.com/monographs/warfant/precautions'),
  digoxin: smpc(
    'Digoxin Kern Pharma 0.25 mg',
    'https://docslib.org/doc/4525981/summary-of-product-characteristics-name-of',
  ),
  enalapril: smpc('Enalapril maleate 5 mg tablets', 'https://imedi.co.uk/enalapril-maleate-5mg-tablets/summary?doc=4'),
  furosemide: smpc('Furosemide 10 mg in 1 mL', 'https://imedi.co.uk/furosemide-injection-10mg-in-1ml/summary'),
  metformin: smpc('Glucophage', 'https://rxreasoner.com/monographs/glucophage-tab/usage'),
  'potassium-chloride': smpc(
    'Potassium chloride 15% concentrate',
    'https://imedi.co.uk/potassium-chloride-15-w-v-concentrate-for-solution-for-infusion/summary?doc=1',
  ),
  'potassium-above': smpc('Potassium chloride concentrate BP', 'https://medicines.org.uk/emc/product/2797/smpc/print'),
  magnesium: smpc('Magnesium sulfate 20%', 'https://www.medicines.org.uk/emc/product/15329/smpc'),
  'magnesium-im': smpc('Magnesium sulphate 50%', 'https://medicines.org.uk/emc/product/3539/smpc'),
  aminophylline: smpc('Aminophylline injection BP', 'https://www.medicines.org.uk/emc/product/6299/smpc/print'),
  methotrexate: smpc('Methotrexate 2.5 mg tablets', 'https://medicines.org.uk/emc/product/9945/smpc'),
  'methotrexate-week': text(
    'MIMS Vietnam: Klevator (methotrexate), special precautions',
    'https://uat.mimsdev.com/vietnam/drug/info/klevator/special-precautions',
  ),
  'methotrexate-leaflet': text(
    'Methotrexate 2.5 mg tablets, package leaflet',
    'https://info.5y1.org/methotrexate-2-5-mg-side-effects_1_27b7c8.html',
  ),
  metoclopramide: text(
    'Metoclopramide, Swiss Fachinformation 31204',
    'https://ch.oddb.org:443/de/gcc/fachinfo/reg/31204/chapter/usage',
  ),
  statins: text(
    'Advice on drug interactions with simvastatin and atorvastatin (MHRA 2012)',
    'https://docslib.org/doc/4698552/drug-interactions-with-simvastatin-and-atorvastatin',
  ),
  'spironolactone-ace': text(
    'MIMS: spironolactone, hyperkalaemia with ACE inhibitors and ARBs (MHRA)',
    'https://www.mims.co.uk/spironolactone-hyperkalaemia-warning-co-administration/cardiovascular-system/article/1383820',
  ),
  'warfarin-nsaid': text(
    'Warfarin and interacting drugs, PMC4022627',
    'https://pmc.ncbi.nlm.nih.gov/articles/PMC4022627',
  ),
  'potassium-sparing': smpc(
    'Potassium chloride concentrate 15%',
    'https://www.medicines.org.uk/emc/product/6272/smpc/print',
  ),
  qt: text('The Hospitalist: drugs that prolong the QT interval', 'https://the-hospitalist.org/?p=3826'),
  'tall-man': text(
    'FDA and ISMP lists of look-alike drug names with tall man letters',
    'http://www.pdfind.com/institute-for-safe-medication-practices/',
  ),
  'tall-man-fda': text(
    'ISMP: look-alike drug names with tall man letters, table 1',
    'https://www.ismp.org/recommendations/tall-man-letters-list',
  ),
  dopamine: text('Cardopa (dopamine), prescribing information', 'http://acipharma.net/products/cardopa'),
  dobutamine: text(
    'Dobutamine injection, Pfizer: dosage and administration',
    'https://www.pfizermedical.com/patient/dobutamine/dosage-admin',
  ),
  'dobutamine-child': text(
    'Dobutamine dosage',
    'https://themeditary.com/dosage-information/dobutamine-dosage-5947.html',
  ),
  vasopressin: text('Vasopressin dosage', 'https://themeditary.com/dosage-information/vasopressin-dosage-8973.html'),
  oxytocin: smpc(
    'Syntocinon ampoules 10 IU/mL',
    'https://plrmassachusetts.blogspot.com/2012/05/syntocinon-ampoules-10-iu-ml.html',
  ),
  fentanyl: smpc('Fentanyl 50 micrograms/mL', 'https://medicines.org.uk/emc/product/6617/smpc'),
  noradrenaline: smpc('Noradrenaline (Mykronor), perioperative', 'https://rxreasoner.com/monographs/mykronor/usage'),
  'adrenaline-im': smpc('Adrenaline 1:1000 for anaphylaxis', 'https://medicines.org.uk/emc/product/3449/smpc/print'),
  'adrenaline-iv': smpc(
    'Adrenaline 1 mg in 10 mL',
    'https://patient-info.co.uk/adrenaline-injection-1-mg-in-10ml-in-a-pre-filled-syringe-92535/summary-of-medicine-characteristics',
  ),
  'tall-man-ismp': text(
    'Institute for Safe Medication Practices: FDA and ISMP lists of look-alike drug name sets, table 2 (2008)',
    'http://www.ismp.org/tools/tallmanletters.pdf',
    '2026-11-30',
  ),
  'names-blog': text(
    'Names of medicines that sound alike (2016, in Vietnamese)',
    'http://thuoctaytribenh.blogspot.com/2016/02/ten-thuoc-na-na-nhau-cuoi-va-meu.html',
  ),
  'military-121': text(
    'Military Hospital 121, Vietnam: medicines that look alike, notice 10 (2019)',
    'https://benhvienquany121.vn/?p=4327',
  ),
  'metformin-gfr': smpc('Glyformin (metformin): usage by GFR', 'https://rxreasoner.com/monographs/glyformin/usage'),
  'digoxin-loading': smpc('Digoxin tablets (Accord)', 'https://rxreasoner.com/monographs/digoxin-tab/usage'),
  'digoxin-injection': text('MSF Essential drugs: digoxin injectable', 'https://medicalguidelines.msf.org/en/node/795'),
  'ambroxol-age': text('Mucosolvan Saft 30 mg/5 mL: dosage', 'https://www.apomed.at/mucosolvan-saft-30mg-5ml.html'),
  'acetylcysteine-age': smpc('Acetylcysteine 600 mg', 'https://medicines.org.uk/emc/product/8576/smpc%23gref'),
  amoxicillin: smpc('Amoxicillin 500 mg capsules', 'https://imedi.co.uk/amoxicillin-500mg-capsules/summary?doc=5'),
  amlodipine: smpc(
    'Amlodipine 10 mg/5 mL oral solution',
    'https://www.drugs.com/uk/amlodipine-10mg-5ml-oral-solution-leaflet.html',
  ),
  bisoprolol: smpc('Bisoprolol fumarate 5 mg tablets', 'http://medicoreinc.com/fhrms/product/4622/smpc.php'),
  meropenem: smpc('Meropenem 1 g', 'http://norobio.com/products-detail.asp?classid1=28&id=594'),
  levofloxacin: smpc('Levofloxacin tablets (Accord)', 'https://rxreasoner.com/monographs/levofloxacin/usage'),
  losartan: smpc(
    'Losartan potassium 50 mg',
    'https://medthority.com/drugs/c-cardiovascular-system/c09/c09c/c09ca/c09ca01/losartan-potassium-50-mg-film-coated-tablets22',
  ),
  'losartan-pregnancy': smpc('Losar (losartan)', 'https://rxreasoner.com/monographs/losar/precautions'),
  ceftazidime: text('Cefidime (ceftazidime): prescribing information', 'https://eipico.com.eg/PRDSDetails.aspx?id=135'),
  gliclazide: smpc('Gliclazide 80 mg tablets', 'https://imedi.co.uk/gliclazide-80mg-tablets/summary?doc=5'),
  spironolactone: smpc('Spironolactone: contraindications', 'https://pill2trip.com/medicine/spironolactone'),
  'spironolactone-day': smpc('Aldactone 50 mg', 'https://docslib.org/doc/206672/summary-of-product-characteristics'),
  omeprazole: text('Pallipedia: omeprazole (CIMS)', 'https://pallipedia.org/omeprazole'),
  meloxicam: smpc('Meloxicam 15 mg tablets', 'https://imedi.co.uk/meloxicam-15mg-tablets/summary?doc=4'),
  ampicillin: text('Ampicillin injection: dosing', 'http://edrugswiki.com/drug/ampicillin-injection'),
  doxycycline: text(
    'MPR: doxycycline monohydrate tablets',
    'https://www.empr.com/drug/doxycycline-monohydrate-tablets/',
  ),
  reye: text('NHS: preventing Reye’s syndrome', 'http://www.nhs.uk/Conditions/Reyes-syndrome/Pages/Prevention.aspx'),
  'doxycycline-teeth': text(
    'Boast et al., Arch Dis Child 2016;101:772: the package insert of doxycycline',
    'https://adc.bmj.com/content/101/8/772.1',
  ),
  'codeine-tramadol': text(
    'FDA warnings on codeine and tramadol in children, 2017',
    'https://www.lachmanconsultants.com/2017/04/fda-updates-codeine-and-tramadol-warnings-in-children/',
  ),
  'codeine-tonsils': text(
    'FDA on codeine after removal of tonsils or adenoids',
    'http://frontlinedesk.com/2017/04/22/fda-no-codeine-or-tramadol-for-children-under-12-period.html',
  ),
  'metoclopramide-age': text(
    'Metoclopramide, Swiss Fachinformation 31204: contraindications',
    'https://ch.oddb.org:443/de/gcc/fachinfo/reg/31204/chapter/contra_indications',
  ),
  'domperidone-age': text(
    'Lancashire and South Cumbria formulary: domperidone (MHRA)',
    'https://lancashireandsouthcumbriaformulary.nhs.uk/Mobile/chaptersSubDetails.asp?FormularySectionID=4&SubSectionID=K100&SubSectionRef=04.06',
  ),
  'ceftriaxone-age': text(
    'Pharmamedix: ceftriaxone, contraindications',
    'https://pharmamedix.com/principiovoce.php?pa=Ceftriaxone&vo=Controindicazioni',
  ),
  'promethazine-age': text(
    'GlobalRPh: promethazine syrup, warnings',
    'https://globalrph.com/rx-list/promethazine-hcl-and-dextromethorphan-hydrobromide-syrup-drug',
  ),
  'ibuprofen-age': smpc('Nurofen for Children 100 mg/5 mL', 'https://imedi.co.uk/nurofen-for-children/summary?doc=8'),
  ...OPENED_WARNINGS,
};
