import type { Route } from '../dose.rules.js';
import type { Drug } from './formulary.js';
import { ACE, NSAID } from './formulary.parts.js';

/**
 * Medicines that the starter lists by their ATC code, forms and strengths, and of which it knows no doses, and no cautions but those of their
 * class: the checks say so. Of each
 * line: code, name, other names, classes, forms, ways into the body, strengths; several of one kind are parted by a comma.
 */
const LINES = `
A02BA03|Famotidine|famotidin|h2-antagonist|tablet,injection|o,i|20 mg,40 mg
A02BC05|Esomeprazole|esomeprazol|ppi|tablet,injection|o,i|20 mg,40 mg
A02BX02|Sucralfate|sucralfat|mucosal-protectant|sachet|o|1 g
A03AD02|Drotaverine|drotaverin|antispasmodic|tablet,injection|o,i,m|40 mg
A03BA01|Atropine|atropin|anticholinergic|injection|i,m,s|0.25 mg/mL
A03BB01|Butylscopolamine|hyoscine butylbromide,buscopan|anticholinergic|tablet,injection|o,i,m|10 mg,20 mg/mL
A03FA03|Domperidone|domperidon|dopamine-antagonist,qt|tablet,suspension|o|10 mg
A06AB02|Bisacodyl||laxative|tablet,suppository|o,r|5 mg,10 mg
A06AD11|Lactulose|lactulosa|laxative|syrup|o|667 mg/mL
A07BC05|Diosmectite|smecta,diosmectit|adsorbent|sachet|o|3 g
A07DA03|Loperamide|loperamid|antidiarrhoeal|capsule|o|2 mg
A10BB12|Glimepiride|glimepirid|sulfonylurea|tablet|o|1 mg,2 mg,4 mg
A10BF01|Acarbose|acarbosa|alpha-glucosidase-inhibitor|tablet|o|50 mg,100 mg
A10BH01|Sitagliptin||gliptin|tablet|o|50 mg,100 mg
A10BK01|Dapagliflozin||gliflozin|tablet|o|5 mg,10 mg
A10BK03|Empagliflozin||gliflozin|tablet|o|10 mg,25 mg
A11DA01|Thiamine|vitamin b1|vitamin|tablet,injection|o,i,m|100 mg
A11GA01|Ascorbic acid|vitamin c|vitamin|tablet,injection|o,i|500 mg
A11HA02|Pyridoxine|vitamin b6|vitamin|tablet,injection|o,i,m|100 mg
A12AA03|Calcium gluconate|calci gluconat|calcium|injection|i|100 mg/mL
B01AA07|Acenocoumarol|sintrom|anticoagulant|tablet|o|1 mg,4 mg
B01AD02|Alteplase|rtpa|thrombolytic|injection|i|50 mg
B01AE07|Dabigatran|dabigatran etexilate|anticoagulant|capsule|o|110 mg,150 mg
B01AF01|Rivaroxaban||anticoagulant|tablet|o|10 mg,15 mg,20 mg
B02AA02|Tranexamic acid|acid tranexamic|antifibrinolytic|tablet,injection|o,i|500 mg,100 mg/mL
B02BA01|Phytomenadione|vitamin k1|vitamin-k|injection|i,m,s|10 mg/mL
B03AA07|Ferrous sulfate|sat sulfat|iron|tablet|o|200 mg
B03BA01|Cyanocobalamin|vitamin b12|vitamin|injection|m|1 mg/mL
B03BB01|Folic acid|acid folic|vitamin|tablet|o|5 mg
B05BA03|Glucose|dextrose|carbohydrate|infusion|i|5 %,10 %,30 %
B05BB01|Ringer lactate|ringer lactat|electrolytes|infusion|i|500 mL
B05BC01|Mannitol||osmotic-diuretic|infusion|i|20 %
B05XA02|Sodium bicarbonate|natri bicarbonat|alkali|infusion|i|8.4 %
B05XA03|Sodium chloride|natri clorid|electrolytes|infusion|i|0.9 %,10 %
C01BD01|Amiodarone|amiodaron|antiarrhythmic,qt|tablet,injection|o,i|200 mg,50 mg/mL
C01CA26|Ephedrine|ephedrin|sympathomimetic|injection|i|30 mg/mL
C01DA02|Glyceryl trinitrate|nitroglycerin|nitrate|tablet,injection|l,i|0.5 mg,1 mg/mL
C01DA08|Isosorbide dinitrate|isosorbid dinitrat|nitrate|tablet|o,l|10 mg
C01EB15|Trimetazidine|trimetazidin|antianginal|tablet|o|35 mg
C01EB17|Ivabradine|ivabradin|antianginal|tablet|o|5 mg,7.5 mg
C02AB01|Methyldopa||antihypertensive|tablet|o|250 mg
C03AA03|Hydrochlorothiazide|hydrochlorothiazid|thiazide|tablet|o|25 mg
C03BA11|Indapamide|indapamid|thiazide|tablet|o|1.5 mg
C07AA05|Propranolol||beta-blocker|tablet|o|40 mg
C07AB02|Metoprolol||beta-blocker|tablet|o|25 mg,50 mg
C07AG02|Carvedilol||beta-blocker|tablet|o|6.25 mg,12.5 mg
C08CA02|Felodipine|felodipin|calcium-channel-blocker|tablet|o|5 mg
C08CA05|Nifedipine|nifedipin|calcium-channel-blocker|tablet|o|10 mg,20 mg
C09AA01|Captopril||ace-inhibitor,raas|tablet|o,l|25 mg
C09AA03|Lisinopril||ace-inhibitor,raas|tablet|o|5 mg,10 mg
C09CA03|Valsartan||arb,raas|tablet|o|80 mg,160 mg
C09CA06|Candesartan||arb,raas|tablet|o|8 mg,16 mg
C09CA07|Telmisartan||arb,raas|tablet|o|40 mg,80 mg
C10AA07|Rosuvastatin||statin|tablet|o|5 mg,10 mg,20 mg
C10AB05|Fenofibrate|fenofibrat|fibrate|capsule|o|160 mg,200 mg
G02AB01|Methylergometrine|methylergometrin|ergot|injection|i,m|0.2 mg/mL
H02AB09|Hydrocortisone|hydrocortison|corticosteroid|injection|i,m|100 mg
H03AA01|Levothyroxine|levothyroxin|thyroid-hormone|tablet|o|50 µg,100 µg
H03BA02|Propylthiouracil||antithyroid|tablet|o|50 mg
H03BB02|Thiamazole|thiamazol,methimazole|antithyroid|tablet|o|5 mg,10 mg
J01AA07|Tetracycline||tetracycline|capsule|o|250 mg,500 mg
J01BA01|Chloramphenicol|cloramphenicol|amphenicol|capsule,injection|o,i|250 mg,1 g
J01CR01|Ampicillin and sulbactam|ampicilin sulbactam,ampicillin sulbactam,unasyn|penicillin|injection|i,m|1.5 g
J01CR05|Piperacillin and tazobactam|piperacilin tazobactam,piperacillin tazobactam|penicillin|injection|i|4.5 g
J01DB01|Cefalexin|cephalexin|cephalosporin|capsule|o|250 mg,500 mg
J01DC04|Cefaclor||cephalosporin|capsule,sachet|o|125 mg,250 mg
J01DD08|Cefixime|cefixim|cephalosporin|capsule,sachet|o|100 mg,200 mg
J01DE01|Cefepime|cefepim|cephalosporin|injection|i,m|1 g,2 g
J01DH51|Imipenem and cilastatin|imipenem cilastatin|carbapenem|injection|i|500 mg
J01FA01|Erythromycin||macrolide,qt,cyp3a4-inhibitor|tablet|o|250 mg,500 mg
J01FA02|Spiramycin||macrolide|tablet|o|1.5 MIU,3 MIU
J01FF01|Clindamycin||lincosamide|capsule,injection|o,i,m|300 mg,150 mg/mL
J01GB01|Tobramycin||aminoglycoside|injection|i,m|80 mg
J01MA01|Ofloxacin||quinolone,qt|tablet|o|200 mg
J01MA14|Moxifloxacin||quinolone,qt|tablet,infusion|o,i|400 mg
J01XE01|Nitrofurantoin||nitrofuran|tablet|o|100 mg
J01XX01|Fosfomycin||phosphonic-acid|injection,sachet|o,i|1 g,3 g
J01XX08|Linezolid||oxazolidinone,serotonergic|tablet,infusion|o,i|600 mg
J02AC01|Fluconazole|fluconazol|azole,qt|capsule,infusion|o,i|150 mg,2 mg/mL
J04AB02|Rifampicin|rifampin|antituberculous|capsule|o|150 mg,300 mg
J04AC01|Isoniazid||antituberculous|tablet|o|150 mg,300 mg
J04AK01|Pyrazinamide|pyrazinamid|antituberculous|tablet|o|500 mg
J04AK02|Ethambutol||antituberculous|tablet|o|400 mg
J05AB01|Aciclovir|acyclovir|antiviral|tablet,injection|o,i|200 mg,400 mg
J05AF07|Tenofovir disoproxil|tenofovir|antiviral|tablet|o|300 mg
J05AF10|Entecavir||antiviral|tablet|o|0.5 mg
J05AH02|Oseltamivir|tamiflu|antiviral|capsule|o|75 mg
M01AB15|Ketorolac||nsaid|injection|i,m|30 mg/mL
M01AE03|Ketoprofen||nsaid|injection|m|100 mg
M01AH01|Celecoxib||nsaid|capsule|o|100 mg,200 mg
M03AB01|Suxamethonium|succinylcholine|muscle-relaxant|injection|i,m|100 mg
M03AC09|Rocuronium||muscle-relaxant|injection|i|10 mg/mL
M03BX01|Baclofen||muscle-relaxant|tablet|o|10 mg
M04AC01|Colchicine|colchicin|antigout|tablet|o|1 mg
N01AX03|Ketamine|ketamin|anaesthetic|injection|i,m|50 mg/mL
N01AX10|Propofol||anaesthetic|injection|i|10 mg/mL
N01BB01|Bupivacaine|bupivacain|local-anaesthetic|injection|t,e|5 mg/mL
N01BB02|Lidocaine|lidocain|local-anaesthetic|injection|i,s|20 mg/mL
N03AA02|Phenobarbital||antiepileptic|tablet,injection|o,i,m|100 mg
N03AF01|Carbamazepine|carbamazepin|antiepileptic|tablet|o|200 mg
N03AG01|Valproic acid|natri valproat,valproate|antiepileptic|tablet|o|200 mg,500 mg
N03AX12|Gabapentin||antiepileptic|capsule|o|300 mg
N03AX16|Pregabalin||antiepileptic|capsule|o|75 mg,150 mg
N05AD01|Haloperidol||antipsychotic,qt|tablet,injection|o,m|1.5 mg,5 mg/mL
N05AH03|Olanzapine|olanzapin|antipsychotic|tablet|o|5 mg,10 mg
N05AX08|Risperidone|risperidon|antipsychotic|tablet|o|1 mg,2 mg
N05CD08|Midazolam||benzodiazepine|injection|i,m|5 mg/mL
N06AA09|Amitriptyline|amitriptylin|antidepressant,qt,serotonergic|tablet|o|25 mg
N06AB06|Sertraline|sertralin|antidepressant,serotonergic|tablet|o|50 mg
N07AA01|Neostigmine|neostigmin|anticholinesterase|injection|i,m,s|0.5 mg/mL
N07CA01|Betahistine|betahistin|antivertigo|tablet|o|16 mg,24 mg
P01BE03|Artesunate|artesunat|antimalarial|injection|i,m|60 mg
P02CA01|Mebendazole|mebendazol|anthelmintic|tablet|o|500 mg
P02CA03|Albendazole|albendazol|anthelmintic|tablet|o|400 mg
P02CF01|Ivermectin||anthelmintic|tablet|o|3 mg,6 mg
R03BA02|Budesonide|budesonid|corticosteroid-inhaled|nebuliser solution|h,n|0.5 mg/2 mL
R03BB01|Ipratropium bromide|ipratropium|anticholinergic|nebuliser solution|h,n|0.25 mg/mL
R03DC03|Montelukast||leukotriene-antagonist|tablet|o|4 mg,5 mg,10 mg
R05CB01|Acetylcysteine|acetylcystein|mucolytic|sachet,injection|o,i|200 mg,5 g
R05CB02|Bromhexine|bromhexin|mucolytic|tablet|o|8 mg
R05CB06|Ambroxol||mucolytic|tablet,syrup|o|30 mg
R06AA02|Diphenhydramine|diphenhydramin,dimedrol|antihistamine|injection|i,m|10 mg/mL
R06AB04|Chlorphenamine|chlorpheniramin|antihistamine|tablet|o|4 mg
R06AD02|Promethazine|promethazin|antihistamine|tablet,injection|o,m|15 mg,50 mg/2 mL
R06AE07|Cetirizine|cetirizin|antihistamine|tablet|o|10 mg
R06AX13|Loratadine|loratadin|antihistamine|tablet|o|10 mg
R06AX26|Fexofenadine|fexofenadin|antihistamine|tablet|o|60 mg,180 mg
V03AB14|Protamine|protamin|antidote|injection|i|10 mg/mL
V03AB15|Naloxone|naloxon|antidote|injection|i,m,s|0.4 mg/mL
`;

