using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Twins.Models;

namespace Werkstrom.Tests.Twins;

/// <summary>3D models are kept whole or not at all, and a restart keeps them.</summary>
public sealed class ModelApiTests : IAsyncLifetime
{
    readonly Host _host = new() { Configuration = { ["twins:maxModelBytes"] = "2000" } };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_model_is_kept_read_and_replaced_and_what_is_none_changes_nothing()
    {
        var asset = await AssetAsync("model-works/mill1");
        var address = new Uri($"/api/twins/models/{asset.Id}", UriKind.Relative);
        var file = Glb.Triangle();
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Local.GetAsync(address)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(address, file)).StatusCode);
        Assert.Equal(file, await _host.Local.GetByteArrayAsync(address));

        using var none = await PutAsync(address, [.. file.Take(60)]);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Contains("cut off", (string?)(await none.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!["model"]![0]!, StringComparison.Ordinal);
        using var large = await PutAsync(address, new byte[2_001]);
        Assert.Contains("2000 are allowed (twins:maxModelBytes)", await large.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var unknown = await PutAsync(new("/api/twins/models/999999", UriKind.Relative), file);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("There is no asset with the number 999999.", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(file, await _host.Local.GetByteArrayAsync(address));

        await _host.RestartAsync();
        using var kept = await _host.Local.GetAsync(address);
        Assert.Equal("model/gltf-binary", kept.Content.Headers.ContentType!.MediaType);
        Assert.Equal(file, await kept.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await _host.Local.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Local.DeleteAsync(address)).StatusCode);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_host.Folder, "twins-models")));
    }

    [Fact]
    public async Task Two_assets_share_a_file_until_the_last_gives_it_up_and_a_backup_has_it()
    {
        var (one, other) = (await AssetAsync("share-works/mill1"), await AssetAsync("share-works/mill2"));
        var models = _host.Services.GetRequiredService<ModelBook>();
        await models.KeepAsync(one.Id, "C:\\cad\\mill.glb", Glb.Triangle(), default);
        await models.KeepAsync(other.Id, "mill.glb", Glb.Triangle(), default);
        Assert.Equal("mill.glb", (await models.FindAsync(one.Id, default))!.FileName);

        await models.DropAsync(one.Id, default);
        Assert.True(File.Exists(models.PathOf((await models.FindAsync(other.Id, default))!)));

        var target = Directory.CreateTempSubdirectory("ws-").FullName;
        try
        {
            await models.CopyAsync(Path.Combine(target, models.Folder), default);
            Assert.Equal(Glb.Triangle(), await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(target, models.Folder)).Single()));
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    Task<HttpResponseMessage> PutAsync(Uri address, byte[] file) => _host.Local.PutAsync(address, new ByteArrayContent(file));

    async Task<Asset> AssetAsync(string path) =>
        (await _host.Services.GetRequiredService<AssetCatalog>().EnsureAsync([(path, AssetKinds.Machine)], default)).Value![0];
}
