namespace Werkstrom.Energy.Market;

/// <summary>
/// What is said of texts that are read (by <c>Werkstrom.Tariff</c> and by the imports of the index), in the reader's language: what is kept and what the
/// command line shows is English. A sentence that is not known here stays as it is.
/// </summary>
static class FaultWords
{
    // a sentence of the library with numbers for what is filled in, and the same in German
    static readonly (string English, string German)[] All =
    [
        ("the text is HTML or XML instead of JSON", "der Text ist HTML oder XML statt JSON"),
        ("the JSON is {0} instead of an object", "das JSON ist {0} statt eines Objekts"),
        ("the text is no whole JSON: it breaks at byte {0} of the line", "der Text ist kein vollständiges JSON: Er bricht bei Byte {0} der Zeile ab"),
        ("'{0}' is not there or no array", "„{0}“ fehlt oder ist keine Liste"),
        ("{0} is no start of a quarter-hour of these times", "{0} ist kein Anfang einer Viertelstunde unserer Zeit"),
        ("the value of {0} holds for {1} quarter-hours; 1 to 96 are possible", "der Wert von {0} gilt für {1} Viertelstunden; möglich sind 1 bis 96"),
        ("the value of {0} is out of range: {1}", "der Wert von {0} ist außerhalb des Möglichen: {1}"),
        ("the price of {0} is beyond what exchanges allow (10,000 EUR/MWh, 1,000 ct/kWh): {1}", "der Preis von {0} liegt jenseits dessen, was Börsen zulassen (10.000 EUR/MWh, 1.000 ct/kWh): {1}"),
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
        ("No column is a generation or a load that is known here.", "Keine Spalte ist eine Erzeugung oder eine Last, die hier bekannt ist."),
        ("The header must be {0}.", "Die Kopfzeile muss lauten: {0}"),
        ("The header must have the columns {0}, {1} and {2}.", "Die Kopfzeile muss die Spalten {0}, {1} und {2} haben."),
        ("{0} columns are needed, the first a full quarter of an hour in seconds since 1970, not '{1}' with {2} columns.", "{0} Spalten sind nötig, die erste eine volle Viertelstunde in Sekunden seit 1970, nicht „{1}“ mit {2} Spalten."),
        ("load must be a number above 0 and the renewable generation a number, not '{0}' and '{1}'.", "die Last muss eine Zahl über 0 sein und die erneuerbare Erzeugung eine Zahl, nicht „{0}“ und „{1}“."),
        ("{0}: {1} quarter-hours have more than 2,147 MWh, which is more than a region; say what is installed in the zone (--installed) to import capacity factors.", "{0}: {1} Viertelstunden haben mehr als 2.147 MWh, mehr als eine Region; nennen Sie das in der Preiszone Installierte, um Auslastungen zu importieren."),
        ("technology is one of {0}, not '{1}'.", "technology ist eines von {0}, nicht „{1}“."),
        ("kw is a number above 0 with a decimal point, not '{0}'.", "kw ist eine Zahl über 0 mit Dezimalpunkt, nicht „{0}“."),
        ("postal_code has 4 or 5 digits, not '{0}'.", "postal_code hat 4 oder 5 Ziffern, nicht „{0}“."),
        ("from is a day such as 2019-05-01, not '{0}'.", "from ist ein Tag wie 2019-05-01, nicht „{0}“."),
        ("until is a day such as 2031-05-01, or empty, not '{0}'.", "until ist ein Tag wie 2031-05-01 oder leer, nicht „{0}“."),
        ("the header must be {0}", "die Kopfzeile muss lauten: {0}"),
        ("the text is empty; its header must be {0}", "der Text ist leer; seine Kopfzeile muss lauten: {0}"),
        ("{0} columns are needed, not {1}", "{0} Spalten sind nötig, nicht {1}"),
        ("technology must not be empty", "technology darf nicht leer sein"),
        ("source must not be empty", "source darf nicht leer sein"),
        ("factor must be g/kWh between 0 and 5000 with three decimals at most, not '{0}'", "factor muss g/kWh von 0 bis 5000 mit höchstens drei Nachkommastellen sein, nicht „{0}“"),
        ("checked must be yes or no, not '{0}'", "checked muss yes oder no sein, nicht „{0}“"),
        ("until ({0}) must be after from ({1})", "until ({0}) muss nach from ({1}) liegen"),
        ("{0} must be a day such as 2024-01-01, not '{1}'", "{0} muss ein Tag wie 2024-01-01 sein, nicht „{1}“"),
        ("{0}: {1} and {2} overlap", "{0}: {1} und {2} überschneiden sich"),
        ("{0}: nothing holds {1}, between {2} and {3}", "{0}: {1} gilt nichts, zwischen {2} und {3}"),
    ];

    static readonly Sentences Book = new(All);

    /// <summary>A fault as the library says it, <c>line 5: …</c> or without a line, in the language of the thread.</summary>
    public static string Say(string fault) => Book.Say(fault);

    /// <summary>Days on which something holds, as the library writes them: <c>2024-01-01 to 2024-12-31</c>.</summary>
    public static string SayDays(string days) => Sentences.SayDays(days);
}
