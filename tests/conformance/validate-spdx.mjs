#!/usr/bin/env node
// Checks SPDX 3.0.1 documents in JSON-LD, offline: classes, cardinalities and vocabularies of the model, references, claimed profiles. No package carries the
// official schema alone; whoever has it can name it.
//
// usage:  node validate-spdx.mjs [--schema FILE] FILE...      against that JSON schema as well
// exit:   0 all valid, 1 at least one is not, 2 nothing could be checked

import { readFileSync } from "node:fs";
import { findModelFaults } from "./spdx-model.mjs";
import { findSpdxFaults } from "./spdx-semantics.mjs";

const CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";

async function createValidator(schemaFile) {
  try {
    const Ajv = (await import("ajv/dist/2020.js")).default;
    return new Ajv({ allErrors: false, strict: false }).compile(JSON.parse(readFileSync(schemaFile, "utf8")));
  } catch (error) {
    console.error(`validate-spdx: the schema can't be used (${error.code ?? error.message})`);
    process.exit(2);
  }
}

// A schema with a choice of classes tells every class that does not fit: one object at a time names the fault.
function schemaFaults(validate, document) {
  if (!validate || validate(document)) {
    return [];
  }
  return document["@graph"]
    .filter(element => !validate({ "@context": document["@context"], "@graph": [element] }))
    .map(element => `${element.spdxId ?? element["@id"]} does not fit the schema`);
}

function check(file, validate) {
  let document;
  try {
    document = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    return [`can't be read: ${error.message}`];
  }
  if (document["@context"] !== CONTEXT || !Array.isArray(document["@graph"]) || Object.keys(document).length !== 2) {
    return [`is no graph in the context ${CONTEXT}`];
  }
  const faults = [];
  document["@graph"].forEach(element => findModelFaults(element, text => faults.push(`${element?.spdxId ?? element?.["@id"]} ${text}`)));
  return [...faults, ...schemaFaults(validate, document), ...(faults.length > 0 ? [] : findSpdxFaults(document))];
}

const files = process.argv.slice(2);
const schemaFile = files[0] === "--schema" ? files.splice(0, 2)[1] : undefined;
if (files.length === 0) {
  console.error("validate-spdx: name at least one file");
  process.exit(2);
}
const validate = schemaFile && await createValidator(schemaFile);
let invalid = 0;
for (const file of files) {
  const faults = check(file, validate);
  console.log(`${faults.length === 0 ? "valid  " : "INVALID"} ${file}`);
  faults.forEach(fault => console.log(`        ${fault}`));
  invalid += faults.length > 0 ? 1 : 0;
}
process.exit(invalid > 0 ? 1 : 0);
