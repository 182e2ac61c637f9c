using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Werkstrom.Setup.Backups;

/// <summary>The first entry of a backup: what is in it, so that a damaged or foreign file is refused before anything is used.</summary>
/// <param name="Format">1.</param>
/// <param name="Version">Of the program that wrote it.</param>
/// <param name="At">When it began, UTC: everything that was acknowledged before is in it.</param>
/// <param name="HasRegistry">False when the registry is on PostgreSQL and must be saved with pg_dump.</param>
/// <param name="Entries">The files, in their order.</param>
sealed record BackupManifest(int Format, string Version, DateTimeOffset At, bool HasRegistry, IReadOnlyList<BackupEntry> Entries)
{
    public const string Name = "manifest.json";

    public const int Newest = 1;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="VerbException">It is none.</exception>
    public static BackupManifest Read(Stream stream)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(stream, Json) is { Entries: not null } manifest
                ? manifest
                : throw new VerbException("The file has no readable manifest: it is no backup of Werkstrom.");
        }
        catch (JsonException)
        {
            throw new VerbException("The file has no readable manifest: it is no backup of Werkstrom.");
        }
    }
}

/// <summary>A file of a backup.</summary>
/// <param name="Path">Below the data folder, with slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Hexadecimal.</param>
sealed record BackupEntry(string Path, long Bytes, string Sha256);
