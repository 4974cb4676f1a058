import type { OpenedSource } from '../../../datatypes/opened-source.js';

/** A summary of product characteristics that was opened. */
export const smpc = (name: string, address: string): OpenedSource => ({
  title: `${name}: summary of product characteristics`,
  address,
  opened: '2026-11-29',
});
/** Any other text. */
export const text = (title: string, address: string, opened = '2026-11-29'): OpenedSource => ({
  title,
  address,
  opened,
});

/** Texts about what speaks against a medicine: kidneys, pregnancy, other medicines, results; and of doses that came later. */
export const OPENED_WARNINGS: Readonly<Record<string, OpenedSource>> = {
  'ampicillin-child': text(
    'Hamilton Health Sciences: pediatric drug dosing reference, ampicillin',
    'https://app.hhsc.ca/dose/pedsView.aspx?ID=23',
  ),
  azithromycin: text(
    'Zithromax capsules (Pfizer, UK 2018): summary of product characteristics, posology',
    'https://www.rxreasoner.com/monographs/6353/usage',
    '2026-11-30',
  ),
  clarithromycin: smpc('Clarithromycin 500 mg tablets', 'http://www.120ty.net/bencandy.php?fid=443&id=48044'),
  'enalapril-renal': text(
    'Enalapril maleate tablets (Sandoz): dosage adjustment in renal impairment',
    'http://fr.diagnosispro.com/drug_information-for/enalapril-maleate-tablets-usp-sandoz-inc-dosage-adjustment-in-hypertensive-patients-with-renal/3624-234721.html',
  ),
  'atorvastatin-dose': text(
    'Avasboston (atorvastatin), Boston Pharma Vietnam: posology',
    'https://bostonpharma.com.vn/vn/avasboston-20-1657262224.html',
  ),
  'renal-antibiotics': text(
    'IDdocs handbook: antibiotic dosing guidelines for adults with renal dysfunction',
    'https://iddocs.ca/handbook/4-antibiotic-dosing-guidelines-for-adults-with-renal-dysfunction.html',
  ),
  'renal-antibiotics-penn': text(
    'University of Pennsylvania Medical Center: antibiotic dosing in renal impairment',
    'http://www.uphs.upenn.edu/bugdrug/antibiotic_manual/renal.htm',
  ),
  'renal-clarithromycin': text(
    'Clarithromycin (Accord, UK): changes of the summary of product characteristics, section 4.2',
    'https://www.medicines.org.uk/emc/product/6072/smpc/history',
    '2026-11-30',
  ),
  'insulin-potassium': text(
    'UW Health: adult diabetic ketoacidosis management algorithm (Kitabchi; ADA)',
    'https://uconnect.wisc.edu/cosmos/swiftbot/clinical/cckm-tools/content/cpg/diabetes-and-endocrinology/related/name-97512-en.cckm',
  ),
  'noradrenaline-child': text(
    'Indiana University Pediatrics: vasoactive drug administration',
    'http://pediatrics.iu.edu/pcome/resources/vasoactive-drugs',
  ),
  ondansetron: text(
    'MIMS Hong Kong: Ondansetron Kabi, dosage',
    'https://uat.mimsdev.com/hongkong/drug/info/ondansetron-kabi/dosage',
  ),
  'tramadol-dose': smpc('Tramadol 50 mg capsules', 'https://imedi.co.uk/tramadol-50-mg-capsules/summary'),
  'ceftriaxone-calcium': text(
    'Medsafe Prescriber Update 32(3): ceftriaxone and calcium precipitation',
    'https://www.medsafe.govt.nz/profs/PUArticles/CeftriaxoneSept2011.htm',
  ),
  'raas-pregnancy': text(
    'Antihypertensive drugs contraindicated in pregnancy, table 7 of PMC10403432',
    'https://pmc.ncbi.nlm.nih.gov/articles/PMC10403432/table/Tab7',
  ),
  'raas-managing': text(
    'Momoniat et al., Cleve Clin J Med 2019;86:601: managing patients who take ACE inhibitors or ARBs',
    'https://www.ccjm.org/highwire/markup/809/expansion?width=1000&height=500&iframe=true&postprocessors=highwire_tables%2Chighwire_reclass%2Chighwire_figures%2Chighwire_math%2Chighwire_inline_linked_media%2Chighwire_embed',
  ),
  'raas-potassium': text(
    'Guide for pharmacists to hyperkalaemia in heart failure',
    'https://nps-pharmacist.blogspot.com/2025/01/Guide-Pharmacists-to-Manage-Hyperkalemia-in-Heart-Failure-Patients.html',
  ),
  'nsaid-pregnancy': text(
    'FDA: avoid NSAIDs in pregnancy at 20 weeks or later, 2020',
    'https://www.fda.gov/drugs/drug-safety-and-availability/fda-recommends-avoiding-use-nsaids-pregnancy-20-weeks-or-later-because-they-can-result-low-amniotic',
  ),
  'nsaid-kidney': text(
    'Therapeutic Guidelines (Australia): NSAID use with an increased risk of nephrotoxicity (KDIGO 2013)',
    'https://etg-complete-oxy.netlify.app/rheumatology/principles-of-nsaid-use-for-musculoskeletal-pain/c_rhg_principles-of-nsaid-use-for-musculoskeletal-pain_topic_7',
  ),
  atorvastatin: smpc('Atorstan (atorvastatin)', 'https://rxreasoner.com/monographs/atorstan/precautions'),
  'levofloxacin-pregnancy': text(
    'Levofloxacina: gravidanza e allattamento (summary of product characteristics)',
    'https://starbene.it/farmaci/levofloxacina-lim-25fl-100ml_040035065/gravidanza-e-allattamento',
  ),
  'ciprofloxacin-pregnancy': text(
    'Ciprofloxacina: gravidanza e allattamento (summary of product characteristics)',
    'https://www.starbene.it/farmaci/ciprofloxacina-sa-ev-1fl-100ml_037984034/gravidanza-e-allattamento',
  ),
  'moxifloxacin-pregnancy': text(
    'Moxifloxacina: gravidanza e allattamento (summary of product characteristics)',
    'https://starbene.it/farmaci/moxifloxacina-krka-5cpr-400mg_043000013/gravidanza-e-allattamento',
  ),
  metronidazole: text(
    'Metrogyl (metronidazole): dosage',
    'https://medicart.biz.my/product/metrogyl-200mg-5ml-susp-100ml',
  ),
  'metronidazole-injection': text(
    'Renal & Urology News (MPR): metronidazole injection',
    'https://www.renalandurologynews.com/drug/metronidazole-injection/',
  ),
  cefotaxime: text('MPR: cefotaxime', 'https://www.empr.com/drug/cefotaxime/'),
  'pneumonia-child': text(
    'American Family Physician 2004;70:899: pneumonia in infants and children, table of antibiotics',
    'https://www.aafp.org/pubs/afp/issues/2004/0901/p899.html',
    '2026-11-30',
  ),
  'simvastatin-dose': text(
    'Simvastatin 20 mg tablets (Milpharm, 2023): summary of product characteristics',
    'https://www.medicines.org.uk/emc/product/5686/smpc/print',
    '2026-11-30',
  ),
  'simvastatin-pregnancy': text(
    'MIMS Malaysia: Zocor (simvastatin), pregnancy and lactation',
    'https://sit.mimsdev.com/malaysia/drug/info/zocor/use-in-pregnancy-lactation',
    '2026-11-30',
  ),
  'rosuvastatin-pregnancy': text(
    'MIMS Philippines: Rosalta (rosuvastatin), pregnancy and lactation',
    'https://sit.mimsdev.com/philippines/drug/info/rosalta/use-in-pregnancy-lactation',
    '2026-11-30',
  ),
  'tobramycin-pregnancy': text(
    'Drugs.com: tobramycin, pregnancy warnings',
    'https://www.drugs.com/pregnancy/tobramycin.html',
    '2026-11-30',
  ),
  'loperamide-label': text(
    'FDA label of loperamide capsules: contraindications (as Dr. Oracle quotes it)',
    'https://www.droracle.ai/articles/6515/what-are-the-contraindications-for-loperamide-anti-diarrheal-medication',
    '2026-11-30',
  ),
  'gliclazide-warnings': smpc('Diabrezide (gliclazide)', 'https://rxreasoner.com/monographs/diabrezide/precautions'),
  'anticoagulant-macrolide': text(
    'WebMD: vitamin K antagonists and macrolides',
    'http://origin-www.webmd.com/drugs/2/drug-5639/prevpac-oral/details/list-interaction-details/dmid-32/dmtitle-slt-macrolide-antibiotics-slt-anticoagulants-vit-k-antag/intrtype-drug',
  ),
  'opioid-benzodiazepine': text('myGPnotes: FDA boxed warnings', 'https://www.mygpnotes.com/?p=14803'),
  serotonergic: text(
    'Drugs.com: opioids and serotonergic agents',
    'https://www.drugs.com/interactions-check.php?drug_list=276-0,1800-1156,2874-0',
  ),
  'aminoglycoside-together': text(
    'MIMS Hong Kong: gentamicin, drug interactions',
    'https://uat.mimsdev.com/hongkong/drug/info/gentamicin-sulph-bp-panpharma/drug-interactions',
  ),
  'digoxin-together': text(
    'MIMS Philippines: Ligoxin (digoxin), drug interactions',
    'https://sit.mimsdev.com/philippines/drug/info/ligoxin/drug-interactions',
  ),
  'co-trimoxazole': smpc(
    'Co-trimoxazole for infusion',
    'https://medthority.com/drugs/j-antiinfectives-for-systemic-use/j01/j01e/j01ee/j01ee01/co-trimoxazole-16-mg-80-mg-per-ml-for-infusion',
  ),
  acenocoumarol: smpc('Sinthrome (acenocoumarol)', 'https://www.medicines.org.uk/emc/product/2058/smpc'),
  'acenocoumarol-pregnancy': text(
    'Sinthrome 1 mg tablets: package leaflet',
    'https://www.drugs.com/uk/sinthrome-1mg-tablets-leaflet.html',
  ),
  'potassium-ace': smpc(
    'Potassium chloride oral solution 1 mmol/mL',
    'https://www.medicines.org.uk/emc/product/101813/smpc',
  ),
  tetracyclines: text(
    'MIMS Indonesia: Nomika (minocycline), special precautions of tetracyclines',
    'https://sit.mimsdev.com/indonesia/drug/info/nomika/special-precautions',
  ),
  valproate: text(
    'NHS North of England: valproate pregnancy prevention programme (MHRA 2018)',
    'https://medicines.necsu.nhs.uk/valproate-pregnancy-prevention-programme/',
  ),
};
