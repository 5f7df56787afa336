import tseslint from "typescript-eslint";

const noImpurity = [
  "error",
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: "The domain takes the clock as an argument." },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "The domain takes the clock as an argument." },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: "The domain takes randomness as an argument." },
];

export default tseslint.config(
  { ignores: ["build/**", ".cache/**", "node_modules/**", ".data/**", "drizzle/**", "test-results/**", "playwright-report/**"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": ["error", { allow: ["error"] }],
      eqeqeq: "error",
    },
  },
  {
    files: ["app/domain/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-syntax": noImpurity,
      "no-restricted-globals": ["error", { name: "process", message: "The domain knows no process." }],
    },
  },
  {
    files: ["app/routes/**", "app/components/**", "app/http/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ regex: "/enhance/.*(?<!\\?worker&url)$", message: "Take an enhancement module as an address: `…ts?worker&url`." }] }],
    },
  },
  {
    files: ["server/**", "tests/**", "seed/**"],
    rules: { "no-console": "off" },
  },
);
