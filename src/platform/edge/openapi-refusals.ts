import type { OpenAPIObject } from '@nestjs/swagger';
import { TOKEN_ENDPOINT } from './oauth-error.js';
import { fill } from '../../kernel/language.js';
import { fieldMessage } from '../routes/validation-messages.js';
import { httpProblems, PROBLEM_BASE, type ProblemKind } from '../../kernel/problem.js';

/** An operation as @Route and the compiler plugin describe it. */
export interface DescribedOperation {
  responses: Record<string, { description?: string; content?: object; $ref?: string }>;
  summary?: string;
  description?: string;
  /** The same in Vietnamese. */
  'x-vi'?: { readonly summary?: string; readonly description?: string };
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
  readonly requestBody?: object;
  'x-status'?: string;
  readonly 'x-action'?: string;
}

const text = (description: string, example: string) => ({ type: 'string', description, example });

/** The forms that refusals have: RFC 9457, HL7 FHIR R4 and RFC 6749. */
export const REFUSAL_SCHEMAS = {
  ProblemDetails: {
    type: 'object',
    description: 'RFC 9457. Kinds may add members, such as the `changes` that a stale version missed.',
    required: ['type', 'title', 'status', 'instance'],
    properties: {
      type: { ...text('Stable; docs/problems.md lists them.', `${PROBLEM_BASE}validation`), format: 'uri' },
      title: text('In the language of Accept-Language, vi or en.', httpProblems.validation.title.vi),
      status: { type: 'integer', description: 'The HTTP status.', example: 400 },
      detail: text(
        'What to do, or the facts of the case.',
        fill(httpProblems.stalePrecondition.detail?.vi ?? '', { expectedVersion: 3, currentVersion: 4 }, 'vi'),
      ),
      instance: text('Id of the request, as in X-Request-Id.', '0f6c1f0e-6f0a-4f0d-9d4f-3f6d7b0e8a11'),
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
    },
  },
  FieldProblem: {
    type: 'object',
    required: ['pointer', 'rule', 'message'],
    properties: {
      pointer: text('RFC 6901 pointer into the body, or the name of a parameter or header.', '/fullName'),
      rule: text('The rule it broke; stable.', 'required'),
      message: text(
        'For people, in the language of Accept-Language.',
        fieldMessage({ pointer: '', rule: 'required' }, 'vi'),
      ),
      allowed: {
        type: 'array',
        items: {},
        description: 'With the rule `in`: the values that are allowed.',
        example: ['male', 'female', 'other', 'unknown'],
      },
    },
  },
  OperationOutcome: {
    type: 'object',
    description: 'OperationOutcome of HL7 FHIR R4: the problem as its first issue, and one more for each field.',
    required: ['resourceType', 'issue'],
    properties: {
      resourceType: { type: 'string', enum: ['OperationOutcome'], example: 'OperationOutcome' },
      id: text('Id of the request, as in X-Request-Id.', '0f6c1f0e-6f0a-4f0d-9d4f-3f6d7b0e8a11'),
      issue: { type: 'array', items: { $ref: '#/components/schemas/OutcomeIssue' } },
    },
  },
  OutcomeIssue: {
    type: 'object',
    required: ['severity', 'code'],
    properties: {
      severity: { type: 'string', enum: ['error'], example: 'error' },
      code: text('FHIR issue-type.', 'not-found'),
      diagnostics: text('For people.', httpProblems.notFound.title.vi),
      details: { type: 'object', properties: { text: text('The rule a field broke.', 'required') } },
      expression: { type: 'array', items: { type: 'string' }, example: ['Patient.birthDate'] },
    },
  },
  OAuthError: {
    type: 'object',
    description: 'RFC 6749, section 5.2.',
    required: ['error'],
    properties: {
      error: text('As RFC 6749 names it.', 'invalid_client'),
      error_description: text('ASCII, in English.', 'The client is not known'),
      error_uri: { ...text('Type of the problem.', `${PROBLEM_BASE}invalid-client`), format: 'uri' },
    },
  },
} as unknown as NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

type Answers = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;

/**
 * Adds to an operation what any route of its kind may answer instead, and says in which form. What many have in common
 * is written once, into `shared`.
 */
export function describeRefusals(path: string, operation: DescribedOperation, shared: Answers): void {
  const { mediaType, schema } = formOf(path);
  const content = { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } };
  const common = Map.groupBy(commonTo(operation), ({ status }) => String(status));
  const { responses } = operation;
  const own = Object.keys(responses).filter((code) => !code.startsWith('2'));
  for (const code of [...new Set([...common.keys(), ...own])].sort()) {
    const words = (common.get(code) ?? []).map(({ code: kind, title }) => `${kind}: ${title.en}`);
    const documented = responses[code]?.description?.split('; ') ?? [];
    const description = [...new Set([...words, ...documented])].join('; ');
    if (documented.length > 0) {
      responses[code] = { description, content };
    } else {
      const name = `${schema}${code}${code === '400' && operation.requestBody ? 'OfBody' : ''}`;
      shared[name] = { description, content };
      responses[code] = { $ref: `#/components/responses/${name}` };
    }
  }
}

function formOf(path: string): { mediaType: string; schema: string } {
  if (path.startsWith('/fhir')) return { mediaType: 'application/fhir+json', schema: 'OperationOutcome' };
  if (path === TOKEN_ENDPOINT) return { mediaType: 'application/json', schema: 'OAuthError' };
  return { mediaType: 'application/problem+json', schema: 'ProblemDetails' };
}

function commonTo({ parameters = [], requestBody, ...operation }: DescribedOperation): ProblemKind[] {
  const takes = (header: string) => parameters.some(({ name, in: place }) => place === 'header' && name === header);
  const isOpen = operation['x-action'] === 'public';
  const { validation, malformedBody, invalidUtf8, nulCharacter, ...others } = httpProblems;
  return [
    validation,
    invalidUtf8,
    nulCharacter,
    ...(requestBody ? [malformedBody, others.bodyTooLarge, others.unsupportedMediaType] : []),
    ...(isOpen ? [] : [others.unauthenticated, others.forbidden]),
    ...(takes('If-Match') ? [others.stalePrecondition, others.preconditionRequired] : []),
    ...(takes('Idempotency-Key') ? [others.keyReused] : []),
    others.rateLimited,
    others.internal,
    others.busy,
    others.databaseUnavailable,
    others.storageFull,
  ];
}
