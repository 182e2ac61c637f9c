using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>Thumbnails, files of elements, packages and documents of shells.</summary>
public sealed class FileTests(Host host) : IClassFixture<Host>
{
    AasClient Aas => new(host.Local);

    [Fact]
    public async Task A_shell_has_a_thumbnail_until_it_is_taken()
    {
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:f:thumb"));
        var thumbnail = $"/shells/{AasClient.Id("urn:f:thumb")}/asset-information/thumbnail";

        await Aas.RefusedAsync(404, "GET", thumbnail);
        Assert.Equal(204, await PutAsync(thumbnail, "../../mill 1.png", "image/png", [1, 2, 3]));
        var (bytes, type, _) = await GetAsync(thumbnail);
        Assert.Equal("image/png", type);
        Assert.Equal([1, 2, 3], bytes);
        Assert.Equal(204, await PutAsync(thumbnail, "mill.png", "image/png", [4]));
        Assert.Equal([4], (await GetAsync(thumbnail)).Bytes);
        Assert.Equal(200, await Aas.StatusAsync("DELETE", thumbnail));
        await Aas.RefusedAsync(404, "GET", thumbnail);
        await Aas.RefusedAsync(415, "PUT", thumbnail, "{}");
    }

    [Fact]
    public async Task A_file_element_has_a_file_and_a_blob_its_bytes()
    {
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:f:files"));
        var elements = $"/submodels/{AasClient.Id("urn:f:files")}/submodel-elements";

        Assert.Equal(204, await PutAsync(elements + "/Manual/attachment", "manual.pdf", "application/pdf", "%PDF"u8.ToArray()));
        Assert.Equal(("%PDF", "attachment; filename=manual.pdf; filename*=UTF-8''manual.pdf"), await TextAsync(elements + "/Manual/attachment"));
        Assert.StartsWith("/aasx/files/", (await Aas.GetAsync(elements + "/Manual/$value")).GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal(204, await PutAsync(elements + "/Manual/attachment", "Anleitung Fräse à côté.pdf", "application/pdf", "%PDF"u8.ToArray()));
        Assert.Equal("attachment; filename=Anleitung_Fraese_a_cote.pdf; filename*=UTF-8''Anleitung_Fraese_a_cote.pdf", (await TextAsync(elements + "/Manual/attachment")).Item2);
        Assert.EndsWith("/Anleitung_Fraese_a_cote.pdf", (await Aas.GetAsync(elements + "/Manual/$value")).GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, await Aas.StatusAsync("DELETE", elements + "/Manual/attachment"));
        await Aas.RefusedAsync(404, "GET", elements + "/Manual/attachment");
        Assert.Equal([1, 2, 3], (await GetAsync(elements + "/Bytes/attachment")).Bytes);
        await Aas.RefusedAsync(400, "GET", elements + "/Speed/attachment");
    }

    [Theory]
    [InlineData("DELETE", "/submodel-elements/Manual", null)]
    [InlineData("PATCH", "/submodel-elements/Manual/$value", """{"contentType":"text/plain","value":"https://other.example/manual"}""")]
    [InlineData("PUT", "", "urn:f:gone")]
    public async Task A_file_goes_with_the_element_that_names_it(string method, string at, string? body)
    {
        await Aas.StatusAsync("DELETE", "/submodels/" + AasClient.Id("urn:f:gone"));
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:f:gone"));
        var one = "/submodels/" + AasClient.Id("urn:f:gone");
        Assert.Equal(204, await PutAsync(one + "/submodel-elements/Manual/attachment", "manual.pdf", "application/pdf", "%PDF"u8.ToArray()));
        var path = (await Aas.GetAsync(one + "/submodel-elements/Manual/$value")).GetProperty("value").GetString()!;
        var files = host.Services.GetRequiredService<StoredFiles>();
        Assert.NotNull(await files.FindAsync(path, default));

        Assert.Equal(204, await Aas.StatusAsync(method, one + at, body == "urn:f:gone" ? AasSamples.Submodel(body) : body));

        Assert.Null(await files.FindAsync(path, default));
    }

    [Fact]
    public async Task Shells_leave_as_JSON_XML_and_AASX_with_their_files_and_packages_are_kept_as_they_came()
    {
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:f:out", "Out", "urn:f:out:sm"));
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:f:out:sm"));
        await PutAsync($"/submodels/{AasClient.Id("urn:f:out:sm")}/submodel-elements/Manual/attachment", "manual.pdf", "application/pdf", "%PDF"u8.ToArray());
        var one = "/serialization?aasIds=" + AasClient.Id("urn:f:out");

        Assert.Equal("urn:f:out:sm", (await Aas.GetAsync(one)).GetProperty("submodels")[0].GetProperty("id").GetString());
        Assert.Equal("environment", XDocument.Parse(Encoding.UTF8.GetString((await GetAsync(one, "application/xml")).Bytes)).Root!.Name.LocalName);
        var (package, type, _) = await GetAsync(one, "application/asset-administration-shell-package+xml");
        Assert.Equal("application/asset-administration-shell-package+xml", type);
        using (ZipArchive zip = new(new MemoryStream(package)))
            Assert.Contains(zip.Entries, e => e.Name == "manual.pdf");
        await Aas.RefusedAsync(404, "GET", "/serialization?aasIds=" + AasClient.Id("urn:none"));

        var (id, shells) = await KeepAsync(package);
        Assert.Equal("urn:f:out", shells);
        Assert.Equal(package, (await GetAsync("/packages/" + AasClient.Id(id))).Bytes);
        Assert.Equal(1, (await Aas.GetAsync("/packages?aasId=" + AasClient.Id("urn:f:out"))).GetProperty("result").GetArrayLength());
        Assert.Equal(204, await Aas.StatusAsync("DELETE", "/packages/" + AasClient.Id(id)));
        await Aas.RefusedAsync(404, "GET", "/packages/" + AasClient.Id(id));
        Assert.Equal(400, await PutAsync("/packages", "no.aasx", "application/zip", [1, 2, 3], HttpMethod.Post));
    }

    [Fact]
    public async Task Registries_and_discovery_find_shells_of_other_servers()
    {
        const string Descriptor = """
            {"id":"urn:r:1","assetKind":"Instance","specificAssetIds":[{"name":"serial","value":"R1"}],
            "endpoints":[{"interface":"AAS-3.0","protocolInformation":{"href":"https://other.example/aas"}}]}
            """;
        const string Submodel = """{"id":"urn:r:sm","endpoints":[{"interface":"SUBMODEL-3.0","protocolInformation":{"href":"https://other.example/sm"}}]}""";
        var one = "/shell-descriptors/" + AasClient.Id("urn:r:1");

        Assert.Equal(201, await Aas.StatusAsync("POST", "/shell-descriptors", Descriptor));
        await Aas.RefusedAsync(409, "POST", "/shell-descriptors", Descriptor);
        Assert.Contains("urn:r:1", (await Aas.GetAsync("/shell-descriptors?assetKind=Instance")).GetProperty("result").EnumerateArray().Select(d => d.GetProperty("id").GetString()));
        Assert.Equal(0, (await Aas.GetAsync("/shell-descriptors?assetKind=Type")).GetProperty("result").GetArrayLength());
        Assert.Equal(201, await Aas.StatusAsync("POST", one + "/submodel-descriptors", Submodel));
        Assert.Equal("urn:r:sm", (await Aas.GetAsync(one)).GetProperty("submodelDescriptors")[0].GetProperty("id").GetString());
        Assert.Equal(204, await Aas.StatusAsync("DELETE", $"{one}/submodel-descriptors/{AasClient.Id("urn:r:sm")}"));
        await Aas.RefusedAsync(404, "GET", $"{one}/submodel-descriptors/{AasClient.Id("urn:r:sm")}");
        Assert.Equal(3, (await Aas.RefusedAsync(400, "POST", "/submodel-descriptors", """{"colour":1,"idShort":""}""")).Count(m => !m.StartsWith("id ", StringComparison.Ordinal)));

        Assert.Equal(201, await Aas.StatusAsync("POST", "/lookup/shells/" + AasClient.Id("urn:r:2"), """[{"name":"serial","value":"R2"}]"""));
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:r:here", "R2here"));
        var found = await Aas.GetAsync("/lookup/shells?assetIds=" + AasClient.Id("""{"name":"serial","value":"R2"}"""));
        Assert.Equal(["urn:r:2"], found.GetProperty("result").EnumerateArray().Select(i => i.GetString()));
        var here = await Aas.GetAsync("/lookup/shells?assetIds=" + AasClient.Id("""{"name":"serial","value":"R2here-1"}"""));
        Assert.Equal(["urn:r:here"], here.GetProperty("result").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(201, await Aas.StatusAsync("POST", "/lookup/shells/" + AasClient.Id("urn:r:here"), """[{"name":"door","value":"7"}]"""));
        var linked = await Aas.GetAsync("/lookup/shells?assetIds=" + AasClient.Id("""{"name":"door","value":"7"}"""));
        Assert.Equal(["urn:r:here"], linked.GetProperty("result").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(204, await Aas.StatusAsync("DELETE", "/lookup/shells/" + AasClient.Id("urn:r:2")));
        await Aas.RefusedAsync(404, "GET", "/lookup/shells/" + AasClient.Id("urn:r:2"));

        var made = "/shell-descriptors/" + AasClient.Id("urn:r:here");
        await Aas.GetAsync(made);
        Assert.Contains("is made of the shell that is here", Assert.Single(await Aas.RefusedAsync(404, "DELETE", made)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_here_is_registered_by_itself_and_page_by_page()
    {
        for (var i = 0; i < 3; i++)
        {
            await Aas.StatusAsync("POST", "/shells", AasSamples.Shell($"urn:own:{i}", $"Own{i}", $"urn:own:{i}:sm"));
            await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel($"urn:own:{i}:sm"));
        }

        await Aas.StatusAsync("POST", "/shell-descriptors", Descriptor("urn:own:1"));
        await Aas.StatusAsync("POST", "/shell-descriptors", Descriptor("urn:own:elsewhere"));
        var own = await Aas.GetAsync("/shell-descriptors/" + AasClient.Id("urn:own:0"));
        Assert.Equal("Instance", own.GetProperty("assetKind").GetString());
        var address = new Uri(own.GetProperty("endpoints")[0].GetProperty("protocolInformation").GetProperty("href").GetString()!);
        Assert.Equal("urn:own:0", (await Aas.GetAsync(address.AbsolutePath["/api/v3.0".Length..])).GetProperty("id").GetString());
        Assert.Equal("https://other.example/aas", Address(await Aas.GetAsync("/shell-descriptors/" + AasClient.Id("urn:own:1"))));
        Assert.Equal("urn:own:2:sm", (await Aas.GetAsync($"/shell-descriptors/{AasClient.Id("urn:own:2")}/submodel-descriptors")).GetProperty("result")[0].GetProperty("id").GetString());
        Assert.Equal("urn:meaning:Data", (await Aas.GetAsync("/submodel-descriptors/" + AasClient.Id("urn:own:2:sm"))).GetProperty("semanticId").GetProperty("keys")[0].GetProperty("value").GetString());

        List<string> listed = [];
        string? cursor = null;
        do
        {
            var page = await Aas.GetAsync("/shell-descriptors?limit=2" + (cursor is null ? "" : "&cursor=" + cursor));
            listed.AddRange(page.GetProperty("result").EnumerateArray().Select(d => d.GetProperty("id").GetString()!));
            cursor = page.GetProperty("paging_metadata").TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && listed.Count < 1_000);

        Assert.Equal(listed.Distinct(), listed);
        Assert.Equal(["urn:own:0", "urn:own:1", "urn:own:2", "urn:own:elsewhere"], listed.Where(i => i.StartsWith("urn:own:", StringComparison.Ordinal)));
        var found = (await Aas.SendAsync("POST", "/lookup/shellsByAssetLink", """[{"name":"serial","value":"Own2-1"}]""")).Body;
        Assert.Equal("urn:own:2", Assert.Single(found.GetProperty("result").EnumerateArray()).GetString());

        static string Descriptor(string id) => $$$"""{"id":"{{{id}}}","endpoints":[{"interface":"AAS-3.0","protocolInformation":{"href":"https://other.example/aas"}}]}""";
        static string? Address(System.Text.Json.JsonElement shell) => shell.GetProperty("endpoints")[0].GetProperty("protocolInformation").GetProperty("href").GetString();
    }

    async Task<(string Id, string Shells)> KeepAsync(byte[] package)
    {
        using var form = Form("out.aasx", "application/asset-administration-shell-package", package);
        var answer = await host.Local.PostAsync("/api/v3.0/packages", form);
        using var body = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(201, (int)answer.StatusCode);
        return (body.RootElement.GetProperty("packageId").GetString()!, body.RootElement.GetProperty("aasIds")[0].GetString()!);
    }

    async Task<int> PutAsync(string path, string name, string type, byte[] bytes, HttpMethod? method = null)
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Put, "/api/v3.0" + path) { Content = Form(name, type, bytes) };
        return (int)(await host.Local.SendAsync(request)).StatusCode;
    }

    static MultipartFormDataContent Form(string name, string type, byte[] bytes)
    {
        ByteArrayContent file = new(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new MultipartFormDataContent { { new StringContent(name), "fileName" }, { file, "file", "upload" } };
    }

    async Task<(byte[] Bytes, string? Type, string? Disposition)> GetAsync(string path, string? accept = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v3.0" + path);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        var answer = await host.Local.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.ToString());
    }

    async Task<(string Text, string? Disposition)> TextAsync(string path)
    {
        var (bytes, _, disposition) = await GetAsync(path);
        return (Encoding.UTF8.GetString(bytes), disposition);
    }
}
