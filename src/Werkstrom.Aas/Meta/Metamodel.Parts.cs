using Werkstrom.Aas.Model;
using static Werkstrom.Aas.Meta.Members;
using File = Werkstrom.Aas.Model.File;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Aas.Meta;

public static partial class Metamodel
{
    static ClassInfo[] DataElements() =>
    [
        Element<Property>(
            Literal<Property, DataTypeDefXsd>("valueType", o => o.ValueType, (o, v) => o.ValueType = v, Required),
            Text<Property>("value", o => o.Value, (o, v) => o.Value = v, TextRule.Free),
            One<Property, Reference>("valueId", o => o.ValueId, (o, v) => o.ValueId = v)),
        Element<MultiLanguageProperty>(
            Many<MultiLanguageProperty, LangStringTextType>("value", o => o.Value, (o, v) => o.Value = v),
            One<MultiLanguageProperty, Reference>("valueId", o => o.ValueId, (o, v) => o.ValueId = v)),
        Element<Range>(
            Literal<Range, DataTypeDefXsd>("valueType", o => o.ValueType, (o, v) => o.ValueType = v, Required),
            Text<Range>("min", o => o.Min, (o, v) => o.Min = v, TextRule.Free),
            Text<Range>("max", o => o.Max, (o, v) => o.Max = v, TextRule.Free)),
        Element<ReferenceElement>(
            One<ReferenceElement, Reference>("value", o => o.Value, (o, v) => o.Value = v)),
        Element<Blob>(
            Bytes<Blob>("value", o => o.Value, (o, v) => o.Value = v),
            Text<Blob>("contentType", o => o.ContentType, (o, v) => o.ContentType = v, TextRule.ContentType, Required)),
        Element<File>(
            Text<File>("value", o => o.Value, (o, v) => o.Value = v, TextRule.Path),
            Text<File>("contentType", o => o.ContentType, (o, v) => o.ContentType = v, TextRule.ContentType, Required)),
    ];

    static ClassInfo[] Parts() =>
    [
        Class<Reference>(
            Literal<Reference, ReferenceTypes>("type", o => o.Type, (o, v) => o.Type = v, Required),
            One<Reference, Reference>("referredSemanticId", o => o.ReferredSemanticId, (o, v) => o.ReferredSemanticId = v),
            Many<Reference, Key>("keys", o => o.Keys, (o, v) => o.Keys = v, Required)),
        Class<Key>(
            Literal<Key, KeyTypes>("type", o => o.Type, (o, v) => o.Type = v, Required),
            Text<Key>("value", o => o.Value, (o, v) => o.Value = v, TextRule.Identifier, Required)),
        Class<Extension>(
        [
            .. HasSemantics(),
            Text<Extension>("name", o => o.Name, (o, v) => o.Name = v, TextRule.Name, Required),
            Literal<Extension, DataTypeDefXsd>("valueType", o => o.ValueType, (o, v) => o.ValueType = v),
            Text<Extension>("value", o => o.Value, (o, v) => o.Value = v, TextRule.Free),
            Many<Extension, Reference>("refersTo", o => o.RefersTo, (o, v) => o.RefersTo = v),
        ]),
        Class<Qualifier>(
        [
            .. HasSemantics(),
            Literal<Qualifier, QualifierKind>("kind", o => o.Kind, (o, v) => o.Kind = v),
            Text<Qualifier>("type", o => o.Type, (o, v) => o.Type = v, TextRule.Name, Required),
            Literal<Qualifier, DataTypeDefXsd>("valueType", o => o.ValueType, (o, v) => o.ValueType = v, Required),
            Text<Qualifier>("value", o => o.Value, (o, v) => o.Value = v, TextRule.Free),
            One<Qualifier, Reference>("valueId", o => o.ValueId, (o, v) => o.ValueId = v),
        ]),
        Class<AdministrativeInformation>(
            DataSpecifications(),
            Text<AdministrativeInformation>("version", o => o.Version, (o, v) => o.Version = v, TextRule.Version),
            Text<AdministrativeInformation>("revision", o => o.Revision, (o, v) => o.Revision = v, TextRule.Version),
            One<AdministrativeInformation, Reference>("creator", o => o.Creator, (o, v) => o.Creator = v),
            Text<AdministrativeInformation>("templateId", o => o.TemplateId, (o, v) => o.TemplateId = v, TextRule.Identifier)),
        LangString<LangStringNameType>(128),
        LangString<LangStringTextType>(1023),
        LangString<LangStringPreferredNameTypeIec61360>(255),
        LangString<LangStringShortNameTypeIec61360>(18),
        LangString<LangStringDefinitionTypeIec61360>(1023),
    ];

    static ClassInfo LangString<T>(int longest) where T : class, IAbstractLangString => Class<T>(
        Text<T>("language", o => o.Language, (o, v) => o.Language = v, TextRule.Language, Required),
        Text<T>("text", o => o.Text, (o, v) => o.Text = v, TextRule.UpTo(longest), Required));
}
