using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Meters;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Laboratory;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Laboratory.Populations;

/// <summary>
/// Populations, a personal file each in <c>energy/lab/</c> of the data folder: a mark, the length of the head, the head as JSON, then the quarter-hours of
/// the customers one after the other. Who is to be forgotten is taken out of all of them at once, by writing them anew.
/// </summary>
sealed partial class PopulationShelf(DataFolder data, ILogger<PopulationShelf> log) : IBackupPart, IMeterCopy
{
    const string End = ".population";
    const int Before = 12;

    readonly Lock _one = new();

    static ReadOnlySpan<byte> Mark => "WSLAB001"u8;

    /// <inheritdoc/>
    public string Folder => "energy/lab";

    string Root => Path.Combine(data.Folder("energy"), "lab");

    /// <summary>Is told the id of a population that has changed or gone.</summary>
    public event Action<string>? Changed;

    /// <summary>All that are there, the newest first; what cannot be read is left out and logged.</summary>
    public IReadOnlyList<Population> All()
    {
        if (!Directory.Exists(Root))
            return [];
        List<Population> found = [];
        foreach (var file in Directory.EnumerateFiles(Root, "*" + End))
        {
            try
            {
                found.Add(Head(file).Population);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or JsonException)
            {
                LogDamaged(file, e.Message);
            }
        }

        return [.. found.OrderByDescending(p => p.MadeAt).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    /// <summary>Opens one; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public (Population Population, LoadFile Loads)? Open(string id)
    {
        lock (_one)
        {
            var path = PathOf(id);
            if (!IsId(id) || !File.Exists(path))
                return null;
            var (population, start) = Head(path);
            return (population, new(path, start, [.. population.Members.Select(m => start + m.End)], GermanTime.Year(population.Year)));
        }
    }

    /// <summary>Keeps one.</summary>
    /// <param name="head">Without id and hash: both come of what is in it.</param>
    /// <param name="loads">The quarter-hours of its members, one after the other, at its beginning.</param>
    /// <returns>It; the one that was there when it is the same.</returns>
    public Population Keep(Population head, Stream loads)
    {
        lock (_one)
        {
            loads.Position = 0;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes((object[])[head.Kind, head.Year, head.Places, head.Members]));
            var buffer = new byte[1 << 16];
            for (int read; (read = loads.Read(buffer)) > 0;)
                hash.AppendData(buffer, 0, read);
            var inputs = Convert.ToHexStringLower(hash.GetHashAndReset());
            var kept = head with { Id = $"{head.Year}-{inputs[..10]}", Inputs = inputs };
            if (File.Exists(PathOf(kept.Id)))
                return Head(PathOf(kept.Id)).Population;
            MakeFolder();
            loads.Position = 0;
            Write(PathOf(kept.Id), kept, loads.CopyTo);
            return kept;
        }
    }

    /// <summary>Takes customers out of every population: their quarter-hours are no longer there when this returns.</summary>
    /// <param name="isOut">Who.</param>
    /// <param name="id">Of one population only; null: of all.</param>
    /// <returns>How many were taken out.</returns>
    public int Remove(Func<Member, bool> isOut, string? id = null)
    {
        List<string> changed = [];
        var count = 0;
        lock (_one)
        {
            foreach (var path in !Directory.Exists(Root) ? [] : id is null ? Directory.GetFiles(Root, "*" + End) : [PathOf(id)])
            {
                if (Whole(path) is not var (population, start))
                    continue;
                var left = population.Members.Where(m => !isOut(m)).ToList();
                if (left.Count == population.Members.Count)
                    continue;
                count += population.Members.Count - left.Count;
                Without(path, population, start, left);
                changed.Add(population.Id);
            }
        }

        foreach (var one in changed)
            Changed?.Invoke(one);
        return count;
    }

    /// <inheritdoc/>
    public void Erase(string malo) => Remove(m => m.Malo == malo);

    /// <summary>Throws one away.</summary>
    public bool Delete(string id)
    {
        lock (_one)
        {
            if (!IsId(id) || !File.Exists(PathOf(id)))
                return false;
            File.Delete(PathOf(id));
        }

        Changed?.Invoke(id);
        return true;
    }

    /// <inheritdoc/>
    public Task CopyAsync(string target, CancellationToken stop)
    {
        lock (_one)
        {
            foreach (var file in Directory.Exists(Root) ? Directory.GetFiles(Root, "*" + End) : [])
            {
                stop.ThrowIfCancellationRequested();
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The head; a file that cannot be read is deleted, for it may hold who is to be forgotten, and can be made again.</summary>
    (Population Population, long Start)? Whole(string path)
    {
        try
        {
            return Head(path);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            File.Delete(path);
            LogDamaged(path, e.Message);
            return null;
        }
    }

    static void Without(string path, Population population, long start, List<Member> left)
    {
        var begins = population.Members.Zip(population.Members.Prepend(null), (m, before) => (m.Contract, Begin: before?.End ?? 0)).ToDictionary(m => m.Contract, m => m.Begin);
        List<Member> moved = [];
        foreach (var member in left)
            moved.Add(member with { End = (moved.Count == 0 ? 0 : moved[^1].End) + member.End - begins[member.Contract] });
        using var from = File.OpenRead(path);
        Write(path, population with { Members = moved, Removed = population.Removed + population.Members.Count - left.Count }, to =>
        {
            foreach (var member in left)
            {
                var bytes = new byte[member.End - begins[member.Contract]];
                from.Position = start + begins[member.Contract];
                from.ReadExactly(bytes);
                to.Write(bytes);
            }
        });
    }

    static void Write(string path, Population population, Action<Stream> loads) => DurableFile.Write(path, to =>
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(population);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
        to.Write(Mark);
        to.Write(length);
        to.Write(head);
        loads(to);
    });

    static (Population Population, long Start) Head(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> before = stackalloc byte[Before];
        if (file.ReadAtLeast(before, Before, throwOnEndOfStream: false) < Before || !before.StartsWith(Mark))
            throw new InvalidDataException($"{path} is no population.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(before[8..]);
        if (length <= 0 || length > file.Length - Before)
            throw new InvalidDataException($"{path} is cut off.");
        var head = new byte[length];
        file.ReadExactly(head);
        return (JsonSerializer.Deserialize<Population>(head) ?? throw new InvalidDataException($"{path} has no head."), Before + length);
    }

    // only such names are made here; an address that says another one finds no file
    static bool IsId(string id) => id.Length == 15 && id.All(c => char.IsAsciiHexDigitLower(c) || c == '-');

    string PathOf(string id) => Path.Combine(Root, id + End);

    void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Root);
        else
            Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [LoggerMessage(7420, LogLevel.Warning, "{Path} is left out of the laboratory: {Reason}")]
    partial void LogDamaged(string path, string reason);
}
