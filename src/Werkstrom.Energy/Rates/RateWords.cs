using System.Globalization;
using System.Text.RegularExpressions;

namespace Werkstrom.Energy.Rates;

/// <summary>The rates that Werkstrom knows, and the sources that it brings, in the reader's language. What people named themselves stays as it is.</summary>
static partial class RateWords
{
    static readonly Dictionary<string, (string English, string German)> Names = new()
    {
        ["levy.kwkg"] = ("CHP levy", "KWKG-Umlage"),
        ["levy.offshore"] = ("Offshore grid levy", "Offshore-Netzumlage"),
        ["levy.special-grid-use"] = ("Surcharge for special grid use", "Aufschlag für besondere Netznutzung"),
        ["large-levy.special-grid-use"] = ("Surcharge for special grid use, above 1 GWh", "Aufschlag für besondere Netznutzung, über 1 GWh"),
        ["intensive-levy.special-grid-use"] = ("Surcharge for special grid use, power-intensive", "Aufschlag für besondere Netznutzung, stromintensiv"),
        ["tax.electricity"] = ("Electricity tax", "Stromsteuer"),
        ["vat"] = ("VAT", "Umsatzsteuer"),
        ["concession"] = ("Concession levy", "Konzessionsabgabe"),
        ["grid.work"] = ("Grid fee, work price", "Netzentgelt, Arbeitspreis"),
        ["grid.base"] = ("Grid fee, base price", "Netzentgelt, Grundpreis"),
        ["grid.module1"] = ("§ 14a module 1, reduction", "§ 14a Modul 1, Minderung"),
        ["grid.module2"] = ("§ 14a module 2, work price", "§ 14a Modul 2, Arbeitspreis"),
        ["grid.module3.high"] = ("§ 14a module 3, high price", "§ 14a Modul 3, hoher Preis"),
        ["grid.module3.low"] = ("§ 14a module 3, low price", "§ 14a Modul 3, niedriger Preis"),
        ["metering"] = ("Metering", "Messstellenbetrieb"),
        ["limit.module2.share"] = ("Module 2: share of the work price", "Modul 2: Anteil am Arbeitspreis"),
        ["limit.module3.high.most"] = ("Module 3: high price, upper limit", "Modul 3: hoher Preis, Obergrenze"),
        ["limit.module3.high.hours"] = ("Module 3: high price, least hours a day", "Modul 3: hoher Preis, Mindestdauer"),
        ["limit.module3.low.least"] = ("Module 3: low price, lower limit", "Modul 3: niedriger Preis, Untergrenze"),
        ["limit.module3.low.most"] = ("Module 3: low price, upper limit", "Modul 3: niedriger Preis, Obergrenze"),
        ["limit.module3.quarters"] = ("Module 3: least quarters of the year", "Modul 3: Quartale, mindestens"),
    };

    static readonly Dictionary<string, (string English, string German)> Scopes = new()
    {
        ["to-25000"] = ("to 25,000 inhabitants", "bis 25.000 Einwohner"),
        ["to-100000"] = ("to 100,000 inhabitants", "bis 100.000 Einwohner"),
        ["to-500000"] = ("to 500,000 inhabitants", "bis 500.000 Einwohner"),
        ["above-500000"] = ("above 500,000 inhabitants", "über 500.000 Einwohner"),
        ["weak-load"] = ("weak-load tariff", "Schwachlasttarif"),
        ["special-contract"] = ("special contract", "Sondervertrag"),
        ["household"] = ("households", "Haushalte"),
        ["example"] = ("example operator", "Beispielnetz"),
    };

