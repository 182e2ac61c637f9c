using System.Text.Json;
using Werkstrom.Aas.Packages;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>The file server of AASX packages: kept as they were sent, when they conform.</summary>
sealed class PackageOperations(Shelf shelf, StoredFiles files) : IAasOperations
{
    const string Type = "application/asset-administration-shell-package";
    const string One = "/packages/{packageId}";

    public IEnumerable<AasOperation> All =>
    [
        new("GET", "/packages", Policies.Read, ListAsync),
        new("POST", "/packages", Policies.Engineer, CreateAsync),
        new("GET", One, Policies.Read, GetAsync),
        new("PUT", One, Policies.Engineer, PutAsync),
        new("DELETE", One, Policies.Engineer, DeleteAsync),
    ];

    static string Id(AasCall call) => call.Identifier("packageId");

    async Task ListAsync(AasCall call)
    {
        List<string> keys = call.Encoded("aasId") is { } shell ? [SearchKeys.Word(EntryKind.Package, "shell", shell)] : [];
        var page = await shelf.ListAsync(EntryKind.Package, keys, call.After, call.Limit, call.Stop);
        await call.PageAsync(page.Entries, page.Next, (w, e) => w.WriteRawValue(e.Json, skipInputValidation: true));
    }

    async Task CreateAsync(AasCall call)
    {
        var id = Guid.NewGuid().ToString("n");
        var put = await ReadAsync(call, id);
        var entry = await shelf.ChangeAsync(EntryKind.Package, id, _ => put, call.Stop);
        await call.CreatedAsync($"/packages/{AasCall.Encode(id)}", entry!.Json);
    }

    async Task GetAsync(AasCall call)
    {
        var entry = await shelf.GetAsync(EntryKind.Package, Id(call), call.Stop);
        var file = await files.FindAsync(PathOf(entry.Id, entry.Json), call.Stop) ?? throw ShellException.NotFound(EntryKind.Package, entry.Id);
        await call.SendFileAsync(file.Bytes, Type, file.FileName);
    }

    async Task PutAsync(AasCall call)
    {
        var id = Id(call);
        await shelf.GetAsync(EntryKind.Package, id, call.Stop);
        var put = await ReadAsync(call, id);
        await call.NothingAsync(await shelf.ChangeAsync(EntryKind.Package, id, before =>
            put with { DroppedFile = PathOf(id, call.Found(before, EntryKind.Package, id).Json) }, call.Stop));
    }

    async Task DeleteAsync(AasCall call)
    {
        await shelf.RemoveAsync(call, EntryKind.Package, Id(call));
        await call.NothingAsync();
    }

    static async Task<DocumentPlan.Put> ReadAsync(AasCall call, string id)
    {
        var file = await call.ReadFileAsync();
        var reading = AasxFile.Read(file.Bytes);
        var package = reading.Value ?? throw ShellException.Of(reading.Faults);
        List<string> shells = [.. (package.Environment.AssetAdministrationShells ?? []).Select(s => s.Id)];
        if ((await call.ReadFormAsync())["aasIds"].SelectMany(v => (v ?? "").Split(',')).Where(v => v.Length > 0).FirstOrDefault(v => !IsOf(shells, v)) is { } other)
            throw ShellException.BadRequest($"aasIds names {ShellException.Quote(other)}, which the package does not have.");
        var (state, kept) = (Guid.NewGuid().ToString("n"), file.FileName);
        return new(Describe(id, shells, kept, state), null, [.. shells.Select(s => SearchKeys.Word(EntryKind.Package, "shell", s)).Distinct()])
        {
            Files = [file with { Path = $"/packages/{id}/{state}" }],
        };
    }

    // clients send identifiers as they are, or in base64url as elsewhere
    static bool IsOf(List<string> shells, string given) => shells.Any(s => s == given || AasCall.Encode(s) == given);

    static byte[] Describe(string id, List<string> shells, string fileName, string state) => JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, object> { ["packageId"] = id, ["aasIds"] = shells, ["fileName"] = fileName, ["fileState"] = state });

    static string PathOf(string id, byte[] json)
    {
        using var described = JsonDocument.Parse(json);
        return $"/packages/{id}/{described.RootElement.GetProperty("fileState").GetString()}";
    }
}
