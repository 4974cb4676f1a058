import tseslint from 'typescript-eslint';

const IN_A_TRANSACTION =
  'Models are read in the transaction of a unit of work only (UnitOfWork.write, `tx`), everything else with Database.query or a RecordedRead: outside of one, Prisma batches the reads of several requests into one statement, which runs with the row-level-security scope of the first.';
/** Where models are lent, and by whom. */
const LENDERS = [
  'src/platform/database/database.ts',
  'src/platform/database/prisma.ts',
  'src/platform/database/unit-of-work.ts',
];
const MODEL_CALL = [
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'aggregate',
  'create',
  'createMany',
  'createManyAndReturn',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
].join('|');

/** No read is merged with another's scope. */
export const scopes = {
  files: ['src/**/*.ts'],
  ignores: LENDERS,
  rules: {
    'no-restricted-syntax': [
      'error',
      { selector: "MemberExpression[property.name='prisma']", message: IN_A_TRANSACTION },
      { selector: 'NewExpression[callee.name=/^(PrismaClient|PrismaPg)$/]', message: IN_A_TRANSACTION },
      {
        selector: `CallExpression[callee.property.name=/^(${MODEL_CALL})$/][callee.object.type='MemberExpression']:not([callee.object.object.name='tx']):not([callee.object.object.type='ThisExpression'])`,
        message: IN_A_TRANSACTION,
      },
      {
        selector: "CallExpression[callee.property.name='query'][callee.object.property.name='pool']",
        message: 'The pool runs nothing without a scope: use Database.query, or pool.seeing with the scope told.',
      },
      {
        selector: "MemberExpression[property.name='$transaction']",
        message: 'A transaction is begun by Database.transaction, which gives it its scope; use a unit of work.',
      },
      {
        selector: "CallExpression[callee.property.name='transaction'][callee.object.property.name='database']",
        message: 'Only the unit of work begins transactions: it names who acts, and gives the scope of the request.',
      },
    ],
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: ['**/database/prisma.js'], importNames: ['createPrismaClient'], message: IN_A_TRANSACTION },
          { group: ['**/generated/prisma/client.js'], importNames: ['PrismaClient'], message: IN_A_TRANSACTION },
        ],
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['dist/**', 'src/generated/**', 'web/src/api/generated/**', 'node_modules/**', 'data/**', 'coverage/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers read in a text as they are; objects, which do not, are still refused.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => log(…)` hands nobody the nothing it returns.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Nest's modules are classes that hold nothing but their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // DTOs and answers are classes for the sake of their description: shapes without methods, which rows become by being assigned.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // What others send, and what a row or a library holds, may be missing although its type says that it is there.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A check in SQL or in the caller often says that something is there; the exclamation mark says so to the compiler.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The rows of a statement have a type that nothing infers: who asks names it.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Values of ambient enums have no names in files that are compiled one by one.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // What others sign may hold anything, whatever the types of a library promise.
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      // Fields are taken from plain records, whose keys no library knows.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // It is marked only so that it stands out: an identity provider on this machine is asked without TLS.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      curly: ['error', 'multi-line'],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  scopes,
  {
    // Bodies of answers are `any` in tests, which the rules above would refuse; waiting for a clock is not forgiven.
    files: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'setTimeout', message: 'Wait for what must come: test/support/until.' },
      ],
    },
  },
  {
    // The console is a project of its own, for browsers.
    files: ['web/**/*.ts', 'web/**/*.tsx'],
    languageOptions: { parserOptions: { project: './web/tsconfig.json' } },
  },
  // One list of words a language, so that none is forgotten.
  { files: ['web/src/words/vi.ts', 'web/src/words/en.ts'], rules: { 'max-lines': 'off' } },
  { files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'src/main.ts'], rules: { 'no-console': 'off' } },
);
