using System.Globalization;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Facts;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Twins.Alive;

/// <summary>What modules know, as elements of submodels.</summary>
static class FactElements
{
    public static List<ISubmodelElement> Of(IEnumerable<Fact> facts) => [.. facts.Select(Of)];

    static ISubmodelElement Of(Fact fact) => fact switch
    {
        FactValue value => Value(value),
        FactRange range => new Range
        {
            IdShort = range.Name,
            SemanticId = Parts.External(range.Meaning),
            ValueType = DataTypeDefXsd.Double,
            Min = Parts.Number(range.Low),
            Max = Parts.Number(range.High),
        },
        FactGroup { IsThing: true } thing => new Entity
        {
            IdShort = thing.Name,
            SemanticId = Parts.External(thing.Meaning),
            EntityType = EntityType.CoManagedEntity,
            Statements = thing.Parts.Count == 0 ? null : Of(thing.Parts),
        },
        FactGroup group => Parts.Group(group.Name, group.Meaning, Of(group.Parts)),
        FactList list => List(list),
        _ => throw new ArgumentException($"{fact.GetType().Name} has no form in a submodel.", nameof(fact)),
    };

    static Property Value(FactValue fact)
    {
        var (type, text) = fact.Value switch
        {
            string s => (DataTypeDefXsd.String, s),
            double d => (DataTypeDefXsd.Double, Parts.Number(d)),
            int n => (DataTypeDefXsd.Int, n.ToString(CultureInfo.InvariantCulture)),
            long n => (DataTypeDefXsd.Long, n.ToString(CultureInfo.InvariantCulture)),
            bool b => (DataTypeDefXsd.Boolean, b ? "true" : "false"),
            DateTimeOffset at => (DataTypeDefXsd.DateTime, Parts.Instant(at)),
            var other => throw new ArgumentException($"{fact.Name}: a {other.GetType().Name} is no value of a fact.", nameof(fact)),
        };
        return Parts.Value(fact.Name, fact.Meaning, type, text);
    }

    static SubmodelElementList List(FactList list) => new()
    {
        IdShort = list.Name,
        SemanticId = Parts.External(list.Meaning),
        SemanticIdListElement = Parts.External(list.ItemMeaning),
        TypeValueListElement = AasSubmodelElements.SubmodelElementCollection,
        Value = list.Items.Count == 0 ? null : [.. list.Items.Select(i => new SubmodelElementCollection { SemanticId = Parts.External(list.ItemMeaning), Value = Of(i) })],
    };
}
