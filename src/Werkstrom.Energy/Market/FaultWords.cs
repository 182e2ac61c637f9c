using System.Globalization;
using System.Text.RegularExpressions;

namespace Werkstrom.Energy.Market;

/// <summary>
/// What <c>Werkstrom.Tariff</c> says of foreign texts, in the reader's language: the library speaks English. A sentence that is not known here stays as it is.
/// </summary>
static partial class FaultWords
{
    // a sentence of the library with numbers for what is filled in, and the same in German
    static readonly (string English, string German)[] Sentences =
    [
        ("the text is HTML or XML instead of JSON", "der Text ist HTML oder XML statt JSON"),
        ("the JSON is {0} instead of an object", "das JSON ist {0} statt eines Objekts"),
        ("the text is no whole JSON: it breaks at byte {0} of the line", "der Text ist kein vollständiges JSON: Er bricht bei Byte {0} der Zeile ab"),
        ("'{0}' is not there or no array", "„{0}“ fehlt oder ist keine Liste"),
        ("{0} is no start of a quarter-hour of these times", "{0} ist kein Anfang einer Viertelstunde unserer Zeit"),
        ("the value of {0} holds for {1} quarter-hours; 1 to 96 are possible", "der Wert von {0} gilt für {1} Viertelstunden; möglich sind 1 bis 96"),
        ("the value of {0} is out of range: {1}", "der Wert von {0} ist außerhalb des Möglichen: {1}"),
        ("{0}: {1} quarter-hours are not of the time that was asked for", "{0}: {1} Viertelstunden gehören nicht zur gefragten Zeit"),
        ("{0}: the text speaks of more than ten years; its gaps are not counted", "{0}: der Text umfasst mehr als zehn Jahre; seine Lücken werden nicht gezählt"),
        ("{0} has two values: {1} and {2}; the first is kept", "{0} hat zwei Werte: {1} und {2}; der erste gilt"),
        ("there are {0} times and {1} prices", "es gibt {0} Zeiten und {1} Preise"),
        ("the unit is '{0}' instead of {1}", "die Einheit ist „{0}“ statt {1}"),
        ("the unit is {0} instead of {1}", "die Einheit ist {0} statt {1}"),
        ("value {0} has no time", "Wert {0} hat keine Zeit"),
        ("value {0} is no number", "Wert {0} ist keine Zahl"),
        ("value {0} is not later than the one before it", "Wert {0} ist nicht später als der davor"),
        ("row {0} has no start and end some quarter-hours apart", "Eintrag {0} hat keinen Anfang und kein Ende im Abstand von Viertelstunden"),
        ("row {0}: the unit is '{1}' instead of {2}", "Eintrag {0}: die Einheit ist „{1}“ statt {2}"),
        ("row {0}: the price is no number", "Eintrag {0}: der Preis ist keine Zahl"),
        ("the provider answers with an error: {0}", "der Anbieter meldet einen Fehler: {0}"),
        ("row {0} has no time of some quarter-hours", "Eintrag {0} hat keine Zeit von einigen Viertelstunden"),
        ("row {0}: {1} is no number from 0 to 100", "Eintrag {0}: {1} ist keine Zahl von 0 bis 100"),
        ("row {0} is no pair of time and value", "Eintrag {0} ist kein Paar aus Zeit und Wert"),
        ("the header must begin with 'Datum von;Datum bis' or 'Datum;Uhrzeit'", "die Kopfzeile muss mit „Datum von;Datum bis“ oder „Datum;Uhrzeit“ beginnen"),
        ("the header must name the columns {0}, parted by commas", "die Kopfzeile muss die Spalten {0} nennen, durch Kommas getrennt"),
        ("no column has a unit: [MWh] or [€/MWh]", "keine Spalte hat eine Einheit: [MWh] oder [€/MWh]"),
        ("column '{0}' has another unit than [MWh] or [€/MWh]", "Spalte „{0}“ hat eine andere Einheit als [MWh] oder [€/MWh]"),
        ("{0} columns instead of {1}", "{0} Spalten statt {1}"),
        ("'{0}' is no date and time (dd.MM.yyyy HH:mm)", "„{0}“ ist weder Tag noch Uhrzeit (TT.MM.JJJJ hh:mm)"),
        ("'{0}' does not exist: the clock goes from 2 to 3", "„{0}“ gibt es nicht: Die Uhr springt von 2 auf 3"),
        ("'{0}' is not later than the row before it", "„{0}“ ist nicht später als die Zeile davor"),
        ("the row is not later than the one before it", "die Zeile ist nicht später als die davor"),
        ("'{0}' is not what clocks in Germany show at {1} (CET or CEST)", "„{0}“ zeigen Uhren in Deutschland am {1} nicht an (CET oder CEST)"),
        ("'{0}' is no number (1.234,56)", "„{0}“ ist keine Zahl (1.234,56)"),
        ("'{0}' is no price in ct/kWh (12.34)", "„{0}“ ist kein Preis in ct/kWh (12.34)"),
        ("the provider answers without prices and without a reason", "der Anbieter antwortet ohne Preise und ohne Grund"),
        ("the provider answers {0}: {1}", "der Anbieter antwortet mit {0}: {1}"),
        ("the document is '{0}' instead of {1}", "das Dokument ist „{0}“ statt {1}"),
        ("the document has the type '{0}' instead of {1}", "das Dokument hat die Art „{0}“ statt {1}"),
        ("the text is no whole XML", "der Text ist kein vollständiges XML"),
        ("the periods have more than {0} quarter-hours in all; the rest is not read", "die Zeiträume haben zusammen mehr als {0} Viertelstunden; der Rest wird nicht gelesen"),
        ("{0} has two prices of the same auction: {1} and {2}; the first is kept", "{0} hat zwei Preise derselben Auktion: {1} und {2}; der erste gilt"),
        ("there is no TimeSeries", "es gibt keine TimeSeries"),
        ("the period has no start and end in full quarter-hours ({0}), at most a year apart", "der Zeitraum hat keinen Anfang und kein Ende in vollen Viertelstunden ({0}), höchstens ein Jahr auseinander"),
        ("the resolution '{0}' does not fit the period; {1} are read", "die Auflösung „{0}“ passt nicht zum Zeitraum; gelesen werden {1}"),
        ("position '{0}' is not one of the {1} of the period", "Position „{0}“ ist keine der {1} des Zeitraums"),
        ("position {0} comes twice: {1} and {2}; the first is kept", "Position {0} kommt zweimal vor: {1} und {2}; die erste gilt"),
        ("position 1 is missing: there is nothing before it to repeat", "Position 1 fehlt: Davor ist nichts, was wiederholt werden könnte"),
        ("position {0}: '{1}' is no price", "Position {0}: „{1}“ ist kein Preis"),
        ("the text is none of the known forms: {0}", "der Text hat keine der bekannten Formen: {0}"),
        ("'{0}' is no known form: {1}", "„{0}“ ist keine bekannte Form: {1}"),
    ];

    static readonly Lazy<List<(Regex English, string German)>> Known = new(() => [.. Sentences.Select(s => (
        new Regex($"^{Hole().Replace(Regex.Escape(s.English).Replace("\\{", "{", StringComparison.Ordinal), "(.*?)")}$", RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), s.German))]);

    /// <summary>A fault as the library says it, <c>line 5: …</c> or without a line, in the language of the thread.</summary>
    public static string Say(string fault)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "de")
            return fault;
        var line = Line().Match(fault);
        return line.Success ? $"Zeile {line.Groups[1].Value}: {German(fault[line.Length..])}" : German(fault);
    }

    static string German(string text)
    {
        foreach (var (english, german) in Known.Value)
        {
            if (english.Match(text) is { Success: true } found)
                return string.Format(CultureInfo.InvariantCulture, german, [.. found.Groups.Values.Skip(1).Select(g => (object)g.Value)]);
        }

        return text;
    }

    [GeneratedRegex("^line ([0-9]+): ")]
    private static partial Regex Line();

    [GeneratedRegex(@"\{[0-9]\}")]
    private static partial Regex Hole();
}
