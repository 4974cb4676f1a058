import type { Message, Segment } from './er7/message.js';
import { isLabel, labelsOf } from './labels.rules.js';
import { isAnother } from './patient-results.js';
import type { Reading } from './reading.js';

/** A value and the notes behind it. */
export interface ResultLines {
  readonly obx: Segment;
  readonly notes: string[];
}

/** What belongs to one request: its OBR, its order, its specimen, its values, and its notes. */
export interface Group {
  readonly obr: Segment;
  readonly orc?: Segment;
  spm?: Segment;
  /** The tube, where analysers name it. */
  readonly sac?: Segment;
  readonly results: ResultLines[];
  readonly notes: string[];
}

/** A message by what belongs together, in whatever order it comes: an OBX before its SPM, an ORC before or behind its OBR. */
export interface Groups {
  readonly pid?: Segment;
  /** About the person. */
  readonly notes: string[];
  readonly groups: Group[];
}

export function groupsIn(message: Message, reading: Reading): Groups {
  if (message.segments.length > MOST_SEGMENTS) {
    reading.refuse('segmentSequence', { segment: 'MSH', number: 1 }, 'tooMany');
    return { notes: [], groups: [] };
  }
  const gathering = new Gathering(message.header.text(9, 1) === 'OUL');
  for (const segment of message.segments) gathering.take(segment, reading);
  const { pid, groups, notes } = gathering;
  refuseControls(message.header, groups, reading);
  // Analysers that know a tube and nobody name none: whose order is on its label, a person can say.
  if (!pid && !groups.some(isLabelled)) {
    reading.refuse('required', { segment: 'PID', number: 1 }, 'personMissing');
  }
  if (groups.length === 0) reading.refuse('required', { segment: 'OBR', number: 1 }, 'requestMissing');
  return { pid, notes, groups };
}

const isLabelled = (group: Group): boolean =>
  labelsOf(group).length > 0 || isLabel(group.obr.text(2)) || isLabel(group.orc?.text(2) ?? '');

/** Roles of a specimen that are no patient's (HL7 table 0369): controls, calibrators, blind and proficiency samples. */
const NOT_OF_PATIENTS: ReadonlySet<string> = new Set(['B', 'C', 'E', 'F', 'O', 'Q', 'V']);

/** What an analyser measures to know itself is in no chart, whoever else is named beside it: SPM-11, and OBR-11 of before (HL7 table 0065). */
function refuseControls(header: Segment, groups: readonly Group[], reading: Reading): void {
  // Mindray says so with a number where HL7 has letters: 1 calibration, 2 quality control.
  if (/^[12]$/.test(header.text(16))) reading.refuse('tableValue', header.at(16), 'controlSpecimen');
  for (const { obr, spm } of groups) {
    const role = spm?.text(11).toUpperCase() ?? '';
    if (spm && NOT_OF_PATIENTS.has(role)) reading.refuse('tableValue', spm.at(11), 'controlSpecimen');
    else if (obr.text(11).toUpperCase() === 'Q') reading.refuse('tableValue', obr.at(11), 'controlSpecimen');
  }
}

/** Of one patient no laboratory has more to say at once. */
const MOST_SEGMENTS = 5000;

class Gathering {
  pid?: Segment;
  readonly notes: string[] = [];
  readonly groups: Group[] = [];
  /** What came before the OBR that it belongs to. */
  private order?: Segment;
  private specimen?: Segment;
  private container?: Segment;
  private ahead: ResultLines[] = [];
  private isBetween = true;
  /** Where the next note belongs. */
  private noted: string[] | undefined;

  /** @param orderBehind in OUL^R22 the ORC stands behind its OBR, and the SPM before several */
  constructor(private readonly orderBehind: boolean) {}

  take(segment: Segment, reading: Reading): void {
    const current = this.groups.at(-1);
    switch (segment.name) {
      case 'PID':
        this.person(segment, reading);
        break;
      case 'ORC':
        if (this.orderBehind && current && !current.orc) {
          this.groups[this.groups.length - 1] = { ...current, orc: segment };
        } else this.order = segment;
        break;
      case 'OBR':
        this.request(segment);
        break;
      case 'SPM':
        this.takeSpecimen(segment, current);
        break;
      case 'SAC':
        this.container = segment;
        break;
      case 'OBX':
        this.value({ obx: segment, notes: [] }, current);
        break;
      case 'NTE':
        this.note(segment);
        break;
      default:
    }
  }

  private person(segment: Segment, reading: Reading): void {
    if (this.pid && isAnother(segment, this.pid)) reading.refuse('segmentSequence', segment.at(), 'personTwice');
    this.pid ??= segment;
    this.noted = this.notes;
  }

  private request(obr: Segment): void {
    const notes: string[] = [];
    this.groups.push({ obr, orc: this.order, spm: this.specimen, sac: this.container, results: this.ahead, notes });
    this.order = undefined;
    this.ahead = [];
    this.isBetween = false;
    this.noted = notes;
  }

  private takeSpecimen(segment: Segment, current: Group | undefined): void {
    if (this.orderBehind) {
      // What stands between a specimen and the first request on it is about that.
      this.specimen = segment;
      this.container = undefined;
      this.isBetween = true;
    } else if (current) current.spm ??= segment;
    else this.specimen = segment;
    this.noted = current?.notes ?? this.noted;
  }

  private value(lines: ResultLines, current: Group | undefined): void {
    (current && !this.isBetween ? current.results : this.ahead).push(lines);
    this.noted = lines.notes;
  }

  private note(segment: Segment): void {
    const text = segment
      .all(3)
      .map((value) => value.whole)
      .join('\n');
    if (text !== '') (this.noted ?? this.notes).push(text);
  }
}
