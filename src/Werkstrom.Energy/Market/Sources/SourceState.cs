using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>How a source does.</summary>
[NotAudited]
sealed class SourceState
{
    const int MostTags = 20;

    /// <summary>Of <see cref="MarketSource"/>.</summary>
    public required string Key { get; init; }

    /// <summary>When it was asked last.</summary>
    public DateTimeOffset? Tried { get; set; }

    /// <summary>When it last gave something that could be used.</summary>
    public DateTimeOffset? Good { get; set; }

    /// <summary>When it is asked next.</summary>
    public DateTimeOffset? Next { get; set; }

    /// <summary>How often it failed one after the other.</summary>
    public int Failures { get; set; }

    /// <summary>Why it is not well: key of a text and what is filled in, parted by <c>|</c>; empty when it is.</summary>
    public string Reason { get; set; } = "";

    /// <summary>For how many minutes its values hold: <c>15</c>, or <c>60 → 15</c> since that changed.</summary>
    public string Steps { get; set; } = "";

    /// <summary>How many quarter-hours of what was asked for it has not given.</summary>
    public int Missing { get; set; }

    /// <summary>What it said of the state of documents: JSON, by address.</summary>
    public string Tags { get; set; } = "{}";

    /// <summary>ETag and date of a document that was taken before.</summary>
    public SourceTag? Tag(string address) => Read().GetValueOrDefault(address);

    /// <summary>Keeps them.</summary>
    public void Put(string address, SourceTag tag)
    {
        var tags = Read();
        tags.Remove(address);
        foreach (var old in tags.Keys.Take(Math.Max(0, tags.Count - MostTags + 1)).ToList())
            tags.Remove(old);
        tags[address] = tag;
        Tags = JsonSerializer.Serialize(tags);
    }

    Dictionary<string, SourceTag> Read() => JsonSerializer.Deserialize<Dictionary<string, SourceTag>>(Tags) ?? [];
}

/// <summary>By what a provider tells whether a document has changed.</summary>
/// <param name="Tag">Its ETag.</param>
/// <param name="Modified">Its date, as sent.</param>
sealed record SourceTag(string? Tag, string? Modified);

sealed class SourceStateTable : IEntityTypeConfiguration<SourceState>
{
    public void Configure(EntityTypeBuilder<SourceState> state)
    {
        state.ToTable("energy_source_state");
        state.HasKey(s => s.Key);
    }
}
