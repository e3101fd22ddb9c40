// Rules on an SPDX 3.0.1 document that its JSON schema can't express: identifiers, references, individuals, and what a claimed profile asks for.

// Elements that the model itself defines.
const INDIVIDUALS = new Set(["NoAssertionElement", "NoneElement", "SpdxOrganization", "expandedlicensing_NoAssertionLicense", "expandedlicensing_NoneLicense"]);
const REFERENCES = ["creationInfo", "createdBy", "createdUsing", "suppliedBy", "originatedBy", "from", "to", "subject", "element", "rootElement", "dataLicense"];
const AGENTS = ["Agent", "Organization", "Person", "SoftwareAgent"];
const DIGITS = { md5: 32, sha1: 40, sha256: 64, sha384: 96, sha512: 128, sha3_256: 64, sha3_384: 96, sha3_512: 128, blake2b256: 64, blake2b384: 96, blake2b512: 128, blake3: 64 };
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;
const ABSOLUTE_PATH = /^(?:\/(?:home|root|tmp|Users|var)\/|[A-Za-z]:[\\/]|\\\\)/;
// "External properties restrictions" of the classes, and the profiles' own lists.
const PROFILES = {
  ai: { type: "ai_AIPackage", required: ["releaseTime", "suppliedBy", "software_downloadLocation", "software_packageVersion", "software_primaryPurpose"] },
  dataset: { type: "dataset_DatasetPackage", required: ["builtTime", "originatedBy", "releaseTime", "software_downloadLocation", "software_primaryPurpose"] },
};

/** All faults of a document, each with the element that has it. */
export function findSpdxFaults(document) {
  const faults = [];
  const graph = document["@graph"];
  const elements = new Map();
  for (const element of graph) {
    const id = element.spdxId ?? element["@id"];
    const fault = text => faults.push(`${id} ${text}`);
    if (elements.has(id)) {
      fault("stands there twice");
    }
    if (element.spdxId && !IRI.test(id)) {
      fault("is no IRI");
    }
    elements.set(id, element);
  }
  const imported = new Set(graph.flatMap(element => element.import ?? []).map(map => map.externalSpdxId));
  for (const [id, element] of elements) {
    checkElement(element, elements, imported, text => faults.push(`${id} ${text}`));
  }
  checkDocument(graph, elements, text => faults.push(text));
  return faults;
}

function checkElement(element, elements, imported, fault) {
  for (const name of REFERENCES) {
    for (const target of [element[name] ?? []].flat()) {
      if (!elements.has(target) && !imported.has(target) && !INDIVIDUALS.has(target)) {
        fault(`names ${target} as ${name}, which is nowhere`);
      }
    }
  }
  for (const name of ["createdBy", "suppliedBy", "originatedBy"]) {
    [element[name] ?? []].flat()
      .filter(target => elements.has(target) && !AGENTS.includes(elements.get(target).type))
      .forEach(target => fault(`has ${target} as ${name}, which is no agent`));
  }
  for (const hash of element.verifiedUsing ?? []) {
    if (DIGITS[hash.algorithm] && !new RegExp(`^[0-9a-f]{${DIGITS[hash.algorithm]}}$`).test(hash.hashValue)) {
      fault(`has a ${hash.algorithm} of a wrong form: ${hash.hashValue}`);
    }
  }
  for (const name of ["software_downloadLocation", "software_homePage", "software_packageUrl"]) {
    if (element[name] !== undefined && !IRI.test(element[name])) {
      fault(`has a ${name} that is no IRI: ${element[name]}`);
    }
  }
  if (Array.isArray(element.to) && element.to.includes(element.from)) {
    fault("relates an element to itself");
  }
  texts(element).filter(text => ABSOLUTE_PATH.test(text)).forEach(text => fault(`tells of the machine it was made on: ${text}`));
}

function checkDocument(graph, elements, fault) {
  const only = type => {
    const found = graph.filter(element => element.type === type);
    if (found.length !== 1) {
      fault(`there are ${found.length} of ${type}`);
    }
    return found[0] ?? {};
  };
  const document = only("SpdxDocument");
  only("CreationInfo");
  const listed = new Set(document.element ?? []);
  [...elements.keys()]
    .filter(id => !id.startsWith("_:") && id !== document.spdxId && !listed.has(id))
    .forEach(id => fault(`${id} is not listed by the document`));
  for (const profile of document.profileConformance ?? []) {
    const rule = PROFILES[profile];
    if (!rule) {
      continue;
    }
    for (const element of graph.filter(one => one.type === rule.type)) {
      rule.required.filter(name => element[name] === undefined).forEach(name => fault(`${element.spdxId} has no ${name}, which the profile ${profile} asks for`));
      for (const type of ["hasConcludedLicense", "hasDeclaredLicense"]) {
        if (graph.filter(one => one.from === element.spdxId && one.relationshipType === type).length !== 1) {
          fault(`${element.spdxId} has not one ${type}, which the profile ${profile} asks for`);
        }
      }
    }
  }
}

function texts(value) {
  return typeof value === "string" ? [value] : value !== null && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}
