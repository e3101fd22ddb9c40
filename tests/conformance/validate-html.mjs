#!/usr/bin/env node
// Checks HTML pages, offline: the standard's rules and those on accessibility.
//
// usage:  node validate-html.mjs FILE...
// exit:   0 all valid, 1 at least one is not, 2 nothing could be checked

import { readFileSync } from "node:fs";

async function createValidator() {
  try {
    const { HtmlValidate, StaticConfigLoader } = await import("html-validate");
    return new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:standard", "html-validate:a11y"] }));
  } catch (error) {
    console.error(`validate-html: packages are not installed, run "npm ci" in tests/conformance (${error.code ?? error.message})`);
    process.exit(2);
  }
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("validate-html: name at least one file");
  process.exit(2);
}
const validator = await createValidator();
let invalid = 0;
for (const file of files) {
  const report = await validator.validateString(readFileSync(file, "utf8"), file);
  console.log(`${report.valid ? "valid  " : "INVALID"} ${file}`);
  report.results.flatMap(result => result.messages).forEach(message => console.log(`        line ${message.line}: ${message.message} (${message.ruleId})`));
  invalid += report.valid ? 0 : 1;
}
process.exit(invalid > 0 ? 1 : 0);
