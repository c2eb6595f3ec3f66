import mocha from "eslint-plugin-mocha";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/**"] },
    {
        files: ["**/*.ts"],
        extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
        languageOptions: {
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            curly: ["error", "all"],
            eqeqeq: "error",
            "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
            "no-restricted-syntax": [
                "error",
                {
                    selector:
                        "AssignmentExpression[left.object.name='process'][left.property.name='env']",
                    message: "Set variables one by one: programs are looked up by the real ones.",
                },
            ],
            "@typescript-eslint/explicit-module-boundary-types": "error",
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/restrict-template-expressions": [
                "error",
                { allowNumber: true, allowBoolean: true },
            ],
            // A component is created for its effect; its variable is often not needed.
            "no-new": "off",
            "@typescript-eslint/no-extraneous-class": "off",
        },
    },
    {
        // Columns are read at indexes that are within them; `??` would cost time in every event.
        files: ["twin/**/*.ts"],
        rules: { "@typescript-eslint/non-nullable-type-assertion-style": "off" },
    },
    {
        files: ["test/**/*.spec.ts"],
        plugins: { mocha },
        rules: {
            "mocha/no-exclusive-tests": "error",
            "mocha/no-identical-title": "error",
            "mocha/no-async-suite": "error",
        },
    },
);
