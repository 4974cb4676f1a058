import { comparedIn } from '../../../datatypes/opened-source.js';
import { OPENED_SOURCES } from './opened.js';

/**
 * Facts of the starter that were compared with a source that was opened: what it is about, which fact, its value there, the source. A fact that
 * does not stand here is not compared, and the checks say so.
 */
const LINES = `
N02BE01 adult.single 1000 paracetamol
N02BE01 adult.daily 4000 paracetamol
N02BE01 child.single 15 paracetamol-child
N02BE01 child.daily 60 paracetamol-child
M01AE01 adult.single 800 ibuprofen
M01AE01 adult.daily 2400 ibuprofen-day
M01AE01 child.single 10 ibuprofen-child
M01AE01 child.daily 40 ibuprofen-day
M01AE01 pregnancy avoid ibuprofen-child
M01AB05 adult.single 75 diclofenac
M01AB05 adult.daily 150 diclofenac
M01AB05 pregnancy avoid diclofenac-dental
N02AA01 adult.single 20 morphine
N02AA01 adult.daily 120 morphine
N02AA01 child.single 0.2 morphine-child
N02AA01 child.daily 1.2 morphine-child
N02AX02 renal.reduceBelow 30 tramadol
J01DD04 adult.single 4000 ceftriaxone-adult
J01DD04 adult.daily 4000 ceftriaxone
J01DD04 child.daily 100 ceftriaxone
J01GB03 adult.dailyPerKg 7 gentamicin
J01GB03 child.daily 7.5 child-sepsis
J01GB03 renal.reduceBelow 60 gentamicin
J01GB03 pregnancy avoid gentamicin-pregnancy
J01GB06 adult.daily 1500 amikacin
J01GB06 adult.dailyPerKg 15 amikacin
J01GB06 child.daily 20 amikacin
J01GB06 renal.reduceBelow 50 amikacin
J01XA01 adult.single 2000 vancomycin
J01XA01 adult.dailyPerKg 60 vancomycin-day
J01XA01 child.single 20 vancomycin
J01XA01 child.daily 60 vancomycin
J01MA02 adult.single 750 ciprofloxacin
J01MA02 adult.daily 1500 ciprofloxacin
J01MA02 renal.reduceBelow 50 ciprofloxacin-renal
J01XB01 adult.daily 9000000 colistin
J01XB01 child.daily 75000 colistin
B01AB05 renal.reduceBelow 30 enoxaparin
B01AB05 renal.avoidBelow 15 enoxaparin
B01AB01 adult.single 20000 heparin
B01AB01 adult.daily 60000 heparin
B01AB01 adult.hourly 2000 heparin
B01AB01 child.single 250 heparin
B01AB01 child.daily 600 heparin
B01AA03 adult.single 12 warfarin
B01AA03 adult.daily 12 warfarin
B01AA03 pregnancy avoid warfarin-pregnancy
C01AA05 adult.single 1.5 digoxin
C01AA05 adult.daily 1.5 digoxin
C09AA02 adult.daily 40 enalapril
C03CA01 adult.daily 1500 furosemide
C03CA01 adult.hourly 240 furosemide
A10BA02 adult.single 1000 metformin
A10BA02 adult.daily 3000 metformin
A10BA02 renal.reduceBelow 60 metformin-renal
A12BA01 adult.daily 6000 potassium-chloride
A12BA01 adult.hourly 1491 potassium-chloride
A12BA01 child.daily 223.65 potassium-chloride
A12BA01 results.potassium.above 5 potassium-above
B05XA01 adult.daily 6000 potassium-chloride
B05XA01 adult.hourly 1491 potassium-chloride
B05XA01 child.daily 223.65 potassium-chloride
B05XA01 results.potassium.above 5 potassium-above
B05XA05 adult.single 10000 magnesium-im
B05XA05 adult.daily 28000 magnesium
B05XA05 adult.hourly 2000 magnesium
R03DA05 adult.single 500 aminophylline
L04AX03 leastHours 168 methotrexate
L04AX03 adult.single 20 methotrexate-week
L04AX03 adult.daily 20 methotrexate-week
L04AX03 pregnancy avoid methotrexate-leaflet
L04AX03 lactation avoid methotrexate-leaflet
A03FA01 adult.single 10 metoclopramide
A03FA01 adult.daily 30 metoclopramide
A03FA01 child.single 0.15 metoclopramide
A03FA01 child.daily 0.5 metoclopramide
A03FA01 renal.reduceBelow 60 metoclopramide
C10AA01+cyp3a4-inhibitor interaction myopathy statins
raas+potassium-sparing interaction hyperkalaemia spironolactone-ace
B01AA03+sulfonamide interaction bleeding warfarin-nsaid
potassium-sparing+potassium interaction hyperkalaemia potassium-sparing
qt+qt interaction qt qt
cefazolin+ceftriaxone look-alike yes tall-man
ephedrine+epinephrine look-alike yes tall-man
metronidazole+metformin look-alike yes tall-man
nifedipine+nimodipine look-alike yes tall-man
amlodipine+amiloride look-alike yes tall-man
carbamazepine+oxcarbazepine look-alike yes tall-man
phenobarbital+pentobarbital look-alike yes tall-man
fentanyl+sufentanil look-alike yes tall-man
morphine+hydromorphone look-alike yes tall-man
dopamine+dobutamine look-alike yes tall-man-fda
diphenhydramine+dimenhydrinate look-alike yes tall-man-fda
`;

export const COMPARED = comparedIn(LINES, OPENED_SOURCES);
