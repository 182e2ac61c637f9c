using System.Globalization;
using Microsoft.AspNetCore.Http;
using Werkstrom.Energy.Portal.Now;
using Werkstrom.Tariff.Time;
using Werkstrom.Tariff.Windows;

namespace Werkstrom.Energy.Portal.Plan;

/// <summary>What somebody wants to run or charge.</summary>
/// <param name="IsCharge">Charging: so much energy at so much power; else a device that runs for some hours.</param>
/// <param name="Kwh">Energy, kWh.</param>
/// <param name="Kw">At most so much power, kW; for a device that runs it follows from energy and hours.</param>
/// <param name="Hours">How long the device runs.</param>
/// <param name="IsUnbroken">Without a pause.</param>
/// <param name="IsGreen">The greenest instead of the cheapest.</param>
/// <param name="From">Not before this time of day; null: from now.</param>
/// <param name="Ready">Ready by this time of day; null: as far as is known.</param>
sealed record PlanAsk(bool IsCharge, decimal Kwh, decimal Kw, decimal Hours, bool IsUnbroken, bool IsGreen, TimeOnly? From, TimeOnly? Ready)
{
    /// <summary>Reads the fields of an address; what is wrong is told by key of the texts, all at once.</summary>
    public static (PlanAsk Ask, IReadOnlyDictionary<string, string> Faults) Read(IQueryCollection query)
    {
        Dictionary<string, string> faults = [];
        var isCharge = query["kind"] == "charge";
        PlanAsk ask = new(
            isCharge,
            Number(query, "kwh", isCharge ? 10 : 1, 0.1m, 200, faults),
            isCharge ? Number(query, "kw", 11, 0.1m, 100, faults) : 0,
            isCharge ? 0 : Number(query, "hours", 2, 0.25m, 24, faults),
            isCharge ? query["unbroken"] == "true" : query["kind"].Count == 0 || query["pause"] != "true",
            query["by"] == "green", Time(query, "from", faults), Time(query, "ready", faults));
        return (ask, faults);
    }

    /// <summary>As the search needs it.</summary>
    public LoadWish Wish
    {
        get
        {
            var wh = (long)(Kwh * 1_000);
            if (IsCharge)
                return new(wh, Math.Max(1, (int)(Kw * 250)), IsUnbroken);
            var quarters = Math.Max(1, (int)Math.Ceiling(Hours * 4));
            var each = (int)Math.Max(1, Math.Round((decimal)wh / quarters));
            return new((long)each * quarters, each, IsUnbroken); // the same in each quarter-hour
        }
    }

    /// <summary>The quarter-hours that may be used: from the next time the clock shows <see cref="From"/> to the next time after it that it shows <see cref="Ready"/>.</summary>
    /// <param name="ahead">From now as far as something can be known.</param>
    public QuarterRange Allowed(QuarterRange ahead)
    {
        var first = ahead.First;
        if (From is { } from)
            first = Next(first, ahead.End, from);
        var end = Ready is { } ready ? Next(first + 1, ahead.End, ready) : ahead.End;
        return new(first, Math.Max(0, end - first));
    }

    // the first quarter-hour from a start on at which the clock shows the time, rounded down; the end when there is none
    static int Next(int start, int end, TimeOnly time)
    {
        var ofClock = (time.Hour * 4) + (time.Minute / 15);
        for (var quarter = start; quarter < end; quarter++)
        {
            if (GermanTime.OfClock(quarter) == ofClock)
                return quarter;
        }

        return end;
    }

    static decimal Number(IQueryCollection query, string name, decimal otherwise, decimal least, decimal most, Dictionary<string, string> faults)
    {
        var sent = query[name].ToString().Trim().Replace(',', '.');
        if (sent.Length == 0)
            return otherwise;
        if (decimal.TryParse(sent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        faults[name] = "plan.fault." + name;
        return otherwise;
    }

    static TimeOnly? Time(IQueryCollection query, string name, Dictionary<string, string> faults)
    {
        var sent = query[name].ToString().Trim();
        if (sent.Length == 0)
            return null;
        if (TimeOnly.TryParseExact(sent, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        faults[name] = "plan.fault.time";
        return null;
    }
}

/// <summary>What came of a search.</summary>
/// <param name="Plan">When to run; null: it does not fit into what is known.</param>
/// <param name="Cost">What it costs by the contract's price, µct with VAT; null: no price.</param>
/// <param name="NowCost">The same when it starts now; null: not known.</param>
/// <param name="Index">Mean of the index, weighted by energy; null: not known.</param>
/// <param name="NowIndex">The same when it starts now.</param>
/// <param name="Allowed">What could be used.</param>
/// <param name="IsGreen">What was looked for: that which was asked, or the other when only that is known.</param>
/// <param name="IsSwitched">The other was looked for than was asked.</param>
sealed record PlanAnswer(LoadPlan? Plan, long? Cost, long? NowCost, decimal? Index, decimal? NowIndex, QuarterRange Allowed, bool IsGreen, bool IsSwitched)
{
    /// <summary>Searches today and tomorrow.</summary>
    public static PlanAnswer Of(PlanAsk ask, MyDays days)
    {
        var (wish, allowed) = (ask.Wish, ask.Allowed(days.Ahead));
        int? Greenness(int quarter) => 100 - days.Index(quarter);
        // where only one of both is known, that one is better than nothing
        var hasPrice = days.Today.HasPrice || days.Tomorrow.HasPrice;
        var hasIndex = days.Today.HasIndex || days.Tomorrow.HasIndex;
        var isGreen = ask.IsGreen ? hasIndex || !hasPrice : !hasPrice && hasIndex;
        var plan = BestWindow.Find(wish, allowed, isGreen ? Greenness : days.Price);
        var atOnce = BestWindow.AtOnce(wish, days.Ahead, _ => 0);
        return new(plan, Sum(plan, days.Price), Sum(atOnce, days.Price), Mean(plan, days.Index), Mean(atOnce, days.Index), allowed, isGreen, isGreen != ask.IsGreen);
    }

    static long? Sum(LoadPlan? plan, Func<int, int?> value)
    {
        if (plan is null)
            return null;
        var sum = 0L;
        foreach (var (quarter, wh) in plan.Slots)
        {
            if (value(quarter) is not { } known)
                return null;
            sum += (long)wh * known;
        }

        return sum;
    }

    static decimal? Mean(LoadPlan? plan, Func<int, int?> value) => Sum(plan, value) is { } sum ? sum / (decimal)plan!.Slots.Sum(s => (long)s.Wh) : null;
}
