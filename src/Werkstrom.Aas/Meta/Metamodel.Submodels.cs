using Werkstrom.Aas.Model;
using static Werkstrom.Aas.Meta.Members;

namespace Werkstrom.Aas.Meta;

public static partial class Metamodel
{
    static ClassInfo[] Submodels() =>
    [
        Class<Submodel>(
        [
            .. Identifiable(),
            Literal<Submodel, ModellingKind>("kind", o => o.Kind, (o, v) => o.Kind = v),
            .. HasSemantics(), Qualifiers(), DataSpecifications(),
            Many<Submodel, ISubmodelElement>("submodelElements", o => o.SubmodelElements, (o, v) => o.SubmodelElements = v),
        ]),
        Element<RelationshipElement>(Relationship()),
        Element<AnnotatedRelationshipElement>(
        [
            .. Relationship(),
            Many<AnnotatedRelationshipElement, IDataElement>("annotations", o => o.Annotations, (o, v) => o.Annotations = v),
        ]),
        Element<SubmodelElementCollection>(
            Many<SubmodelElementCollection, ISubmodelElement>("value", o => o.Value, (o, v) => o.Value = v)),
        Element<SubmodelElementList>(
            Truth<SubmodelElementList>("orderRelevant", o => o.OrderRelevant, (o, v) => o.OrderRelevant = v),
            One<SubmodelElementList, Reference>("semanticIdListElement", o => o.SemanticIdListElement, (o, v) => o.SemanticIdListElement = v),
            Literal<SubmodelElementList, AasSubmodelElements>("typeValueListElement", o => o.TypeValueListElement, (o, v) => o.TypeValueListElement = v, Required),
            Literal<SubmodelElementList, DataTypeDefXsd>("valueTypeListElement", o => o.ValueTypeListElement, (o, v) => o.ValueTypeListElement = v),
            Many<SubmodelElementList, ISubmodelElement>("value", o => o.Value, (o, v) => o.Value = v)),
        Element<Entity>(
            Many<Entity, ISubmodelElement>("statements", o => o.Statements, (o, v) => o.Statements = v),
            Literal<Entity, EntityType>("entityType", o => o.EntityType, (o, v) => o.EntityType = v, Required),
            Text<Entity>("globalAssetId", o => o.GlobalAssetId, (o, v) => o.GlobalAssetId = v, TextRule.Identifier),
            Many<Entity, SpecificAssetId>("specificAssetIds", o => o.SpecificAssetIds, (o, v) => o.SpecificAssetIds = v)),
        Element<BasicEventElement>(
            One<BasicEventElement, Reference>("observed", o => o.Observed, (o, v) => o.Observed = v, Required),
            Literal<BasicEventElement, Direction>("direction", o => o.Direction, (o, v) => o.Direction = v, Required),
            Literal<BasicEventElement, StateOfEvent>("state", o => o.State, (o, v) => o.State = v, Required),
            Text<BasicEventElement>("messageTopic", o => o.MessageTopic, (o, v) => o.MessageTopic = v, TextRule.Topic),
            One<BasicEventElement, Reference>("messageBroker", o => o.MessageBroker, (o, v) => o.MessageBroker = v),
            Text<BasicEventElement>("lastUpdate", o => o.LastUpdate, (o, v) => o.LastUpdate = v, TextRule.TimeUtc),
            Text<BasicEventElement>("minInterval", o => o.MinInterval, (o, v) => o.MinInterval = v, TextRule.Duration),
            Text<BasicEventElement>("maxInterval", o => o.MaxInterval, (o, v) => o.MaxInterval = v, TextRule.Duration)),
        Element<Operation>(
            Many<Operation, OperationVariable>("inputVariables", o => o.InputVariables, (o, v) => o.InputVariables = v),
            Many<Operation, OperationVariable>("outputVariables", o => o.OutputVariables, (o, v) => o.OutputVariables = v),
            Many<Operation, OperationVariable>("inoutputVariables", o => o.InoutputVariables, (o, v) => o.InoutputVariables = v)),
        Class<OperationVariable>(
            One<OperationVariable, ISubmodelElement>("value", o => o.Value, (o, v) => o.Value = v, Required)),
        Element<Capability>(),
    ];

    static Member[] Relationship() =>
    [
        One<IRelationshipElement, Reference>("first", o => o.First, (o, v) => o.First = v, Required),
        One<IRelationshipElement, Reference>("second", o => o.Second, (o, v) => o.Second = v, Required),
    ];
}
