using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Contracts;

/// <summary>Makes a contract of a wish by itself, with all that is wrong in it, by input.</summary>
sealed class WishReader(ContractWish wish, PlaceOptions options, IStringLocalizer<ContractText> text)
{
    static readonly HashSet<string> Profiles = [.. LoadProfile.Supplied.Select(p => p.Name)];

    /// <summary>What is wrong: input and sentence.</summary>
    public List<(string Field, string Text)> Faults { get; } = [];

    /// <summary>The contract, without asset and agreement; null when there are faults.</summary>
    public Contract? Read()
    {
        var (number, customer, malo) = (Code("number", wish.Number), Code("customer", wish.Customer), wish.Malo ?? "");
        if (!MarketIds.IsDeliveryPoint(malo))
            Fault("malo", malo.Length == 11 && malo.All(char.IsAsciiDigit) ? "fault.malo.digit" : "fault.malo", malo);
        if (string.IsNullOrEmpty(wish.Tariff))
            Fault("tariff", "fault.needed");
        var place = Place();
        var profile = Profile(place.Metering);
        var (first, end) = (Quarter("from", wish.From), string.IsNullOrEmpty(wish.Until) ? null : Quarter("until", wish.Until));
        if (string.IsNullOrEmpty(wish.From))
            Fault("from", "fault.needed");
        if (end <= first)
            Fault("until", "fault.until", wish.Until!, wish.From!);
        var (annual, term, notice) = (Annual(), Term(), Notice());
        foreach (var (field, length) in CustomerLimits.TooLong(wish.Name, wish.Street, wish.Postcode, wish.City, wish.Mail))
            Fault(field, "fault.long", CustomerLimits.Of(field), length);
        return Faults.Count > 0 ? null : new(0, number, customer, malo, 0, wish.Tariff!, place, profile, annual, first!.Value, end, Or(wish.Region, options.Region) is { Length: > 0 } region ? region : null, 0)
        {
            Term = term,
            NoticeDays = notice,
            Follows = string.IsNullOrEmpty(wish.Follows) ? null : wish.Follows,
        };
    }

    /// <summary>Reads a day or a quarter-hour by the German clock; null when it is none. An hour that comes twice is the first one, unless an offset says otherwise.</summary>
    public static int? Quarter(string given)
    {
        if (DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.Year is >= 1996 and < 8_000 ? GermanTime.Day(day).First : null;
        if (DateTimeOffset.TryParseExact(given, ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant.UtcTicks % (TimeSpan.TicksPerSecond * Quarters.Seconds) == 0 && instant.Year is >= 1996 and < 8_000 ? Quarters.At(instant) : null;
        if (!DateTime.TryParseExact(given, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local is { Year: < 1996 or >= 8_000 } || local.Minute % 15 != 0 || local.Second != 0)
        {
            return null;
        }

        var range = GermanTime.Day(DateOnly.FromDateTime(local));
        var ofClock = (local.Hour * 4) + (local.Minute / 15);
        var found = Enumerable.Range(range.First, range.Count).FirstOrDefault(q => GermanTime.OfClock(q) == ofClock, int.MinValue);
        return found == int.MinValue ? null : found;
    }

    SupplyPlace Place()
    {
        var state = Word("state", wish.State, options.State);
        var metering = Word("metering", wish.Metering, MeteringKind.Smart);
        var town = Or(wish.Town, options.Town);
        if (!PlaceFields.Towns.Contains(town))
            Fault("town", "fault.town", town, string.Join(", ", PlaceFields.Towns));
        if (wish.Module1 is not (null or "" or "yes" or "no"))
            Fault("module1", "fault.yesno", wish.Module1);
        return new(ContractRow.Calendar(state), town, Or(wish.Operator, options.GridOperator), wish.Area ?? "", metering, wish.Module1 == "yes");
    }

    string? Profile(MeteringKind metering)
    {
        var profile = string.IsNullOrEmpty(wish.Profile) ? null : wish.Profile.ToUpperInvariant();
        if (profile is not null && !Profiles.Contains(profile))
            Fault("profile", "fault.profile", profile, string.Join(", ", Profiles));
        if (profile is null && metering == MeteringKind.Profile)
            Fault("profile", "fault.profile.needed");
        return profile;
    }

    long Annual()
    {
        if (string.IsNullOrEmpty(wish.AnnualKwh))
            Fault("annual_kwh", "fault.needed");
        else if (Numbers.OfFile(wish.AnnualKwh) is { } kwh && kwh is >= 0 and <= 10_000_000_000 && kwh * 1_000 % 1 == 0)
            return (long)(kwh * 1_000);
        else
            Fault("annual_kwh", "fault.annual", wish.AnnualKwh);
        return 0;
    }

    DateOnly? Term()
    {
        if (string.IsNullOrEmpty(wish.Term))
            return null;
        if (DateOnly.TryParseExact(wish.Term, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Fault("term", "fault.day", wish.Term);
        return null;
    }

    int Notice()
    {
        if (string.IsNullOrEmpty(wish.NoticeDays))
            return 14;
        if (int.TryParse(wish.NoticeDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3_660)
            return days;
        Fault("notice_days", "fault.notice", wish.NoticeDays);
        return 0;
    }

    int? Quarter(string field, string? given)
    {
        if (string.IsNullOrEmpty(given))
            return null;
        var quarter = Quarter(given);
        if (quarter is null)
            Fault(field, "fault.quarter", given);
        return quarter;
    }

    string Code(string field, string? given)
    {
        if (string.IsNullOrEmpty(given))
            Fault(field, "fault.needed");
        else if (given.Length > 60 || given.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            Fault(field, "fault.code", given);
        return given ?? "";
    }

    T Word<T>(string field, string? given, T otherwise) where T : struct, Enum
    {
        if (string.IsNullOrEmpty(given))
            return otherwise;
        if (Enum.TryParse<T>(given, ignoreCase: true, out var word) && Enum.IsDefined(word) && !char.IsAsciiDigit(given[0]))
            return word;
        Fault(field, "fault.word", given, string.Join(", ", Enum.GetNames<T>()));
        return otherwise;
    }

    void Fault(string field, string key, params object[] values) => Faults.Add((field, $"{text["field." + field]}: {text[key, values]}"));

    static string Or(string? given, string otherwise) => string.IsNullOrEmpty(given) ? otherwise : given;
}
