using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Werkstrom.Energy.Meters;
using Werkstrom.Tariff.Billing;

namespace Werkstrom.Energy.Bills;

/// <summary>The numbers of a bill: the same inputs give the same text, and so the same hash.</summary>
/// <param name="Lines">In the order of the bill.</param>
/// <param name="Vat">By rate.</param>
/// <param name="Months">Energy from the grid by month.</param>
/// <param name="Ways">How the consumption was determined.</param>
sealed record BillContent(IReadOnlyList<BillLine> Lines, IReadOnlyList<BillVat> Vat, IReadOnlyList<MonthWh> Months, IReadOnlyList<MeterShare> Ways)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>Of a bill of the library.</summary>
    public static BillContent Of(Bill bill, MeteredLoad load) => new(bill.Lines, bill.Vat, [.. bill.Months.Select(m => new MonthWh(m.Month, m.WattHours))], load.Shares);

    /// <summary>Net, ct.</summary>
    public long Net => Lines.Sum(l => l.Cents);

    /// <summary>With VAT, ct.</summary>
    public long Gross => Net + Vat.Sum(v => v.Cents);

    /// <summary>As it is kept.</summary>
    public string Write() => Write(this);

    /// <summary>Reads what was kept.</summary>
    public static BillContent Read(string text) => Read<BillContent>(text);

    /// <summary>Anything of a bill as text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    /// <summary>And back.</summary>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;

    /// <summary>SHA-256 of a text, lower-case hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Energy of a month.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Wh">From the grid.</param>
readonly record struct MonthWh(DateOnly Month, long Wh);

/// <summary>What stands against a bill, or is to be looked at before it is released.</summary>
/// <param name="Code">Which, a key of the texts: <c>missing-values</c>, <c>no-price</c>, …</param>
/// <param name="IsBlock">It keeps the bill from being released.</param>
/// <param name="Args">What the text names.</param>
sealed record BillProblem(string Code, bool IsBlock, params string[] Args);

/// <summary>What stands on a bill beside its numbers.</summary>
/// <param name="TariffName">As people call it.</param>
/// <param name="Profile">Load profile; null: quarter-hours.</param>
/// <param name="Town">Class of the town.</param>
/// <param name="GridArea">Code of the grid operator's rates.</param>
/// <param name="ContractFrom">When the contract began.</param>
/// <param name="ContractUntil">When it ended or ends; null: no end is known.</param>
/// <param name="NextEnd">The next day on which it can end.</param>
/// <param name="NoticeDays">How many days before that notice must be given.</param>
/// <param name="MeterOperator">Market code; empty: not known.</param>
/// <param name="GridOperator">Market code; empty: not known.</param>
/// <param name="StartWh">What the register showed at the start; null: it is measured by the quarter-hour.</param>
/// <param name="EndWh">And at the end.</param>
/// <param name="LastYearWh">What was used in the same time of the year before; null: not known.</param>
/// <param name="FallbackDays">Days on which the index or price was missing, if only for a quarter-hour, and the rule of the contract held.</param>
/// <param name="FallbackQuarters">How many quarter-hours they are; 0: not counted, all of their days.</param>
/// <param name="Changes">Of a correction: the lines that changed, and why; null: it is none.</param>
sealed record BillFacts(
    string TariffName, string? Profile, string Town, string GridArea, DateOnly ContractFrom, DateOnly? ContractUntil, DateOnly? NextEnd, int NoticeDays,
    string MeterOperator, string GridOperator, long? StartWh, long? EndWh, long? LastYearWh, IReadOnlyList<DateOnly> FallbackDays,
    int FallbackQuarters = 0, IReadOnlyList<BillChange>? Changes = null);

/// <summary>What customers of a kind used.</summary>
/// <param name="WhADay">The one in the middle, Wh a day.</param>
/// <param name="Count">How many they are; fewer than five are not shown, so that nobody is seen through.</param>
readonly record struct BillPeers(long WhADay, int Count)
{
    /// <summary>Fewer are not shown.</summary>
    public const int Fewest = 5;
}
