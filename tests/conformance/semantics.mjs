// Rules on a CycloneDX document that its schema can't express.

const DIGEST_LENGTH = {
  "MD5": 32, "SHA-1": 40, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128,
  "SHA3-256": 64, "SHA3-384": 96, "SHA3-512": 128,
  "BLAKE2b-256": 64, "BLAKE2b-384": 96, "BLAKE2b-512": 128, "BLAKE3": 64,
};
// ECMA-427: type, optional namespace, name, version, qualifiers, subpath; what may not stand there is percent-encoded.
const PURL = /^pkg:(?<type>[a-z][a-z0-9.-]*)\/(?<path>(?:[A-Za-z0-9._~!$&'()*+,;=:/-]|%[0-9A-F]{2})+)(?:@(?<version>(?:[A-Za-z0-9._~:-]|%[0-9A-F]{2})+))?(?:\?[a-z0-9._-]+=[^\s#]+)?(?:#\S+)?$/;
// The property names under the official prefix that Airlock may use: https://github.com/CycloneDX/cyclonedx-property-taxonomy
const OFFICIAL_PROPERTY = /^cdx:(reproducible$|ai-ml:|lifecycle:milestone:)/;
const ABSOLUTE_PATH = /^(?:\/(?:home|root|tmp|Users|var)\/|[A-Za-z]:[\\/]|\\\\)/;

/** All faults of a document, each with the place where it is. */
export function findFaults(bom) {
  const faults = [];
  const fault = (place, text) => faults.push(`${place || "/"} ${text}`);
  const refs = collectRefs(bom, fault);
  walk(bom, "", (value, place) => checkObject(value, place, fault));
  const need = (place, ref) => {
    if (typeof ref === "string" && !ref.startsWith("urn:cdx:") && !refs.has(ref)) {
      fault(place, `names "${ref}", which is nowhere`);
    }
  };
  checkDependencies(bom, refs, need, fault);
  checkReferences(bom, need, fault);
  return faults;
}

function walk(value, place, visit) {
  if (Array.isArray(value)) {
    value.forEach((item, index) => walk(item, `${place}/${index}`, visit));
  } else if (value !== null && typeof value === "object") {
    visit(value, place);
    Object.entries(value).forEach(([name, member]) => walk(member, `${place}/${name}`, visit));
  } else if (typeof value === "string") {
    visit(value, place);
  }
}

function collectRefs(bom, fault) {
  const refs = new Map();
  walk(bom, "", (value, place) => {
    const ref = value["bom-ref"];
    if (typeof ref !== "string") {
      return;
    }
    if (refs.has(ref)) {
      fault(place, `has the bom-ref "${ref}" of ${refs.get(ref)}`);
    }
    if (ref.startsWith("urn:cdx:")) {
      fault(place, "has a bom-ref that reads as a link to another document");
    }
    refs.set(ref, place);
  });
  return refs;
}

function checkObject(value, place, fault) {
  if (typeof value === "string") {
    if (ABSOLUTE_PATH.test(value) && !place.includes("/endpoints/")) {
      fault(place, `tells of the machine it was made on: ${value}`);
    }
    return;
  }
  if (DIGEST_LENGTH[value.alg] && value.content?.length !== DIGEST_LENGTH[value.alg]) {
    fault(place, `${value.alg} has ${DIGEST_LENGTH[value.alg]} digits, not ${value.content?.length}`);
  }
  if (typeof value.purl === "string") {
    const parts = PURL.exec(value.purl)?.groups;
    if (!parts) {
      fault(place, `"${value.purl}" is no package URL`);
    } else if (parts.type === "nuget" && (parts.path.includes("/") || !parts.version)) {
      fault(place, `"${value.purl}": a NuGet package has a version and no namespace`);
    } else if (parts.type === "huggingface" && !/^[0-9a-f]{40}$/.test(parts.version ?? "")) {
      fault(place, `"${value.purl}": the version is a commit`);
    }
  }
  if (place === "/metadata/component" && (value.scope || value.isExternal)) {
    fault(place, "the described component has neither scope nor isExternal");
  }
  if (Array.isArray(value.data) && value.type && value.type !== "data") {
    fault(place, `a component of type ${value.type} has no data`);
  }
  if (Array.isArray(value.properties)) {
    value.properties
      .filter(property => property.name.startsWith("cdx:") && !OFFICIAL_PROPERTY.test(property.name))
      .forEach(property => fault(place, `the property ${property.name} is not registered`));
  }
}

function checkDependencies(bom, refs, need, fault) {
  const nodes = new Set();
  (bom.dependencies ?? []).forEach((dependency, index) => {
    const place = `/dependencies/${index}`;
    need(place, dependency.ref);
    if (nodes.has(dependency.ref)) {
      fault(place, `is a second node for "${dependency.ref}"`);
    }
    nodes.add(dependency.ref);
    for (const kind of ["dependsOn", "provides"]) {
      (dependency[kind] ?? []).forEach(ref => {
        need(`${place}/${kind}`, ref);
        if (ref === dependency.ref) {
          fault(place, "depends on itself");
        }
      });
    }
  });
  const parts = [bom.metadata?.component, ...(bom.components ?? []), ...(bom.services ?? [])];
  parts
    .filter(part => part?.["bom-ref"] && !nodes.has(part["bom-ref"]))
    .forEach(part => fault(refs.get(part["bom-ref"]), "has no node in the dependencies"));
}

function checkReferences(bom, need, fault) {
  (bom.compositions ?? []).forEach((composition, index) => {
    for (const kind of ["assemblies", "dependencies", "vulnerabilities"]) {
      (composition[kind] ?? []).forEach(ref => need(`/compositions/${index}/${kind}`, ref));
    }
  });
  (bom.annotations ?? []).forEach((annotation, index) =>
    annotation.subjects.forEach(ref => need(`/annotations/${index}/subjects`, ref)));
  checkVulnerabilities(bom, fault);
}

// Known vulnerabilities change while the bill of materials does not: they stand in a document of their own, which points into it.
function checkVulnerabilities(bom, fault) {
  if (!bom.vulnerabilities) {
    return;
  }
  for (const part of ["components", "services", "dependencies", "compositions", "annotations"].filter(name => bom[name]?.length > 0)) {
    fault("/vulnerabilities", `do not belong into the bill of materials, and here are ${part}`);
  }
  bom.vulnerabilities.forEach((vulnerability, index) => {
    const place = `/vulnerabilities/${index}`;
    if (!vulnerability.id && !vulnerability.source?.url) {
      fault(place, "has neither an identifier nor a page");
    }
    if (vulnerability.analysis?.state === "not_affected" && !vulnerability.analysis.justification && !vulnerability.analysis.detail) {
      fault(place, "does no harm for no reason");
    }
    if (!vulnerability.affects?.length) {
      fault(place, "affects nothing");
    }
    (vulnerability.affects ?? []).filter(target => !target.ref.startsWith("urn:cdx:")).forEach(target => fault(place, `affects ${target.ref}, which is no link to the bill of materials`));
  });
}
