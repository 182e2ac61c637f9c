using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Works;

/// <summary>At what the energy of the works is priced; its steps are noted in the audit by themselves.</summary>
[NotAudited]
sealed class WorksSettings
{
    /// <summary>There is one.</summary>
    public const int Only = 1;

    /// <summary>Its number.</summary>
    public int Id { get; init; } = Only;

    /// <summary>Number of the contract of the works' delivery point: its tariff, place and region price.</summary>
    public required string Contract { get; set; }

    /// <summary>Path of the asset below which machines are looked for; empty: all.</summary>
    public required string Root { get; set; }
}

/// <summary>A load that could run at another time of the day.</summary>
[NotAudited]
sealed class WorksLoad
{
    /// <summary>The machine.</summary>
    public required int AssetId { get; init; }

    /// <summary>Not before, in quarter-hours of the clock: 0 is 00:00.</summary>
    public required int Earliest { get; set; }

    /// <summary>Done by, in quarter-hours of the clock: 96 is 24:00.</summary>
    public required int Latest { get; set; }

    /// <summary>How long it takes, in quarter-hours, without a pause.</summary>
    public required int Quarters { get; set; }
}

sealed class WorksSettingsTable : IEntityTypeConfiguration<WorksSettings>
{
    public void Configure(EntityTypeBuilder<WorksSettings> settings)
    {
        settings.ToTable("energy_works");
        settings.HasKey(s => s.Id);
        settings.Property(s => s.Id).ValueGeneratedNever();
    }
}

sealed class WorksLoadTable : IEntityTypeConfiguration<WorksLoad>
{
    public void Configure(EntityTypeBuilder<WorksLoad> load)
    {
        load.ToTable("energy_works_load");
        load.HasKey(l => l.AssetId);
        load.Property(l => l.AssetId).ValueGeneratedNever();
    }
}

/// <summary>Keeps what was set of the works.</summary>
sealed class WorksBook(IDbContextFactory<EnergyDb> dbs, IAudit audit)
{
    /// <summary>What is set; null: nothing yet.</summary>
    public async Task<WorksSettings?> ReadAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<WorksSettings>().AsNoTracking().FirstOrDefaultAsync(stop);
    }

    /// <summary>The loads that could move.</summary>
    public async Task<IReadOnlyList<WorksLoad>> LoadsAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<WorksLoad>().AsNoTracking().OrderBy(l => l.AssetId).ToListAsync(stop);
    }

    /// <summary>Sets contract and root. Whoever calls has checked them.</summary>
    public async Task PutAsync(string contract, string root, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<WorksSettings>().FirstOrDefaultAsync(stop) is { } known)
            (known.Contract, known.Root) = (contract, root);
        else
            db.Add(new WorksSettings { Contract = contract, Root = root });
        await db.SaveChangesAsync(stop);
        await audit.NoteAsync("works.changed", "energy_works", contract, new { contract, root }, stop);
    }

    /// <summary>Says when a machine's load could run; null: it cannot move.</summary>
    public async Task PutLoadAsync(int asset, (int Earliest, int Latest, int Quarters)? rule, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var known = await db.Set<WorksLoad>().FirstOrDefaultAsync(l => l.AssetId == asset, stop);
        if (rule is not { } wanted)
        {
            if (known is not null)
                db.Remove(known);
        }
        else if (known is not null)
        {
            (known.Earliest, known.Latest, known.Quarters) = wanted;
        }
        else
        {
            db.Add(new WorksLoad { AssetId = asset, Earliest = wanted.Earliest, Latest = wanted.Latest, Quarters = wanted.Quarters });
        }

        await db.SaveChangesAsync(stop);
        await audit.NoteAsync("works.load", "energy_works", FormattableString.Invariant($"{asset}"), rule is { } said ? new { said.Earliest, said.Latest, said.Quarters } : null, stop);
    }
}
