using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>A provider from whom prices or an index are taken, as people have set it. Off until somebody turns it on: nothing is sent to anybody unasked.</summary>
sealed partial class MarketSource
{
    /// <summary>The words of the forms that can be taken, see <see cref="MarketFormats"/>.</summary>
    public static readonly IReadOnlyList<string> Keys = ["energy-charts", "smard-chart", "awattar", "entsoe", "gsi"];

    /// <summary>Of <see cref="Keys"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it is asked.</summary>
    public bool IsOn { get; set; }

    /// <summary>Where it is: scheme and host, perhaps the start of a path.</summary>
    public required string Address { get; set; }

    /// <summary>The zone whose prices it gives.</summary>
    public required string Zone { get; set; }

    /// <summary>What it calls that: filter and region of SMARD (<c>4169/DE-LU</c>), EIC of ENTSO-E, postal code of the GrünstromIndex; empty for others.</summary>
    public required string Place { get; set; }

    /// <summary>From when on tomorrow is asked for, German time: <c>13:00</c>.</summary>
    public required string FetchFrom { get; set; }

    /// <summary>Token of ENTSO-E or id of the GrünstromIndex, sealed with the keys of the data folder; empty for none.</summary>
    [Secret]
    public string Secret { get; set; } = "";

    /// <summary>How it is read.</summary>
    public MarketFormat Format => MarketFormats.Find(Key)!.Value;

    /// <summary>From when on tomorrow is asked for.</summary>
    public TimeOnly From => TimeOnly.ParseExact(FetchFrom, "HH:mm");

    /// <summary>Zone or postal code under which its values are kept.</summary>
    public string KeptAs => Format == MarketFormat.Gsi ? Place : Zone;

    /// <summary>As it is until somebody changes it.</summary>
    public static MarketSource Supplied(string key) => key switch
    {
        "energy-charts" => Make(key, "https://api.energy-charts.info", "", "13:00"),
        "smard-chart" => Make(key, "https://www.smard.de", "4169/DE-LU", "14:00"),
        "awattar" => Make(key, "https://api.awattar.de", "", "14:00"),
        "entsoe" => Make(key, "https://web-api.tp.entsoe.eu", "10Y1001A1001A82H", "13:00"),
        "gsi" => Make(key, "https://api.corrently.io", "", "00:00"),
        _ => throw new ArgumentException($"There is no source '{key}'.", nameof(key)),
    };

    /// <summary>What a place must look like; null where there is none.</summary>
    public static bool IsPlace(MarketFormat format, string place) => format switch
    {
        MarketFormat.SmardChart => Smard().IsMatch(place),
        MarketFormat.Entsoe => Eic().IsMatch(place),
        MarketFormat.Gsi => Zip().IsMatch(place),
        _ => true,
    };

    static MarketSource Make(string key, string address, string place, string from) => new() { Key = key, Address = address, Zone = "DE-LU", Place = place, FetchFrom = from };

    [GeneratedRegex("^[0-9]{1,6}/[A-Za-z0-9-]{1,20}$")]
    private static partial Regex Smard();

    [GeneratedRegex("^[0-9A-Z-]{16}$")]
    private static partial Regex Eic();

    [GeneratedRegex("^[0-9]{5}$")]
    private static partial Regex Zip();
}

sealed class MarketSourceTable : IEntityTypeConfiguration<MarketSource>
{
    public void Configure(EntityTypeBuilder<MarketSource> source)
    {
        source.ToTable("energy_source");
        source.HasKey(s => s.Key);
        source.Ignore(s => s.Format).Ignore(s => s.From).Ignore(s => s.KeptAs);
    }
}
