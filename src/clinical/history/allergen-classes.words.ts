import type { Localised } from '../../kernel/language.js';

/** A class of what people are allergic to, of which one stands for all. */
export interface AllergenClass extends Localised {
  readonly code: string;
  /** Beginnings of ATC codes. */
  readonly atc?: readonly string[];
  /** Names as they are written, of which any spelling counts. */
  readonly names: string;
  /** Names that are short, or parts of others: whole words, exactly. */
  readonly words?: string;
  /** Another class in which some react as well. */
  readonly related?: readonly string[];
}

/**
 * A starter of our own by the groups of the ATC classification (WHO) and the foods that most cause allergies; cross-reactions between
 * beta-lactams, and between non-opioid painkillers, as textbooks name them.
 */
export const ALLERGEN_CLASSES: readonly AllergenClass[] = [
  {
    code: 'penicillins',
    vi: 'nhóm penicillin',
    en: 'penicillins',
    atc: ['J01C', 'J01RA01'],
    names:
      'penicillin,benzylpenicillin,amoxicillin,ampicillin,augmentin,amoxiclav,oxacillin,cloxacillin,dicloxacillin,piperacillin,tazocin,' +
      'unasyn,sultamicillin,ticarcillin,klamentin,sulbactam',
    related: ['cephalosporins', 'carbapenems'],
  },
  {
    code: 'cephalosporins',
    vi: 'nhóm cephalosporin',
    en: 'cephalosporins',
    atc: ['J01DB', 'J01DC', 'J01DD', 'J01DE', 'J01DI'],
    names:
      'cephalosporin,cefalexin,cephalexin,cefuroxim,zinnat,cefaclor,cefixim,cefpodoxim,ceftriaxon,rocephin,cefotaxim,ceftazidim,cefepim,' +
      'cefazolin,cefadroxil,cefdinir,cefoperazon,cefoxitin,cefradin',
    related: ['penicillins', 'carbapenems'],
  },
  {
    code: 'carbapenems',
    vi: 'nhóm carbapenem',
    en: 'carbapenems',
    atc: ['J01DH'],
    names: 'carbapenem,imipenem,tienam,meropenem,meronem,ertapenem,doripenem',
    related: ['penicillins', 'cephalosporins'],
  },
  {
    code: 'sulfonamides',
    vi: 'nhóm sulfamid kháng khuẩn',
    en: 'antibacterial sulfonamides',
    atc: ['J01E'],
    names:
      'sulfonamid,sulfamid,sulphamid,sulfamethoxazol,cotrimoxazol,co-trimoxazol,bactrim,biseptol,sulfadiazin,sulfadoxin,fansidar',
    words: 'sulfa',
  },
  {
    code: 'macrolides',
    vi: 'nhóm macrolid',
    en: 'macrolides',
    atc: ['J01FA'],
    names: 'macrolid,erythromycin,azithromycin,zithromax,clarithromycin,klacid,roxithromycin,spiramycin,rovamycin',
  },
  {
    code: 'quinolones',
    vi: 'nhóm quinolon',
    en: 'quinolones',
    atc: ['J01M'],
    names: 'quinolon,fluoroquinolon,ciprofloxacin,levofloxacin,tavanic,moxifloxacin,ofloxacin,norfloxacin,nalidixic',
  },
  {
    code: 'aminoglycosides',
    vi: 'nhóm aminoglycosid',
    en: 'aminoglycosides',
    atc: ['J01G'],
    names: 'aminoglycosid,gentamicin,gentamycin,amikacin,tobramycin,streptomycin,kanamycin,neomycin',
  },
  {
    code: 'tetracyclines',
    vi: 'nhóm tetracyclin',
    en: 'tetracyclines',
    atc: ['J01A'],
    names: 'tetracyclin,doxycyclin,minocyclin,tigecyclin',
  },
  {
    code: 'salicylates',
    vi: 'nhóm salicylat',
    en: 'salicylates',
    atc: ['N02BA', 'B01AC06'],
    names: 'aspirin,acetylsalicylic,acid acetylsalicylic,salicylat,aspegic,methyl salicylat',
    related: ['nsaids'],
  },
  {
    code: 'nsaids',
    vi: 'nhóm kháng viêm không steroid (NSAID)',
    en: 'non-steroidal anti-inflammatory drugs',
    atc: ['M01A', 'M02AA'],
    names:
      'nsaid,kháng viêm không steroid,ibuprofen,diclofenac,voltaren,naproxen,meloxicam,mobic,piroxicam,ketoprofen,ketorolac,celecoxib,' +
      'celebrex,etoricoxib,indomethacin,mefenamic,aceclofenac',
    related: ['salicylates'],
  },
  {
    code: 'paracetamol',
    vi: 'paracetamol',
    en: 'paracetamol',
    atc: ['N02BE01'],
    names: 'paracetamol,paracetamon,acetaminophen,panadol,efferalgan,hapacol,tylenol,perfalgan',
  },
  {
    code: 'opioids',
    vi: 'nhóm opioid',
    en: 'opioids',
    atc: ['N02A', 'N01AH', 'R05DA'],
    names: 'opioid,morphin,codein,tramadol,fentanyl,pethidin,dolargan,oxycodon,dextromethorphan',
  },
  {
    code: 'local-anaesthetics',
    vi: 'thuốc tê nhóm amid',
    en: 'local anaesthetics',
    atc: ['N01B'],
    names: 'lidocain,lignocain,xylocain,bupivacain,marcain,ropivacain,mepivacain,thuốc tê',
  },
  {
    code: 'iodinated-contrast',
    vi: 'thuốc cản quang có iod',
    en: 'iodinated contrast media',
    atc: ['V08A'],
    names:
      'thuốc cản quang,chất cản quang,iodinated contrast,omnipaque,iohexol,ultravist,iopromid,iopamidol,xenetix,iobitridol,visipaque',
  },
  {
    code: 'ace-inhibitors',
    vi: 'nhóm ức chế men chuyển',
    en: 'ACE inhibitors',
    atc: ['C09A', 'C09B'],
    names: 'ức chế men chuyển,ace inhibitor,captopril,enalapril,lisinopril,perindopril,coversyl,ramipril,imidapril',
  },
  {
    code: 'heparins',
    vi: 'nhóm heparin',
    en: 'heparins',
    atc: ['B01AB'],
    names: 'heparin,enoxaparin,lovenox,nadroparin,fraxiparin,dalteparin',
  },
  {
    code: 'anticonvulsants',
    vi: 'thuốc chống động kinh nhân thơm',
    en: 'aromatic anticonvulsants',
    atc: ['N03AA', 'N03AB', 'N03AF', 'N03AX09'],
    names: 'carbamazepin,tegretol,phenytoin,phenobarbital,gardenal,oxcarbazepin,lamotrigin',
  },
  {
    code: 'allopurinol',
    vi: 'allopurinol',
    en: 'allopurinol',
    atc: ['M04AA01'],
    names: 'allopurinol,zyloric,alopurinol',
  },
  { code: 'latex', vi: 'cao su (latex)', en: 'latex', names: 'latex,cao su' },
  {
    code: 'shellfish',
    vi: 'tôm cua và hải sản có vỏ',
    en: 'shellfish',
    names: 'hải sản,đồ biển,seafood,shellfish,shrimp,lobster,crab',
    words: 'tôm,tom,cua,ghẹ,mực,nghêu,sò,hàu,ốc',
  },
  { code: 'fish', vi: 'cá', en: 'fish', names: 'cá biển,cá ngừ,cá thu', words: 'fish' },
  { code: 'peanut', vi: 'đậu phộng (lạc)', en: 'peanut', names: 'đậu phộng,peanut,đậu phụng', words: 'lạc' },
  { code: 'egg', vi: 'trứng', en: 'egg', names: 'lòng trắng trứng', words: 'trứng,egg,eggs' },
  { code: 'milk', vi: 'sữa bò', en: "cow's milk", names: 'sữa bò,đạm sữa,cow milk', words: 'milk,sữa' },
];
