using Werkstrom.Aas.Model;
using static Werkstrom.Aas.Meta.Members;

namespace Werkstrom.Aas.Meta;

public static partial class Metamodel
{
    static ClassInfo[] Concepts() =>
    [
        Class<ConceptDescription>(
        [
            .. Identifiable(), DataSpecifications(),
            Many<ConceptDescription, Reference>("isCaseOf", o => o.IsCaseOf, (o, v) => o.IsCaseOf = v),
        ]),
        Class<EmbeddedDataSpecification>(
            One<EmbeddedDataSpecification, Reference>("dataSpecification", o => o.DataSpecification, (o, v) => o.DataSpecification = v, Required),
            One<EmbeddedDataSpecification, IDataSpecificationContent>(
                "dataSpecificationContent", o => o.DataSpecificationContent, (o, v) => o.DataSpecificationContent = v, Required)),
        Class<DataSpecificationIec61360>(Iec61360()),
        Class<LevelType>(
            Truth<LevelType>("min", o => o.Min, (o, v) => o.Min = v, Required),
            Truth<LevelType>("nom", o => o.Nom, (o, v) => o.Nom = v, Required),
            Truth<LevelType>("typ", o => o.Typ, (o, v) => o.Typ = v, Required),
            Truth<LevelType>("max", o => o.Max, (o, v) => o.Max = v, Required)),
        Class<ValueList>(
            Many<ValueList, ValueReferencePair>("valueReferencePairs", o => o.ValueReferencePairs, (o, v) => o.ValueReferencePairs = v, Required)),
        Class<ValueReferencePair>(
            Text<ValueReferencePair>("value", o => o.Value, (o, v) => o.Value = v, TextRule.Identifier, Required),
            One<ValueReferencePair, Reference>("valueId", o => o.ValueId, (o, v) => o.ValueId = v, Required)),
    ];

    static Member[] Iec61360() =>
    [
        Many<DataSpecificationIec61360, LangStringPreferredNameTypeIec61360>("preferredName", o => o.PreferredName, (o, v) => o.PreferredName = v, Required),
        Many<DataSpecificationIec61360, LangStringShortNameTypeIec61360>("shortName", o => o.ShortName, (o, v) => o.ShortName = v),
        Text<DataSpecificationIec61360>("unit", o => o.Unit, (o, v) => o.Unit = v, TextRule.NonEmpty),
        One<DataSpecificationIec61360, Reference>("unitId", o => o.UnitId, (o, v) => o.UnitId = v),
        Text<DataSpecificationIec61360>("sourceOfDefinition", o => o.SourceOfDefinition, (o, v) => o.SourceOfDefinition = v, TextRule.NonEmpty),
        Text<DataSpecificationIec61360>("symbol", o => o.Symbol, (o, v) => o.Symbol = v, TextRule.NonEmpty),
        Literal<DataSpecificationIec61360, DataTypeIec61360>("dataType", o => o.DataType, (o, v) => o.DataType = v),
        Many<DataSpecificationIec61360, LangStringDefinitionTypeIec61360>("definition", o => o.Definition, (o, v) => o.Definition = v),
        Text<DataSpecificationIec61360>("valueFormat", o => o.ValueFormat, (o, v) => o.ValueFormat = v, TextRule.NonEmpty),
        One<DataSpecificationIec61360, ValueList>("valueList", o => o.ValueList, (o, v) => o.ValueList = v),
        Text<DataSpecificationIec61360>("value", o => o.Value, (o, v) => o.Value = v, TextRule.Identifier),
        One<DataSpecificationIec61360, LevelType>("levelType", o => o.LevelType, (o, v) => o.LevelType = v),
    ];
}
