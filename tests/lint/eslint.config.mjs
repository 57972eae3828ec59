// SPDX-License-Identifier: EUPL-1.2
// The linter of the pages, of the JavaScript tests and of the build scripts; `./dev lint` runs it
// from the top folder. Form is prettier's: no rule here is about it.
import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import typescript from 'typescript-eslint';
import { fileURLToPath } from 'node:url';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const pages = ['server/web/src/**/*.{ts,tsx}'];
const scripts = ['**/*.mjs'];
const keysAndClicks = ['onClick', 'onMouseDown', 'onMouseUp', 'onKeyPress', 'onKeyDown', 'onKeyUp'];

export default typescript.config(
  { ignores: ['build/**', '**/node_modules/**', 'server/web/generated/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: pages,
    extends: [js.configs.recommended, ...typescript.configs.strictTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: folder('../../server/web') },
    },
    rules: {
      // Numbers are written into texts everywhere, and as one means them.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => setName('')` says nothing of a value; braces would add lines and no sense.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `void rows.value` is how a component follows a signal of which it needs no value.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    files: ['server/web/src/**/*.tsx'],
    extends: [a11y.flatConfigs.strict],
    plugins: { 'react-hooks': hooks },
    rules: {
      // The plugin's other rules are for React's compiler, which Preact does not have: they take
      // a signal for a value that must not change.
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // What scrolls must be reached by the keyboard (axe: scrollable-region-focusable).
      // Files are dropped by mouse alone; the button beside does the same.
      'jsx-a11y/no-static-element-interactions': ['error', { handlers: keysAndClicks }],
      'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['group'], tags: [] }],
    },
  },
  {
    files: scripts,
    extends: [js.configs.recommended, typescript.configs.base],
    languageOptions: {
      globals: globals.node,
      parserOptions: { project: folder('../tsconfig.json') },
    },
    rules: {
      'no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_' }],
      // A test that is declared runs by itself; any other promise that nobody awaits hides a fault.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    // What is given to page.evaluate() runs in the browser.
    files: ['tests/browser/**/*.mjs', 'tests/bench/web/**/*.mjs'],
    languageOptions: { globals: globals.browser },
  },
);
