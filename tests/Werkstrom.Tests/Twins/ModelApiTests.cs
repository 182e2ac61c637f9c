using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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

    [Fact]
    public async Task The_form_says_that_a_model_is_saved_names_what_is_lost_and_asks_once()
    {
        var page = $"/plant/twins/{(await AssetAsync("form-works/mill1")).Id}";
        var (before, token, cookie) = await ReadAsync(page);
        Assert.DoesNotContain("Das Modell ist gespeichert", before, StringComparison.Ordinal);

        var kept = await SendAsync(page, token, cookie, form => form.Add(new ByteArrayContent(Glb.Triangle()), "file", "Fräse.glb"));

        Assert.Contains("Das Modell ist gespeichert", kept, StringComparison.Ordinal);
        Assert.Contains("Es tritt an die Stelle von Fräse.glb", kept, StringComparison.Ordinal);
        Assert.Matches("<details>\\s*<summary[^>]*>.*Modell entfernen</summary>\\s*<p[^>]*>Fräse.glb wird hier gelöscht und lässt sich nicht zurückholen", kept);
        Assert.Contains("Fräse.glb", (await ReadAsync(page)).Html, StringComparison.Ordinal);

        var gone = await SendAsync(page, token, cookie, form => form.Add(new StringContent("true"), "drop"));

        Assert.Contains("Das Modell ist entfernt", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("Fräse.glb", gone, StringComparison.Ordinal);
    }

    // as a browser without script: the form of the page, and where it leads
    async Task<string> SendAsync(string page, string token, string cookie, Action<MultipartFormDataContent> fill)
    {
        using MultipartFormDataContent form = new() { { new StringContent(token), "__RequestVerificationToken" } };
        fill(form);
        using HttpRequestMessage ask = new(HttpMethod.Post, page + "/model") { Content = form };
        ask.Headers.Add("Cookie", cookie);
        ask.Headers.Add("Accept-Language", "de");
        using var answer = await _host.Local.SendAsync(ask);
        return answer.StatusCode == HttpStatusCode.Found ? (await ReadAsync(answer.Headers.Location!.OriginalString)).Html
            : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    async Task<(string Html, string Token, string Cookie)> ReadAsync(string page)
    {
        using HttpRequestMessage ask = new(HttpMethod.Get, page);
        ask.Headers.Add("Accept-Language", "de");
        using var answer = await _host.Local.SendAsync(ask);
        var html = await answer.Content.ReadAsStringAsync();
        return (WebUtility.HtmlDecode(html), Regex.Match(html, "name=\"__RequestVerificationToken\" value=\"([^\"]*)\"").Groups[1].Value,
            string.Join("; ", answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]) : []));
    }

    Task<HttpResponseMessage> PutAsync(Uri address, byte[] file) => _host.Local.PutAsync(address, new ByteArrayContent(file));

    async Task<Asset> AssetAsync(string path) =>
        (await _host.Services.GetRequiredService<AssetCatalog>().EnsureAsync([(path, AssetKinds.Machine)], default)).Value![0];
}
