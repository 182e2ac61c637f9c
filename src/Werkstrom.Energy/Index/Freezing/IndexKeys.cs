using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Index.Freezing;

/// <summary>
/// The keys that sign frozen days, P-256, in the data folder's <c>keys/</c> as <c>energy-index-….pem</c>. The newest signs, all verify: a key is changed by
/// putting a new one beside the old ones.
/// </summary>
sealed class IndexKeys(DataFolder folder)
{
    readonly Lock _gate = new();
    List<IndexKey>? _keys;

    /// <summary>All, the newest first; the first is made when there is none.</summary>
    public IReadOnlyList<IndexKey> All
    {
        get
        {
            lock (_gate)
                return _keys ??= Read() is { Count: > 0 } known ? known : [Make()];
        }
    }

    /// <summary>The one that signs.</summary>
    public IndexKey Own => All[0];

    /// <summary>One by its name; null when it is not known here.</summary>
    public IndexKey? Find(string? id) => All.FirstOrDefault(k => k.Id == id);

    List<IndexKey> Read() =>
        [.. Directory.EnumerateFiles(folder.Keys, "energy-index-*.pem").OrderByDescending(File.GetLastWriteTimeUtc).ThenBy(f => f, StringComparer.Ordinal).Select(f => Key(File.ReadAllText(f)))];

    IndexKey Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var made = Key(pem);
        DurableFile.Write(Path.Combine(folder.Keys, $"energy-index-{made.Id}.pem"), to => to.Write(Encoding.ASCII.GetBytes(pem)));
        return made;
    }

    static IndexKey Key(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        return new(Jws.Thumbprint(x, y), x, y, key);
    }
}

/// <summary>A key.</summary>
/// <param name="Id">Its thumbprint (RFC 7638).</param>
/// <param name="X">Of the public point, base64url.</param>
/// <param name="Y">Of the public point, base64url.</param>
/// <param name="Private">Signs and verifies.</param>
sealed record IndexKey(string Id, string X, string Y, ECDsa Private)
{
    /// <summary>Signing and verifying take turns: an <see cref="ECDsa"/> is for one thread at a time.</summary>
    public T Use<T>(Func<ECDsa, T> what)
    {
        lock (Private)
            return what(Private);
    }
}
