import tseslint from 'typescript-eslint';

const IN_A_TRANSACTION =
  'Models are read in the transaction of a unit of work only (UnitOfWork.write, `tx`), everything else with Database.query or a RecordedRead: outside of one, Prisma batches the reads of several requests into one statement, which runs with the row-level-security scope of the first.';
/** Where models are lent, and by whom. */
const LENDERS = ['src/platform/database/database.ts', 'src/platform/database/prisma.ts', 'src/platform/database/unit-of-work.ts'];
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
  { ignores: ['dist/**', 'src/generated/**', 'node_modules/**', 'data/**', 'coverage/**'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
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
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  scopes,
  { files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'src/main.ts'], rules: { 'no-console': 'off' } },
);
