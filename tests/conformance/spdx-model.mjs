// The classes of SPDX 3.0.1 that Airlock writes, as facts of the model (https://spdx.github.io/spdx-spec/v3.0.1/): which properties each has, how many
// values, of which kind. "!" is required, "*" is a list; the rest is a kind of value below, a class, or a vocabulary.

export const KINDS = {
  text: value => typeof value === "string",
  iri: value => typeof value === "string" && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value),
  ref: value => typeof value === "string" && value.length > 0,
  time: value => typeof value === "string" && /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\dZ$/.test(value),
  version: value => typeof value === "string" && /^\d+\.\d+\.\d+$/.test(value),
  count: value => Number.isInteger(value) && value >= 0,
};

const words = text => new Set(text.split(" "));

export const VOCABULARIES = {
  Presence: words("yes no noAssertion"),
  Profile: words("ai build core dataset expandedLicensing extension lite security simpleLicensing software"),
  Purpose: words("application archive bom configuration container data device deviceDriver diskImage documentation evidence executable file filesystemImage firmware framework install library manifest model module operatingSystem other patch platform requirement source specification test"),
  SbomType: words("analyzed build deployed design runtime source"),
  HashAlgorithm: words("blake2b256 blake2b384 blake2b512 blake3 md5 sha1 sha256 sha384 sha512 sha3_256 sha3_384 sha3_512"),
  AnnotationType: words("other review"),
  Completeness: words("complete incomplete noAssertion"),
  Scope: words("build design development other runtime test"),
  RelationshipType: words("contains dependsOn descendantOf hasConcludedLicense hasDeclaredLicense hasProvidedDependency testedOn trainedOn"),
  IdentifierType: words("cpe22 cpe23 cve email gitoid other packageUrl securityOther swhid swid urlScheme"),
  ReferenceType: words("altDownloadLocation altWebPage binaryArtifact buildMeta buildSystem certificationReport chat componentAnalysisReport documentation dynamicAnalysisReport issueTracker license mailingList other qualityAssessmentReport releaseNotes riskAssessment runtimeAnalysisReport securityAdvisory securityOther securityPenTestReport securityPolicy securityThreatModel socialMedia sourceArtifact staticAnalysisReport support vcs vulnerabilityDisclosureReport vulnerabilityExploitabilityAssessment"),
  Confidentiality: words("amber clear green red"),
  DatasetType: words("audio categorical graph image noAssertion numeric other sensor structured syntactic text timeseries timestamp video"),
};

const ELEMENT = {
  spdxId: "iri!", creationInfo: "ref!", name: "text", summary: "text", description: "text", comment: "text",
  extension: "extension_CdxPropertiesExtension*", externalIdentifier: "ExternalIdentifier*", externalRef: "ExternalRef*", verifiedUsing: "Hash*",
};
const COLLECTION = { ...ELEMENT, element: "ref*", rootElement: "ref*", profileConformance: "Profile*" };
const PACKAGE = {
  ...ELEMENT, builtTime: "time", releaseTime: "time", originatedBy: "ref*", suppliedBy: "ref",
  software_copyrightText: "text", software_downloadLocation: "iri", software_homePage: "iri", software_packageUrl: "iri", software_packageVersion: "text",
  software_primaryPurpose: "Purpose", software_sourceInfo: "text",
};
const RELATIONSHIP = { ...ELEMENT, from: "ref!", to: "ref*!", relationshipType: "RelationshipType!", completeness: "Completeness" };

export const CLASSES = {
  CreationInfo: { "@id": "ref!", specVersion: "version!", created: "time!", comment: "text", createdBy: "ref*!", createdUsing: "ref*" },
  SpdxDocument: { ...COLLECTION, dataLicense: "ref", import: "ExternalMap*" },
  software_Sbom: { ...COLLECTION, software_sbomType: "SbomType*" },
  software_Package: PACKAGE,
  ai_AIPackage: {
    ...PACKAGE, ai_autonomyType: "Presence", ai_domain: "text*", ai_hyperparameter: "DictionaryEntry*", ai_informationAboutApplication: "text",
    ai_informationAboutTraining: "text", ai_limitation: "text", ai_metric: "DictionaryEntry*", ai_typeOfModel: "text*",
  },
  dataset_DatasetPackage: {
    ...PACKAGE, dataset_confidentialityLevel: "Confidentiality", dataset_datasetSize: "count", dataset_datasetType: "DatasetType*!",
    dataset_hasSensitivePersonalInformation: "Presence",
  },
  Agent: ELEMENT, Organization: ELEMENT, SoftwareAgent: ELEMENT, Tool: ELEMENT,
  simplelicensing_LicenseExpression: { ...ELEMENT, simplelicensing_licenseExpression: "text!" },
  Annotation: { ...ELEMENT, annotationType: "AnnotationType!", subject: "ref!", statement: "text" },
  Relationship: RELATIONSHIP,
  LifecycleScopedRelationship: { ...RELATIONSHIP, scope: "Scope" },
  // These are values, and have no identifier.
  DictionaryEntry: { key: "text!", value: "text" },
  ExternalIdentifier: { externalIdentifierType: "IdentifierType!", identifier: "text!", comment: "text" },
  ExternalMap: { externalSpdxId: "iri!" },
  ExternalRef: { externalRefType: "ReferenceType", locator: "text*", comment: "text" },
  Hash: { algorithm: "HashAlgorithm!", hashValue: "text!" },
  extension_CdxPropertiesExtension: { extension_cdxProperty: "extension_CdxPropertyEntry*!" },
  extension_CdxPropertyEntry: { extension_cdxPropName: "text!", extension_cdxPropValue: "text" },
};

/** Everything in which an object does not fit its class. */
export function findModelFaults(value, fault) {
  const properties = CLASSES[value?.type];
  if (!properties) {
    fault(`is of type ${value?.type}, which is not written`);
    return;
  }
  for (const [name, rule] of Object.entries(properties)) {
    if (rule.includes("!") && (value[name] === undefined || value[name].length === 0)) {
      fault(`has no ${name}`);
    }
  }
  for (const [name, content] of Object.entries(value).filter(([name]) => name !== "type")) {
    const rule = properties[name];
    if (!rule) {
      fault(`has ${name}, which ${value.type} does not know`);
    } else if (rule.includes("*") !== Array.isArray(content)) {
      fault(`has ${rule.includes("*") ? "no list" : "a list"} as ${name}`);
    } else {
      [content].flat().forEach(one => checkValue(one, rule.replace(/[!*]/g, ""), text => fault(`${name}: ${text}`)));
    }
  }
}

function checkValue(value, kind, fault) {
  if (CLASSES[kind]) {
    value?.type === kind ? findModelFaults(value, fault) : fault(`is of type ${value?.type}, not ${kind}`);
  } else if (VOCABULARIES[kind] ? !VOCABULARIES[kind].has(value) : !KINDS[kind](value)) {
    fault(`${JSON.stringify(value)} is no ${kind}`);
  }
}
