namespace Werkstrom.Energy.Tariffs;

/// <summary>Adds an empty part to the form of a tariff.</summary>
static class TariffAdd
{
    /// <summary>Adds one.</summary>
    /// <param name="fields">The form.</param>
    /// <param name="type">Which rule, or <c>fee</c>.</param>
    /// <param name="from">The first day.</param>
    public static void To(TariffFields fields, string type, string from)
    {
        var list = type == "fee" ? "f" : "c";
        var count = fields.Count(list);
        if (count >= TariffFields.Most)
            return;
        var at = FormattableString.Invariant($"{list}{count}.");
        (fields[at + "type"], fields[at + "from"], fields[at + "kind"]) = (type, from, Kind(type));
        if (type == "spot")
            fields[at + "share"] = "100";
        fields[list] = (count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    static string Kind(string type) => type switch { "module2" or "module3" => "Grid", "rate" => "Levy", _ => "Energy" };
}
