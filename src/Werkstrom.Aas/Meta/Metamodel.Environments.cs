using Werkstrom.Aas.Model;
using static Werkstrom.Aas.Meta.Members;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Aas.Meta;

public static partial class Metamodel
{
    static ClassInfo[] Environments() =>
    [
        Class<Environment>(
            Many<Environment, AssetAdministrationShell>("assetAdministrationShells", o => o.AssetAdministrationShells, (o, v) => o.AssetAdministrationShells = v),
            Many<Environment, Submodel>("submodels", o => o.Submodels, (o, v) => o.Submodels = v),
            Many<Environment, ConceptDescription>("conceptDescriptions", o => o.ConceptDescriptions, (o, v) => o.ConceptDescriptions = v)),
        Class<AssetAdministrationShell>(
        [
            .. Identifiable(), DataSpecifications(),
            One<AssetAdministrationShell, Reference>("derivedFrom", o => o.DerivedFrom, (o, v) => o.DerivedFrom = v),
            One<AssetAdministrationShell, AssetInformation>("assetInformation", o => o.AssetInformation, (o, v) => o.AssetInformation = v, Required),
            Many<AssetAdministrationShell, Reference>("submodels", o => o.Submodels, (o, v) => o.Submodels = v),
        ]),
        Class<AssetInformation>(
            Literal<AssetInformation, AssetKind>("assetKind", o => o.AssetKind, (o, v) => o.AssetKind = v, Required),
            Text<AssetInformation>("globalAssetId", o => o.GlobalAssetId, (o, v) => o.GlobalAssetId = v, TextRule.Identifier),
            Many<AssetInformation, SpecificAssetId>("specificAssetIds", o => o.SpecificAssetIds, (o, v) => o.SpecificAssetIds = v),
            Text<AssetInformation>("assetType", o => o.AssetType, (o, v) => o.AssetType = v, TextRule.Identifier),
            One<AssetInformation, Resource>("defaultThumbnail", o => o.DefaultThumbnail, (o, v) => o.DefaultThumbnail = v)),
        Class<Resource>(
            Text<Resource>("path", o => o.Path, (o, v) => o.Path = v, TextRule.Path, Required),
            Text<Resource>("contentType", o => o.ContentType, (o, v) => o.ContentType = v, TextRule.ContentType)),
        Class<SpecificAssetId>(
        [
            .. HasSemantics(),
            Text<SpecificAssetId>("name", o => o.Name, (o, v) => o.Name = v, TextRule.Label, Required),
            Text<SpecificAssetId>("value", o => o.Value, (o, v) => o.Value = v, TextRule.Identifier, Required),
            One<SpecificAssetId, Reference>("externalSubjectId", o => o.ExternalSubjectId, (o, v) => o.ExternalSubjectId = v),
        ]),
        Class<EventPayload>(
            One<EventPayload, Reference>("source", o => o.Source, (o, v) => o.Source = v, Required),
            One<EventPayload, Reference>("sourceSemanticId", o => o.SourceSemanticId, (o, v) => o.SourceSemanticId = v),
            One<EventPayload, Reference>("observableReference", o => o.ObservableReference, (o, v) => o.ObservableReference = v, Required),
            One<EventPayload, Reference>("observableSemanticId", o => o.ObservableSemanticId, (o, v) => o.ObservableSemanticId = v),
            Text<EventPayload>("topic", o => o.Topic, (o, v) => o.Topic = v, TextRule.Topic),
            One<EventPayload, Reference>("subjectId", o => o.SubjectId, (o, v) => o.SubjectId = v),
            Text<EventPayload>("timeStamp", o => o.TimeStamp, (o, v) => o.TimeStamp = v, TextRule.TimeUtc, Required),
            Bytes<EventPayload>("payload", o => o.Payload, (o, v) => o.Payload = v)),
    ];
}
