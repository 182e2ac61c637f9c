// Lists, reads, changes and deletes shells, submodels and concept descriptions with the unchanged client of Eclipse BaSyx (basyx-typescript-sdk) and says,
// as JSON, what it made of the answers. Its ES modules do not load in Node 20, so it is required.
// node shells.mjs URL TOKEN
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { AasRepositoryClient, SubmodelRepositoryClient, ConceptDescriptionRepositoryClient, Configuration } = require('basyx-typescript-sdk');
const aas = require('@aas-core-works/aas-core3.0-typescript').types;

const [, , url, token] = process.argv;
const configuration = new Configuration({ basePath: `${url}/api/v3.0`, headers: { Authorization: `Bearer ${token}` } });
const told = promise => promise.then(r => r.success ? { data: r.data } : { refused: r.error?.messages?.map(m => m.text) ?? String(r.error?.message ?? r.error) }, e => ({ failed: e.message }));
const [shells, submodels, concepts] = [new AasRepositoryClient(), new SubmodelRepositoryClient(), new ConceptDescriptionRepositoryClient()];

const shell = new aas.AssetAdministrationShell('urn:basyx:shell', new aas.AssetInformation(aas.AssetKind.Instance, 'urn:basyx:asset'));
shell.idShort = 'Press';
const speed = new aas.Property(aas.DataTypeDefXsd.Int);
[speed.idShort, speed.value] = ['Speed', '7'];
const submodel = new aas.Submodel('urn:basyx:submodel');
[submodel.idShort, submodel.submodelElements] = ['Data', [speed]];
const concept = new aas.ConceptDescription('urn:basyx:concept');

const created = await told(shells.postAssetAdministrationShell({ configuration, assetAdministrationShell: shell }));
const again = await told(shells.postAssetAdministrationShell({ configuration, assetAdministrationShell: shell }));
const list = await told(shells.getAllAssetAdministrationShells({ configuration }));
const one = await told(shells.getAssetAdministrationShellById({ configuration, aasIdentifier: shell.id }));
shell.idShort = 'Lathe';
const put = await told(shells.putAssetAdministrationShellById({ configuration, aasIdentifier: shell.id, assetAdministrationShell: shell }));
const after = await told(shells.getAssetAdministrationShellById({ configuration, aasIdentifier: shell.id }));
const made = await told(submodels.postSubmodel({ configuration, submodel }));
const all = await told(submodels.getAllSubmodels({ configuration }));
const element = await told(submodels.getSubmodelElementByPath({ configuration, submodelIdentifier: submodel.id, idShortPath: 'Speed' }));
const value = await told(submodels.getSubmodelByIdValueOnly({ configuration, submodelIdentifier: submodel.id }));
const noted = await told(concepts.postConceptDescription({ configuration, conceptDescription: concept }));
const notes = await told(concepts.getAllConceptDescriptions({ configuration }));
const gone = [
  await told(submodels.deleteSubmodelById({ configuration, submodelIdentifier: submodel.id })),
  await told(concepts.deleteConceptDescriptionById({ configuration, cdIdentifier: concept.id })),
  await told(shells.deleteAssetAdministrationShellById({ configuration, aasIdentifier: shell.id })),
];
const missing = await told(shells.getAssetAdministrationShellById({ configuration, aasIdentifier: shell.id }));

const ids = page => page.data?.result?.map(r => r.id) ?? page;
console.log(JSON.stringify({
  created: created.data?.id ?? created, again, list: ids(list), one: one.data?.idShort ?? one, put, after: after.data?.idShort ?? after,
  made: made.data?.id ?? made, all: ids(all), element: element.data?.value ?? element, value: value.data ?? value,
  noted: noted.data?.id ?? noted, notes: ids(notes), gone, missing,
}));
