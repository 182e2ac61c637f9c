using System.Globalization;
using Werkstrom.Tariff.Billing;

namespace Werkstrom.Energy.Bills;

/// <summary>Numbers as they stand on bills, in the reader's language.</summary>
static class BillNumber
{
    static CultureInfo Culture => CultureInfo.CurrentUICulture;

    /// <summary>€ with two decimals.</summary>
    public static string Euro(long cents) => (cents / 100m).ToString("N2", Culture).Replace('-', '−');

    /// <summary>kWh with three decimals: exact.</summary>
    public static string Kwh(long wh) => (wh / 1_000m).ToString("N3", Culture);

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString(Culture.TwoLetterISOLanguageName == "de" ? "dd.MM.yyyy" : "d MMM yyyy", Culture);

    /// <summary>The price of a kWh in a line, ct, to three decimals; null: nothing was used.</summary>
    public static decimal? Price(BillLine line) => line.WattHours == 0 ? null : Math.Round(line.MicroCents / (decimal)line.WattHours / 1_000, 3, MidpointRounding.AwayFromZero);

    /// <summary>A number as somebody typed it, with the digits that it has; what is no number stays as it is.</summary>
    public static string Given(string typed) =>
        decimal.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number.ToString(Culture) : typed;

    /// <summary>µct as € in a column: exact, all with as many decimals as the longest needs, two at least.</summary>
    public static Func<long, string> Column(IEnumerable<long> microCents)
    {
        var digits = microCents.Select(Digits).DefaultIfEmpty(2).Max();
        return m => (m / 100_000_000m).ToString($"N{digits}", Culture);
    }

    /// <summary>µct as € with eight decimals: exact.</summary>
    public static string Exact(long microCents) => (microCents / 100_000_000m).ToString("#,0.00######", Culture);

    static int Digits(long microCents)
    {
        var (rest, digits) = (Math.Abs(microCents % 100_000_000), 8);
        for (; digits > 2 && rest % 10 == 0; digits--)
            rest /= 10;
        return digits;
    }
}
