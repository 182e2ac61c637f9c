using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Twins.Alive;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Twins.Templates;

/// <summary>The form of the nameplate (IDTA 02006-3-0) of an asset when nobody has imported the template: what is on the plate of a machine.</summary>
static class NameplateTemplate
{
    /// <summary>The name of the submodel of every asset.</summary>
    public const string Name = "Nameplate";

    /// <summary>The identifier by which IDTA publishes the template.</summary>
    public const string Id = "https://admin-shell.io/idta/SubmodelTemplate/DigitalNameplate/3/0";

    const string One = "One", Optional = "ZeroToOne";

    /// <summary>The template.</summary>
    public static Submodel Made { get; } = new()
    {
        Id = Id,
        IdShort = Name,
        Kind = ModellingKind.Template,
        SemanticId = Parts.External(Nameplate.Meaning),
        Administration = new() { Version = "3", Revision = "0", TemplateId = "https://admin-shell.io/idta-02006-3-0" },
        DisplayName = TemplateWords.Name("nameplate"),
        SubmodelElements =
        [
            Text("ManufacturerName", "0112/2///61987#ABA565#009", One),
            Text("ManufacturerProductDesignation", "0112/2///61987#ABA567#009", One),
            Value("URIOfTheProduct", "0112/2///61987#ABN590#002", One, DataTypeDefXsd.AnyUri, "https://www.domain-abc.com/Model-Nr-1234/Serial-Nr-5678"),
            Value("OrderCodeOfManufacturer", "0112/2///61987#ABA950#008", One, DataTypeDefXsd.String, "FMABC1234"),
            Value("SerialNumber", "0112/2///61987#ABA951#009", Optional, DataTypeDefXsd.String, "12345678"),
            Value("YearOfConstruction", "0112/2///61987#ABP000#002", Optional, DataTypeDefXsd.String, "2022"),
            Value("DateOfManufacture", "0112/2///61987#ABB757#007", Optional, DataTypeDefXsd.Date, "2022-01-01"),
            Text("ManufacturerProductFamily", "0112/2///61987#ABP464#002", Optional),
            Value("ManufacturerProductType", "0112/2///61987#ABA300#008", Optional, DataTypeDefXsd.String, "FM-ABC-1234"),
            Value("ProductArticleNumberOfManufacturer", "0112/2///61987#ABA581#007", Optional, DataTypeDefXsd.String, "FM11-ABC22-123456"),
            Value("HardwareVersion", "0112/2///61987#ABA926#008", Optional, DataTypeDefXsd.String, "1.0.0"),
            Value("FirmwareVersion", "0112/2///61987#ABA302#006", Optional, DataTypeDefXsd.String, "1.0.0"),
            Value("SoftwareVersion", "0112/2///61987#ABA601#008", Optional, DataTypeDefXsd.String, "1.0.0"),
            Value("CountryOfOrigin", "0112/2///61987#ABP462#001", Optional, DataTypeDefXsd.String, "DE"),
            new File { IdShort = "CompanyLogo", DisplayName = Label("CompanyLogo"), SemanticId = Parts.External("0112/2///61987#ABP463#001"), ContentType = "image/png", Qualifiers = Cardinality(Optional) },
            new SubmodelElementCollection
            {
                IdShort = "AddressInformation",
                DisplayName = Label("AddressInformation"),
                SemanticId = Parts.External("https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/AddressInformation"),
                Qualifiers = Cardinality(One),
            },
        ],
    };

    /// <summary>What is known of an asset before somebody fills its nameplate: its own properties go with it.</summary>
    public static IReadOnlyList<ISubmodelElement> Known(Asset asset) => [.. Nameplate.Elements(asset).Where(e => e.IdShort == "AssetSpecificProperties")];

    /// <summary>The qualifier that says how many there may be.</summary>
    public static List<Qualifier> Cardinality(string word) => [Parts.Qualifier(QualifierKind.TemplateQualifier, "SMT/Cardinality", DataTypeDefXsd.String, word)];

    static MultiLanguageProperty Text(string idShort, string meaning, string many) => new()
    {
        IdShort = idShort,
        DisplayName = Label(idShort),
        SemanticId = Parts.External(meaning),
        Qualifiers = Cardinality(many),
    };

    static Property Value(string idShort, string meaning, string many, DataTypeDefXsd type, string example) => new()
    {
        IdShort = idShort,
        DisplayName = Label(idShort),
        SemanticId = Parts.External(meaning),
        ValueType = type,
        Value = example,
        Qualifiers = Cardinality(many),
    };

    static List<LangStringNameType> Label(string idShort) => TemplateWords.Name("field." + idShort);
}
