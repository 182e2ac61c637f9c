using Werkstrom.Energy.Rates;

namespace Werkstrom.Energy.Tariffs;

/// <summary>What the checks of tariffs and the library say of prices that cannot be drawn, in the reader's language.</summary>
static class TariffWords
{
    static readonly Sentences Book = new(
    [
        ("contract", "Vertrag"),
        ("{0}: missing, by contract the base price", "{0}: fehlt, nach dem Vertrag der Basispreis"),
        ("{0}: missing, by contract the fixed price", "{0}: fehlt, nach dem Vertrag der feste Preis"),
        ("{0}: missing, by contract that of the year before", "{0}: fehlt, nach dem Vertrag der Wert des Vorjahres"),
        ("the name has 1 to 200 characters", "der Name hat 1 bis 200 Zeichen"),
        ("a tariff has one component at least", "ein Tarif hat mindestens einen Bestandteil"),
        ("a part has a name of 1 to 100 characters", "ein Posten hat einen Namen mit 1 bis 100 Zeichen"),
        ("its end ({0}) must be after its first day ({1})", "sein Ende ({0}) muss nach seinem ersten Tag ({1}) liegen"),
        ("its first day is between 1995 and 8000, not {0}", "sein erster Tag liegt zwischen 1995 und 8000, nicht {0}"),
        ("a fee has either an amount or the name of a rate", "ein Entgelt hat entweder einen Betrag oder den Namen eines Satzes"),
        ("an amount has six decimals at most and is below 1,000,000,000 €/a, not {0}", "ein Betrag hat höchstens sechs Nachkommastellen und ist kleiner als 1.000.000.000 €/a, nicht {0}"),
        ("what is fed in is paid by the kWh, not by a fee", "Einspeisung wird nach kWh vergütet, nicht mit einem Entgelt"),
        ("the share is between 0 and 10,000 % with one decimal at most, not {0}", "der Anteil liegt zwischen 0 und 10.000 % mit höchstens einer Nachkommastelle, nicht {0}"),
        ("the exchange has no base price; the fallback is the year before or a fixed price", "die Börse hat keinen Basispreis; als Ersatz gilt das Vorjahr oder ein fester Preis"),
        ("the floor ({0}) is above the cap ({1})", "die Untergrenze ({0}) liegt über der Obergrenze ({1})"),
        ("the name of the rate is missing", "der Name des Satzes fehlt"),
        ("module 3 has a window of the high price", "Modul 3 braucht ein Fenster des hohen Preises"),
        ("module 3 has a window of the low price", "Modul 3 braucht ein Fenster des niedrigen Preises"),
        ("a component has a rule", "ein Bestandteil braucht eine Regel"),
        ("prices by the clock have one window at least", "Preise nach Uhrzeit haben mindestens ein Fenster"),
        ("{0} thresholds make {1} zones; there are {2} prices", "{0} Schwellen ergeben {1} Zonen; es gibt {2} Preise"),
        ("thresholds must rise, not {0}", "Schwellen müssen steigen, nicht {0}"),
        ("a threshold is between 0 and 100", "eine Schwelle liegt zwischen 0 und 100"),
        ("quarters of the year are 1 to 4, not {0}", "Quartale sind 1 bis 4, nicht {0}"),
        ("the fixed price of the fallback is missing", "der feste Ersatzpreis fehlt"),
        ("{0}: {1} has three decimals at most (0.001 ct/kWh), not {2}", "{0}: ein Preis hat höchstens drei Nachkommastellen (0,001 ct/kWh), nicht {2}"),
        ("{0}: {1} is between -{2} and {3} ct/kWh, not {4} ({5} €/MWh)", "{0}: ein Preis liegt zwischen -{2} und {3} ct/kWh, nicht {4} ({5} €/MWh)"),
        ("{0} has three decimals at most (0.001 ct/kWh), not {1}", "ein Preis hat höchstens drei Nachkommastellen (0,001 ct/kWh), nicht {1}"),
        ("{0} is between -{1} and {2} ct/kWh, not {3} ({4} €/MWh)", "ein Preis liegt zwischen -{1} und {2} ct/kWh, nicht {3} ({4} €/MWh)"),
        ("there is no rate '{0}' (there are {1}); rates are entered on the page Rates (/energy/rates)", "es gibt keinen Satz „{0}“ (es gibt {1}); Sätze werden unter Umlagen und Sätze (/energy/rates) eingetragen"),
        ("there is no rate '{0}'; rates are entered on the page Rates (/energy/rates)", "es gibt keinen Satz „{0}“; Sätze werden unter Umlagen und Sätze (/energy/rates) eingetragen"),
        ("the key has 1 to 60 lower-case letters, digits and dashes and begins with a letter, not '{0}'", "der Schlüssel hat 1 bis 60 Kleinbuchstaben, Ziffern und Bindestriche und beginnt mit einem Buchstaben, nicht „{0}“"),
        ("A window is written like 18:15-21:15, in full quarters of an hour, not '{0}'", "ein Fenster wird wie 18:15-21:15 geschrieben, in vollen Viertelstunden, nicht „{0}“"),
        ("{0} of {1} quarter-hours are missing, the first at {2}", "{0} von {1} Viertelstunden fehlen, die erste um {2}"),
        ("nothing holds {0}, between row {1} ({2}) and row {3} ({4})", "nichts gilt {0}, zwischen Zeile {1} ({2}) und Zeile {3} ({4})"),
        ("row {0} ({1}) and row {2} ({3}) overlap", "Zeile {0} ({1}) und Zeile {2} ({3}) überschneiden sich"),
        ("nothing holds {0}, between {1} and {2}", "nichts gilt {0}, zwischen {1} und {2}"),
        ("nothing holds {0}", "nichts gilt {0}"),
        ("windows {0} and {1} overlap", "die Fenster {0} und {1} überschneiden sich"),
        ("{0}: {1} and {2} overlap", "{0}: {1} und {2} überschneiden sich"),
        ("unit must be one of {0}, not '{1}'", "die Einheit ist eine von {0}, nicht „{1}“"),
        ("until ({0}) must be after from ({1})", "das Ende ({0}) muss nach dem ersten Tag ({1}) liegen"),
        ("all rows must be of one kind, not {0}", "alle Zeilen müssen von einer Art sein, nicht {0}"),
        ("window {0} must be the same each day", "das Fenster {0} muss an jedem Tag gleich sein"),
        ("it follows the index of a region, and neither the part nor the place names one", "der Preis folgt dem Index einer Region, und weder der Posten noch der Ort nennt eine"),
        ("module 3 is only to be had together with module 1", "Modul 3 gibt es nur zusammen mit Modul 1"),
        ("module 3 needs a smart meter (iMSys) and no recorded power (RLM); the delivery point has {0}", "Modul 3 braucht ein intelligentes Messsystem (iMSys) und keine Leistungsmessung (RLM); die Lieferstelle hat {0}"),
        ("it holds in {0} quarters of the year; it must be {1} at least", "es gilt in {0} Quartalen; mindestens {1} sind nötig"),
        ("the high price holds {0} h a day in quarter {1}; it must be {2} h at least", "der hohe Preis gilt {0} h am Tag im Quartal {1}; mindestens {2} h sind nötig"),
        ("there is no rate {0}. Missing rates are entered on the page Rates (/energy/rates), each with its source", "es gibt keinen Satz {0}. Fehlende Sätze werden unter Umlagen und Sätze (/energy/rates) eingetragen, jeder mit seiner Quelle"),
        ("there is no rate {0}, before {1}", "es gibt keinen Satz {0}, vor {1}"),
        ("there is no rate {0}, after {1}", "es gibt keinen Satz {0}, nach {1}"),
        ("there is no rate {0}", "es gibt keinen Satz {0}"),
        ("There is no tariff '{0}'", "es gibt keinen Tarif „{0}“"),
        ("a price is beyond ±2,147,483 ct/kWh", "ein Preis liegt jenseits von ±2.147.483 ct/kWh"),
        ("an index is between 0 and 100, not {0} at {1}", "ein Index liegt zwischen 0 und 100, nicht {0} um {1}"),
    ]);

    /// <summary>One sentence.</summary>
    public static string Say(string fault) => Book.Say(RateWords.Named(fault));

    /// <summary>Several, parted by a semicolon.</summary>
    public static string SayAll(string faults) => Book.SayAll(RateWords.Named(faults));

    /// <summary>Where prices come from, parted by a semicolon.</summary>
    public static string Source(string source) => Book.SayAll(RateWords.Source(source));
}
