using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Index.Forecast;

/// <summary>A forecast of a day as it was said.</summary>
[NotAudited]
sealed class ForecastRow
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>Code of the region.</summary>
    public required string Region { get; init; }

    /// <summary>Days since 1970-01-01.</summary>
    public required long Day { get; init; }

    /// <summary>When it was computed.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>Computed after the day, by what was known before it: to judge the method, never to price.</summary>
    public required bool IsAfterwards { get; init; }

    /// <summary>10 % quantile, millionths, parted by commas.</summary>
    public required string Low { get; init; }

    /// <summary>Median.</summary>
    public required string Middle { get; init; }

    /// <summary>90 % quantile.</summary>
    public required string High { get; init; }

    /// <summary>Its numbers.</summary>
    public ShareForecast Forecast() => new(InputBook.Date(Day), Numbers(Low), Numbers(Middle), Numbers(High));

    /// <summary>Numbers as a text.</summary>
    public static string Text(int[] numbers) => string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    static int[] Numbers(string text) => [.. text.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
}

sealed class ForecastRowTable : IEntityTypeConfiguration<ForecastRow>
{
    public void Configure(EntityTypeBuilder<ForecastRow> row)
    {
        row.ToTable("energy_index_forecast");
        row.HasKey(r => r.Id);
        row.Property(r => r.Id).ValueGeneratedNever();
    }
}
