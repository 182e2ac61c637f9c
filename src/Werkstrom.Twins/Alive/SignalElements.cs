using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Twins.Alive;

/// <summary>A signal as a Property: its meaning and unit, and its last sample.</summary>
static class SignalElements
{
    /// <summary>Types of the qualifiers.</summary>
    public const string Path = "SignalPath", Unit = "UcumUnit", Time = "Time", Quality = "Quality";

    const string Iec61360 = "https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3";

    /// <summary>The signal without a value.</summary>
    public static Property Bare(Signal signal, string idShort, bool isText, string language) => new()
    {
        IdShort = idShort,
        DisplayName = Parts.Name(signal.Label, language),
        ValueType = isText ? DataTypeDefXsd.String : DataTypeDefXsd.Double,
        Qualifiers = [.. Constant(signal)],
        EmbeddedDataSpecifications = [Specification(signal, isText, language)],
    };

    /// <summary>The same with the last sample; its instant and quality are qualifiers of the value.</summary>
    public static Property With(Property bare, LiveValue last, string value) => new()
    {
        IdShort = bare.IdShort,
        DisplayName = bare.DisplayName,
        ValueType = bare.ValueType,
        Qualifiers =
        [
            .. bare.Qualifiers!,
            Parts.Qualifier(QualifierKind.ValueQualifier, Time, DataTypeDefXsd.DateTime, Parts.Instant(Micros.ToInstant(last.Instant))),
            Parts.Qualifier(QualifierKind.ValueQualifier, Quality, DataTypeDefXsd.String, Parts.QualityWord(last.Quality)),
        ],
        EmbeddedDataSpecifications = bare.EmbeddedDataSpecifications,
        Value = value,
    };

    static IEnumerable<Qualifier> Constant(Signal signal)
    {
        yield return Parts.Qualifier(QualifierKind.ConceptQualifier, Path, DataTypeDefXsd.String, signal.Path);
        if (signal.Unit.Length > 0)
            yield return Parts.Qualifier(QualifierKind.ConceptQualifier, Unit, DataTypeDefXsd.String, signal.Unit);
    }

    // AASc-3a-002: the name of a concept must be there in English, in whatever language people gave it
    static IEnumerable<string> Languages(string language) => language == "en" ? ["en"] : [language, "en"];

    static EmbeddedDataSpecification Specification(Signal signal, bool isText, string language)
    {
        var unit = Ucum.Symbol(signal.Unit);
        return new()
        {
            DataSpecification = Parts.External(Iec61360),
            DataSpecificationContent = new DataSpecificationIec61360
            {
                PreferredName = [.. Languages(language).Select(l => new LangStringPreferredNameTypeIec61360 { Language = l, Text = Parts.Name(signal.Label, l)[0].Text })],
                Unit = unit.Length > 0 ? unit : null,
                DataType = isText ? DataTypeIec61360.String : unit.Length > 0 ? DataTypeIec61360.RealMeasure : DataTypeIec61360.RealCount,
            },
        };
    }
}
