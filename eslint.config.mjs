import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'src/generated/**', 'node_modules/**', 'data/**', 'coverage/**'] },
  {
    files: ['**/*.ts'],
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
      // What stands at an index or in a row may be missing, which the types do not say while noUncheckedIndexedAccess is off.
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
  { files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'src/main.ts'], rules: { 'no-console': 'off' } },
);
