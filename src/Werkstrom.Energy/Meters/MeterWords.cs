namespace Werkstrom.Energy.Meters;

/// <summary>Why values of meters were not taken, in the reader's language.</summary>
static class MeterWords
{
    static readonly Sentences Book = new(
    [
        ("{0} is not known here: there is no contract for it, and nobody entered it ({1} quarter-hours)", "{0} ist hier nicht bekannt: Es gibt keinen Vertrag dafür, und niemand hat sie eingetragen ({1} Viertelstunden)"),
        ("Message {0}: {1} is not known here: there is no contract for it, and nobody entered it", "Nachricht {0}: {1} ist hier nicht bekannt: Es gibt keinen Vertrag dafür, und niemand hat sie eingetragen"),
        ("Message {0}: '{1}' is no delivery point (MaLo) and no meter point (MeLo)", "Nachricht {0}: „{1}“ ist weder Marktlokation (MaLo) noch Messlokation (MeLo)"),
        ("Message {0}: it has {1} faults and is not taken", "Nachricht {0}: Sie hat {1} Fehler und wird nicht übernommen"),
        ("Message {0}: it is dated {1}, which is still to come, and is not taken", "Nachricht {0}: Sie trägt das Datum {1}, das noch kommt, und wird nicht übernommen"),
        ("Message {0}, {1}: {2} quarter-hours are still to come, the first at {3}; the series is not taken", "Nachricht {0}, {1}: {2} Viertelstunden liegen in der Zukunft, die erste um {3}; die Reihe wird nicht übernommen"),
        ("Message {0}, {1}: OBIS '{2}' is no energy of quarter-hours (x.1 or x.2 is)", "Nachricht {0}, {1}: OBIS „{2}“ ist keine Energie von Viertelstunden (x.1 oder x.2)"),
        ("Message {0}, {1}, {2}, value {3}: {4}", "Nachricht {0}, {1}, {2}, Wert {3}: {4}"),
        ("The interchange is marked as a test (UNB 0035 is 1): tests are not taken", "Die Datei ist als Test gekennzeichnet (UNB 0035 ist 1): Tests werden nicht übernommen"),
        ("The text begins with neither UNA nor UNB: it is no EDIFACT interchange", "Der Text beginnt weder mit UNA noch mit UNB: Es ist keine EDIFACT-Datei"),
        ("{0} quarter-hours are still to come, the first at {1}", "{0} Viertelstunden liegen in der Zukunft, die erste um {1}"),
        ("The head does not say what the numbers are: name Wh, kWh, kW or W/MWh in it, or choose it", "Die Kopfzeile sagt nicht, was die Zahlen sind: Nennen Sie darin Wh, kWh, kW oder W/MWh"),
        ("A load profile (W/MWh) needs the annual consumption in kWh", "Ein Lastprofil (W/MWh) braucht den Jahresverbrauch in kWh"),
        ("The head must have a stamp and a value at least, not '{0}'", "Die Kopfzeile braucht mindestens Zeitstempel und Wert, nicht „{0}“"),
        ("Say the delivery point, or give it in a column named malo", "Nennen Sie die Marktlokation, oder geben Sie sie in einer Spalte malo an"),
        ("'{0}' is no delivery point (MaLo-ID)", "„{0}“ ist keine Marktlokation (MaLo-ID)"),
        ("The quarter-hour '{0}' has a value already", "Die Viertelstunde „{0}“ hat schon einen Wert"),
        ("'{0}' is no stamp with offset such as {1}", "„{0}“ ist kein Zeitstempel mit Zeitzone wie {1}"),
        ("'{0}' is no start of a quarter-hour", "„{0}“ ist kein Anfang einer Viertelstunde"),
        ("'{0}' is no number", "„{0}“ ist keine Zahl"),
        ("'{0}' is no whole number of Wh", "„{0}“ ist keine ganze Zahl von Wh"),
        ("'{0}' is too much for a quarter-hour", "„{0}“ ist zu viel für eine Viertelstunde"),
        ("The row has fewer cells than the head", "Die Zeile hat weniger Zellen als die Kopfzeile"),
        ("'{0}' is no delivery point: a MaLo-ID has eleven digits, the first not 0, the last the check digit", "„{0}“ ist keine Marktlokation: Eine MaLo-ID hat elf Ziffern, die erste nicht 0, die letzte die Prüfziffer"),
        ("'{0}' is no meter point: a MeLo-ID has 33 characters, DE, eleven digits, then digits and capital letters", "„{0}“ ist keine Messlokation: Eine MeLo-ID hat 33 Zeichen, DE, elf Ziffern, dann Ziffern und Großbuchstaben"),
        ("'{0}' is no market code: it has thirteen digits", "„{0}“ ist kein Marktcode: Er hat dreizehn Ziffern"),
        ("{0} has no contract with a load profile at {1}: a reading says nothing of its quarter-hours", "{0} hat am {1} keinen Vertrag mit Lastprofil: Ein Zählerstand sagt nichts über die Viertelstunden"),
        ("QTY: '{0}' is no number with 1 to 15 digits before its decimal mark", "QTY: „{0}“ ist keine Zahl mit 1 bis 15 Ziffern vor dem Dezimalzeichen"),
        ("the text ends within a segment: it was cut off, or its terminator is missing", "der Text endet mitten in einem Segment: Er wurde abgeschnitten, oder sein Endezeichen fehlt"),
        ("The text ends within a segment: it was cut off, or its terminator is missing", "Der Text endet mitten in einem Segment: Er wurde abgeschnitten, oder sein Endezeichen fehlt"),
        ("{0} is damaged at byte {1}: whole records follow. Restore it from a backup", "{0} ist bei Byte {1} beschädigt: Ganze Einträge folgen. Stellen Sie die Datei aus einer Sicherung wieder her"),
        ("The register goes back from {0} Wh to {1} Wh at {2}; say its digits if it turned over", "Der Zählerstand geht von {0} Wh auf {1} Wh zurück ({2}); geben Sie die Stellen des Zählwerks an, wenn es übergelaufen ist"),
    ]);

    /// <summary>A reason.</summary>
    public static string Say(string reason) => Book.Say(reason);

    /// <summary>What was wrong with what somebody entered; the framework ends it with the name of a parameter, which says nothing to people.</summary>
    public static string Say(ArgumentException fault) => Say(fault.ParamName is { } name ? fault.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : fault.Message);
}
