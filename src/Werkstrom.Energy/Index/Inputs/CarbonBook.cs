using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Index.Inputs;

/// <summary>The table of CO₂ factors that holds in this house: the library's, or what was made of it here.</summary>
sealed class CarbonBook(IDbContextFactory<EnergyDb> dbs)
{
    /// <summary>The text.</summary>
    public async Task<string> TextAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return (await db.Set<CarbonText>().AsNoTracking().FirstOrDefaultAsync(t => t.Name == CarbonText.Only, stop))?.Csv ?? CarbonTable.SuppliedText;
    }

    /// <summary>The table.</summary>
    public async Task<CarbonTable> TableAsync(CancellationToken stop) => CarbonTable.Read(await TextAsync(stop)).OrThrow();

    /// <summary>Keeps a text; an empty one takes the library's again.</summary>
    /// <returns>All that is wrong with it; empty when it was kept.</returns>
    public async Task<IReadOnlyList<string>> PutAsync(string text, CancellationToken stop)
    {
        if (text.Trim().Length == 0)
            text = CarbonTable.SuppliedText;
        if (CarbonTable.Read(text) is { Faults.Count: > 0 } read)
            return [.. read.Faults.Select(f => f.ToString())];
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<CarbonText>().FirstOrDefaultAsync(t => t.Name == CarbonText.Only, stop) is { } known)
            known.Csv = text;
        else
            db.Add(new CarbonText { Name = CarbonText.Only, Csv = text });
        await db.SaveChangesAsync(stop);
        return [];
    }
}

/// <summary>The table as it was edited here.</summary>
sealed class CarbonText
{
    /// <summary>There is one table.</summary>
    public const string Only = "carbon";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>As <c>carbon.csv</c>.</summary>
    public required string Csv { get; set; }
}

sealed class CarbonTextTable : IEntityTypeConfiguration<CarbonText>
{
    public void Configure(EntityTypeBuilder<CarbonText> text)
    {
        text.ToTable("energy_carbon");
        text.HasKey(t => t.Name);
    }
}
