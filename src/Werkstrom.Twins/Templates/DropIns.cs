using Werkstrom.Aas.Model;
using Werkstrom.Twins.Alive;

namespace Werkstrom.Twins.Templates;

/// <summary>What templates leave to another template: the address of the nameplate is that of the contact information (IDTA 02002-1-0).</summary>
static class DropIns
{
    const string Address = "https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/AddressInformation";

    /// <summary>The elements of a meaning; none when nothing is known of it.</summary>
    public static IReadOnlyList<ISubmodelElement> Of(Reference meaning) => meaning.Keys[^1].Value == Address ? Made : [];

    static readonly ISubmodelElement[] Made =
    [
        Text("Company", "0173-1#02-AAW001#001"),
        Text("Street", "0173-1#02-AAO128#002"),
        Text("Zipcode", "0173-1#02-AAO129#002"),
        Text("CityTown", "0173-1#02-AAO132#002"),
        Text("NationalCode", "0173-1#02-AAO134#002"),
        new Property
        {
            IdShort = "AddressOfAdditionalLink",
            DisplayName = TemplateWords.Name("field.AddressOfAdditionalLink"),
            ValueType = DataTypeDefXsd.String,
            SemanticId = Parts.External("0173-1#02-AAQ326#002"),
            Qualifiers = NameplateTemplate.Cardinality("ZeroToOne"),
        },
    ];

    static MultiLanguageProperty Text(string idShort, string meaning) => new()
    {
        IdShort = idShort,
        DisplayName = TemplateWords.Name("field." + idShort),
        SemanticId = Parts.External(meaning),
        Qualifiers = NameplateTemplate.Cardinality("ZeroToOne"),
    };
}
