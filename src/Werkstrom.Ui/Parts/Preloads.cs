using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;

namespace Werkstrom.Ui.Parts;

/// <summary>Which script files an island needs, as the build of the islands wrote it (<c>ui/preload.json</c>).</summary>
public sealed class Preloads(IWebHostEnvironment host)
{
    readonly Lazy<FrozenDictionary<string, string[]>> _all = new(() => Read(host));

    /// <summary>Addresses of the files of an island; empty when there is no such island.</summary>
    /// <param name="island">Its file below <c>ui/src</c> without ending, such as <c>scene/scene</c>.</param>
    public IEnumerable<string> Of(string island) => _all.Value.GetValueOrDefault(island, []).Select(file => $"/ui/{file}");

    // a page without it loads one file after the other, which is only slower
    static FrozenDictionary<string, string[]> Read(IWebHostEnvironment host)
    {
        var file = host.WebRootFileProvider.GetFileInfo("ui/preload.json");
        if (!file.Exists)
            return FrozenDictionary<string, string[]>.Empty;
        using var content = file.CreateReadStream();
        return (JsonSerializer.Deserialize<Dictionary<string, string[]>>(content) ?? []).ToFrozenDictionary();
    }
}
