#!/usr/bin/env node
// Checks CycloneDX JSON documents, offline and strictly: the official schema with every format asserted, and what a schema
// can't say (references that lead nowhere, digests of a wrong length, ...).
//
// usage:  node validate-bom.mjs FILE...
// exit:   0 all valid, 1 at least one is not, 2 nothing could be checked

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { findFaults } from "./semantics.mjs";

const SCHEMA_PACKAGE = "@cyclonedx/cyclonedx-library";
const VERSIONS = ["1.6", "1.7"];

async function loadPackages() {
  try {
    const require = createRequire(import.meta.url);
    const load = async name => (await import(pathToFileURL(require.resolve(name)))).default;
    return {
      Ajv: await load("ajv"),
      addFormats: await load("ajv-formats"),
      addFormats2019: await load("ajv-formats-draft2019"),
      schemas: join(dirname(require.resolve(`${SCHEMA_PACKAGE}/package.json`)), "res", "schema"),
    };
  } catch (error) {
    console.error(`validate-bom: packages are not installed, run "npm ci" in tests/conformance (${error.code ?? error.message})`);
    process.exit(2);
  }
}

function createValidator({ Ajv, addFormats, addFormats2019, schemas }) {
  const read = name => JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: true, addUsedSchema: false });
  addFormats(ajv);
  addFormats2019(ajv, { formats: ["idn-email"] });
  // The formats package refuses urn: and pkg: and takes blanks as iri-reference; this is the outer shape of RFC 3987.
  ajv.addFormat("iri-reference", text => /^(?:[a-z][a-z0-9+.-]*:|(?![^/?#]*:))(?:%[0-9a-f]{2}|[^\s<>"{}|\\^`%\x00-\x20])*$/i.test(text));
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) {
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const compiled = new Map();
  return version => {
    if (!compiled.has(version)) {
      compiled.set(version, ajv.compile(read(`bom-${version}`)));
    }
    return compiled.get(version);
  };
}

function check(file, validatorFor) {
  let bom;
  try {
    bom = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    return [`can't be read: ${error.message}`];
  }
  if (!VERSIONS.includes(bom?.specVersion)) {
    return [`specVersion is ${JSON.stringify(bom?.specVersion)}, not one of ${VERSIONS.join(", ")}`];
  }
  const validate = validatorFor(bom.specVersion);
  const faults = validate(bom)
    ? []
    : validate.errors.map(error => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
  return [...faults, ...findFaults(bom)];
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("validate-bom: name at least one file");
  process.exit(2);
}
const validatorFor = createValidator(await loadPackages());
let invalid = 0;
for (const file of files) {
  const faults = check(file, validatorFor);
  console.log(`${faults.length === 0 ? "valid  " : "INVALID"} ${file}`);
  faults.forEach(fault => console.log(`        ${fault}`));
  invalid += faults.length > 0 ? 1 : 0;
}
process.exit(invalid > 0 ? 1 : 0);