const WAYS: Readonly<Record<string, readonly Route[]>> = {
  o: ['oral', 'enteral'],
  i: ['intravenous'],
  m: ['intramuscular'],
  s: ['subcutaneous'],
  l: ['sublingual'],
  r: ['rectal'],
  h: ['inhaled'],
  n: ['nebulised'],
  t: ['intrathecal'],
  e: ['epidural'],
};

/** What speaks against every medicine of a class, or against one: unknown of its renal function and doses, it is not given to the pregnant. */
const CAUTIONS: Readonly<Record<string, Pick<Drug, 'pregnancy' | 'lactation' | 'renal' | 'results'>>> = {
  ...{ raas: ACE, nsaid: NSAID, quinolone: { pregnancy: 'avoid' }, aminoglycoside: { pregnancy: 'avoid' } },
  statin: { pregnancy: 'avoid', lactation: 'avoid' },
  B01AA07: {
    pregnancy: 'avoid',
    results: [
      { analyte: 'inr', above: 5 },
      { analyte: 'platelets', below: 50 },
    ],
  },
  N03AG01: { pregnancy: 'avoid' },
};

const several = (cell = ''): string[] => cell.split(',').filter(Boolean);
const cautionsOf = (all: readonly string[]) =>
  all.reduce<Pick<Drug, 'pregnancy' | 'lactation' | 'renal' | 'results'>>(
    (told, of) => ({ ...told, ...CAUTIONS[of] }),
    {},
  );

export const LISTED: readonly Drug[] = LINES.trim()
  .split('\n')
  .map((line): Drug => {
    const [atc = '', name = '', also, classes, forms, ways, strengths] = line.split('|');
    return {
      ...{ atc, name, also: several(also), classes: several(classes), forms: several(forms) },
      routes: several(ways).flatMap((way) => WAYS[way] ?? []),
      strengths: several(strengths),
      ...cautionsOf([atc, ...several(classes)]),
      source: 'ATC',
    };
  });
