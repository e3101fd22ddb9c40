#!/usr/bin/env node
// Takes CycloneDX documents through the library of the CycloneDX project for JavaScript, as a consumer would: its own strict validator, then its models, filled
// from the document, and its serializer. What its models have a place for must come out as it went in. (The library reads no JSON into its models itself, and
// has no place for model cards, evidence, data, compositions, annotations, citations.)
//
// usage:  node read-back.mjs FILE...
// exit:   0 all came through, 1 at least one did not, 2 nothing could be checked

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

let CDX;
try {
  CDX = createRequire(import.meta.url)("@cyclonedx/cyclonedx-library");
} catch (error) {
  console.error(`read-back: packages are not installed, run "npm ci" in tests/conformance (${error.code ?? error.message})`);
  process.exit(2);
}
const { Models, Serialize, Spec, Validation } = CDX;
const SPECS = { "1.6": Spec.Spec1dot6, "1.7": Spec.Spec1dot7 };
const sorted = list => [...list].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));

const hashes = list => new Models.HashDictionary((list ?? []).map(hash => [hash.alg, hash.content]));
const properties = list => new Models.PropertyRepository((list ?? []).map(property => new Models.Property(property.name, property.value)));
const references = list => new Models.ExternalReferenceRepository((list ?? []).map(reference =>
  new Models.ExternalReference(reference.url, reference.type, { comment: reference.comment, hashes: hashes(reference.hashes) })));
const organization = entity => entity && new Models.OrganizationalEntity({ name: entity.name, url: new Set(entity.url ?? []) });

function license(choice) {
  if (choice.expression) {
    const expression = new Models.LicenseExpression(choice.expression);
    expression.acknowledgement = choice.acknowledgement;
    return expression;
  }
  const { id, name, url, acknowledgement } = choice.license;
  return id ? new Models.SpdxLicense(id, { url, acknowledgement }) : new Models.NamedLicense(name, { url, acknowledgement });
}

const component = part => new Models.Component(part.type, part.name, {
  bomRef: part["bom-ref"],
  version: part.version,
  description: part.description,
  scope: part.scope,
  purl: part.purl,
  copyright: part.copyright,
  supplier: organization(part.supplier),
  hashes: hashes(part.hashes),
  licenses: new Models.LicenseRepository((part.licenses ?? []).map(license)),
  externalReferences: references(part.externalReferences),
  properties: properties(part.properties),
});

const service = part => new Models.Service(part.name, {
  bomRef: part["bom-ref"],
  group: part.group,
  version: part.version,
  description: part.description,
  provider: organization(part.provider),
  externalReferences: references(part.externalReferences),
  properties: properties(part.properties),
});

function rebuild(document) {
  const root = component(document.metadata.component);
  const components = (document.components ?? []).map(component);
  const services = (document.services ?? []).map(service);
  const byRef = new Map([root, ...components, ...services].map(part => [part.bomRef.value, part]));
  for (const node of document.dependencies ?? []) {
    (node.dependsOn ?? []).map(ref => byRef.get(ref)).filter(Boolean).forEach(part => byRef.get(node.ref)?.dependencies.add(part.bomRef));
  }
  const bom = new Models.Bom({
    serialNumber: document.serialNumber,
    version: document.version,
    metadata: new Models.Metadata({ component: root }),
    components: new Models.ComponentRepository(components),
    services: new Models.ServiceRepository(services),
  });
  return JSON.parse(new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(SPECS[document.specVersion])).serialize(bom, { sortLists: true }));
}

// What models and schema share. The library keeps one expression, or licences; not both.
function essence(document) {
  const part = one => ({
    type: one.type, ref: one["bom-ref"], group: one.group, name: one.name, version: one.version, description: one.description, scope: one.scope, purl: one.purl,
    copyright: one.copyright, supplier: (one.supplier ?? one.provider)?.name,
    hashes: sorted((one.hashes ?? []).map(hash => `${hash.alg} ${hash.content}`)),
    licenses: (one.licenses ?? []).some(choice => choice.expression) ? [] : sorted((one.licenses ?? []).map(choice => `${choice.license.id ?? choice.license.name} ${choice.license.acknowledgement}`)),
    references: sorted((one.externalReferences ?? []).map(reference => `${reference.type} ${reference.url} ${(reference.hashes ?? []).map(hash => hash.content)}`)),
    properties: sorted((one.properties ?? []).map(property => `${property.name}=${property.value}`)),
  });
  return {
    serialNumber: document.serialNumber,
    root: part(document.metadata.component),
    parts: sorted([...(document.components ?? []), ...(document.services ?? [])].map(part)),
    edges: sorted((document.dependencies ?? []).flatMap(node => (node.dependsOn ?? []).map(target => `${node.ref} -> ${target}`))),
  };
}

function differences(before, after, place = "") {
  if (typeof before !== "object" || before === null || typeof after !== "object" || after === null) {
    return before === after ? [] : [`${place}: ${JSON.stringify(before)} came out as ${JSON.stringify(after)}`];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(key => differences(before[key], after[key], `${place}/${key}`));
}

let failed = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const document = JSON.parse(text);
  const invalid = await new Validation.JsonStrictValidator(document.specVersion).validate(text);
  const faults = invalid ? [`its validator refuses: ${JSON.stringify(invalid).slice(0, 1000)}`] : differences(essence(document), essence(rebuild(document)));
  console.log(`${faults.length === 0 ? "same   " : "CHANGED"} ${file}`);
  faults.slice(0, 20).forEach(fault => console.log(`        ${fault}`));
  failed += faults.length > 0 ? 1 : 0;
}
if (process.argv.length < 3) {
  console.error("read-back: name at least one file");
  process.exit(2);
}
process.exit(failed > 0 ? 1 : 0);
