import { foldText } from '../../datatypes/folded-text.js';

/**
 * Names that are taken for one another, by sight or by ear, folded, in capitals where they differ ("tall man letters"). Which pairs stand in a
 * text that was opened is told by `knowledge/compared.ts`; the others are those of ours for what Vietnamese wards use, from general knowledge,
 * and the hospital's pharmacists confirm them.
 */
const PAIRS = `
predniSOLONE methylPREDNISolone
ceFAZolin cefTRIAXone
cefOTAXIME cefUROXIME
cefOTAXIME cefTAZIDIME
cefOTAXIME cefOXITIN
cefEPIME cefIXIME
cefUROXIME cefIXIME
NORepinephrine EPINEPHrine
NORadrenaline ADRENaline
ePHEDrine EPINEPHrine
metroNIDAZOLE metFORMIN
NIFEdipine niMODipine
NIFEdipine FELOdipine
amLODIPine aMILoride
carBAMazepine OXcarbazepine
PHENobarbital PENTobarbital
fentaNYL SUFentanil
morphine HYDROmorphone
DOPamine DOBUTamine
diphenhydrAMINE dimenhyDRINATE
ALPRAZolam LORazepam
clonazePAM LORazepam
clonazePAM cloNIDine
azaCITIDine azaTHIOprine
chlorproMAZINE chlordiazePOXIDE
chlorproMAZINE chlorproPAMIDE
CISplatin CARBOplatin
DACTINomycin DAPTOmycin
PARoxetine FLUoxetine
FLUoxetine DULoxetine
guanFACINE guaiFENesin
QUEtiapine OLANZapine
quiNINE quiNIDine
riTUXimab inFLIXimab
acetaZOLAMIDE acetoHEXAMIDE
buPROPion busPIRone
clomiPHENE clomiPRAMINE
cycloSERINE cycloSPORINE
DAUNOrubicin DOXOrubicin
glipiZIDE glyBURIDE
hydrALAZINE hydrOXYzine
NovoLOG NovoLIN
NexIUM NexAVAR
CeleBREX CeleXA
PriLOSEC PROzac
ergotamin ergometrin
LOVENOX AVELOX
CoMiaryl Imidu
losARTAN valSARTAN
ATORvastatin ROSUvastatin
gliCLAzide gliMEPIride
BISOprolol METOprolol
ACTRAPID INSULATARD
ACTRAPID MIXTARD
NovoRAPID NovoMIX
CoverSYL CoverAM
AMINAzin AMINOphylin
`;

/** Each pair, folded. */
export const LOOK_ALIKES: readonly (readonly [string, string])[] = PAIRS.trim()
  .split('\n')
  .map((line) => line.split(' ').map(foldText) as [string, string]);

const TALL = new Map(
  PAIRS.trim()
    .split(/\s+/)
    .map((name) => [foldText(name), name] as const),
);

/** A folded name with the letters in capitals by which it differs from those it is taken for; as it is where none are known. */
export const tallMan = (name: string): string => TALL.get(foldText(name)) ?? name;

/** Vietnamese names are the English ones without the last e: cefotaxim, ephedrin. */
const withoutE = (word: string): string => (word.length > 4 ? word.replace(/e$/, '') : word);

const ALIKE = new Map<string, Set<string>>();
for (const [one, other] of LOOK_ALIKES) {
  for (const [name, taken] of [
    [one, other],
    [other, one],
  ] as const) {
    ALIKE.set(withoutE(name), (ALIKE.get(withoutE(name)) ?? new Set()).add(taken));
  }
}

/** The name of the table by what is compared of it. */
const NAMED = new Map(LOOK_ALIKES.flat().map((name) => [withoutE(name), name] as const));

/** The pairs that texts have to do with: names in them, and for each those it is taken for, folded. A name that stands in both is none. */
export function alikeIn(texts: readonly string[]): (readonly [name: string, taken: string])[] {
  const words = new Set(
    texts.flatMap((text) =>
      foldText(text)
        .split(/[^\p{L}\p{N}]+/u)
        .map(withoutE),
    ),
  );
  return [...words].flatMap((word) =>
    [...(ALIKE.get(word) ?? [])]
      .filter((taken) => !words.has(withoutE(taken)))
      .map((taken) => [NAMED.get(word) ?? word, taken] as const),
  );
}
