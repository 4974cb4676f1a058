import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { reads, searches, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { CreatePatientDto, RetireIdentifierDto, SearchPatientsQuery, UpdatePatientDto } from './dto/patient.dto.js';
import { RegisteredPatientResponse } from './dto/registered-patient.response.js';
import {
  CorrectedPatientResponse,
  PatientPage,
  PatientResponse,
  type PatientSummaryResponse,
} from './dto/patient.response.js';
import { patientProblems } from './patients.errors.js';
import { PatientsQueries } from './patients.queries.js';
import { PatientsService } from './patients.service.js';

const { patientNotFound, identifierTaken, confidentialityLowered, confidentialityReserved, confirmationOfPerson } =
  patientProblems;
const theirs = ({ id }: PatientSummaryResponse) => ({ patientId: id, entityId: id });

@ApiTags('patients')
@Controller('api/v1/patients')
export class PatientsController {
  constructor(
    private readonly patients: PatientsService,
    private readonly queries: PatientsQueries,
  ) {}

  @Post()
  @Route({
    action: 'patient.register',
    scope: 'names',
    discloses: {
      ...writes('patient', theirs),
      also: ({ duplicates = [], newborn }: RegisteredPatientResponse) => [
        ...duplicates.map(theirs),
        ...(newborn?.motherId ? [{ patientId: newborn.motherId, entityId: newborn.motherId }] : []),
      ],
    },
    creates: true,
    summary: 'Register a patient; the MRN is issued here',
    description: '`duplicates` shows who on record may be the same person, and why. It stops nobody.',
    problems: [identifierTaken, confidentialityReserved],
  })
  register(@Body() input: CreatePatientDto): Promise<RegisteredPatientResponse> {
    return this.patients.register(input);
  }

  @Get()
  @Route({
    action: 'patient.search',
    scope: 'names',
    discloses: searches('patient', theirs),
    summary: 'Find patients by whatever is typed (`q`), or by name, identifier, birth date or phone',
    description:
      '`q` is one box for all: names without accents, begun, mistyped or as initials; birth dates; numbers or their ends. Each answer says ' +
      'why it was found. A birth date known in part is found by every day that it may be, and is marked `uncertain`.',
  })
  search(@Query() query: SearchPatientsQuery): Promise<PatientPage> {
    return this.queries.search(query);
  }

  @Get(':id')
  @Route({
    action: 'patient.read',
    discloses: reads('patient', theirs),
    decides: 'inline',
    summary: 'One patient',
    problems: [patientNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<PatientResponse> {
    return this.queries.get(id);
  }

  @Patch(':id')
  @Route({
    action: 'patient.update',
    discloses: writes('patient', theirs),
    versioned: true,
    summary: 'Correct what identifies a patient (merge patch)',
    description: 'Confidentiality is only raised here; lowering it is POST /api/v1/patients/:id/confidentiality.',
    problems: [patientNotFound, identifierTaken, confidentialityLowered, confidentialityReserved, confirmationOfPerson],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdatePatientDto,
  ): Promise<CorrectedPatientResponse> {
    return this.patients.update(id, version, input);
  }

  @Post(':id/identifiers/:identifierId/retire')
  @Route({
    action: 'patient.update',
    discloses: writes('patient', theirs),
    versioned: true,
    summary: "Take back an identifier that is not the patient's: it stays readable, and its number is free",
    description: 'If-Match carries the ETag of the patient. The MRN cannot be retired.',
    problems: [patientProblems.patientNotFound, patientProblems.identifierNotFound, patientProblems.identifierRetired],
  })
  retireIdentifier(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('identifierId', ParseUUIDPipe) identifierId: string,
    @IfMatch() version: number,
    @Body() input: RetireIdentifierDto,
  ): Promise<PatientResponse> {
    return this.patients.retireIdentifier(id, identifierId, version, input);
  }
}