    // the sources of the table that comes with Werkstrom
    static readonly Sentences Sources = new(
    [
        ("KWKG-Umlage, several suppliers' pages (one misprints 0.257)", "KWKG-Umlage, Seiten mehrerer Versorger (eine mit dem Druckfehler 0,257)"),
        ("§ 19 StromNEV-Umlage, suppliers' pages, another shows 0.403, the first figure of Oct 2023, later replaced", "§ 19 StromNEV-Umlage, Seiten von Versorgern; eine andere nennt 0,403, den später ersetzten Wert vom Oktober 2023"),
        ("§ 19 StromNEV, what a delivery point takes above 1,000,000 kWh a year", "§ 19 StromNEV, was eine Marktlokation über 1.000.000 kWh im Jahr bezieht"),
        ("§ 19 StromNEV, above 1,000,000 kWh, power costs above 4 % of turnover", "§ 19 StromNEV, über 1.000.000 kWh, Stromkosten über 4 % des Umsatzes"),
        ("{0}, several suppliers' pages", "{0}, Seiten mehrerer Versorger"),
        ("§ 12 (1) UStG, on the net total with taxes and levies", "§ 12 Abs. 1 UStG, auf die Nettosumme mit Steuern und Umlagen"),
        ("§ 2 (2) KAV, tariff customers, towns to 25,000 inhabitants", "§ 2 Abs. 2 KAV, Tarifkunden, Gemeinden bis 25.000 Einwohner"),
        ("§ 2 (2) KAV, to 100,000", "§ 2 Abs. 2 KAV, bis 100.000"),
        ("§ 2 (2) KAV, to 500,000", "§ 2 Abs. 2 KAV, bis 500.000"),
        ("§ 2 (2) KAV, above 500,000", "§ 2 Abs. 2 KAV, über 500.000"),
        ("§ 2 (2) KAV, weak-load tariff", "§ 2 Abs. 2 KAV, Schwachlasttarif"),
        ("§ 2 (3) KAV, special contract", "§ 2 Abs. 3 KAV, Sondervertrag"),
        ("EXAMPLE: 3.74 / 40 %", "BEISPIEL: 3,74 / 40 %"),
        ("EXAMPLE: {0} % of the work price", "BEISPIEL: {0} % des Arbeitspreises"),
        ("EXAMPLE", "BEISPIEL"),
        ("Braunschweig 2025, net, held here as an example for all years", "Braunschweig 2025, netto, hier als Beispiel für alle Jahre"),
        ("Braunschweig 2025, held here as an example for all years", "Braunschweig 2025, hier als Beispiel für alle Jahre"),
        ("§ 30 MsbG, customer's share of the price cap, taken as net here", "§ 30 MsbG, Anteil des Kunden an der Preisobergrenze, hier als netto angesetzt"),
        ("module 2: the work price is reduced to 40 %", "Modul 2: der Arbeitspreis sinkt auf 40 %"),
        ("module 3: the high price is 100 % above the standard price at most", "Modul 3: der hohe Preis liegt höchstens 100 % über dem Standardpreis"),
        ("module 3: the high price holds 2 hours a day at least", "Modul 3: der hohe Preis gilt mindestens 2 Stunden am Tag"),
        ("module 3: the low price is 10 % of the standard price at least", "Modul 3: der niedrige Preis beträgt mindestens 10 % des Standardpreises"),
        ("module 3: and 40 % at most", "Modul 3: und höchstens 40 %"),
        ("module 3: it holds in 2 quarters of the year at least", "Modul 3: er gilt in mindestens 2 Quartalen"),
        (Assumed, "ANGENOMMEN für die Demo: wie bis {0}; durch den veröffentlichten Wert zu ersetzen"),
    ]);

    /// <summary>Where a rate comes from that nobody has published: <c>{0}</c> is the last day of the rate that goes on.</summary>
    public const string Assumed = "ASSUMED for the demo: as until {0}, to be replaced by what is published";

    static bool IsGerman => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";

    /// <summary>What a rate is called.</summary>
    /// <param name="code"><c>levy.kwkg</c>; one that Werkstrom does not know is its own name.</param>
    public static string Name(string code) => Say(Names, code);

    /// <summary>Several, parted by a comma.</summary>
    public static string NameAll(string codes) => string.Join(", ", codes.Split(", ").Select(Name));

    /// <summary>For whom a rate holds.</summary>
    public static string Scope(string scope) => Say(Scopes, scope);

    /// <summary>Where a price comes from; several are parted by a semicolon.</summary>
    public static string Source(string source) => Sources.SayAll(source);

    /// <summary>A sentence of the library with the names of rates in the place of their codes, and without lines of a text that nobody has before them.</summary>
    public static string Named(string text) => Code().Replace(
        Plain(text), m => Names.ContainsKey(m.Groups[1].Value) ? Name(m.Groups[1].Value) + (m.Groups[2].Success ? $" ({Scope(m.Groups[2].Value)})" : "") : m.Value);

    /// <summary>A sentence of the library without lines of a text that nobody has before them: of <c>line 5 (2024-01-01 to 2024-12-31)</c> the days stay.</summary>
    public static string Plain(string text) => Line().Replace(text, "$1");

    static string Say(Dictionary<string, (string English, string German)> words, string code) => !words.TryGetValue(code, out var said) ? code : IsGerman ? said.German : said.English;

    [GeneratedRegex(@"(?<=^|: |; )([a-z][a-z0-9.-]*)(?: \(([a-z0-9-]+)\))?(?=: )")]
    private static partial Regex Code();

    [GeneratedRegex(@"line \d+ \(([^)]*)\)")]
    private static partial Regex Line();
}
