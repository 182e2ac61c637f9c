using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Components;

namespace Werkstrom.Tests.Ui;

public sealed class PagesTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task An_unknown_address_is_a_page_for_people_in_their_language()
    {
        using var germanAsk = Ask("/gibt/es/nicht", "text/html", "de-AT");
        using var englishAsk = Ask("/gibt/es/nicht", "text/html", "en-US");
        var german = await host.Local.SendAsync(germanAsk);
        var english = await host.Local.SendAsync(englishAsk);

        Assert.Equal(HttpStatusCode.NotFound, german.StatusCode);
        Assert.Contains("Diese Seite gibt es nicht", await german.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("/gibt/es/nicht", await german.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("This page does not exist", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_is_ProblemDetails_for_programs()
    {
        var api = await GetAsync("/api/gibt/es/nicht", "*/*", "de");
        var program = await GetAsync("/gibt/es/nicht", "application/json", "de");

        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
        Assert.Equal("application/problem+json", program.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_page_that_fails_half_way_still_gets_its_error_page()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (http.Request.Scheme, http.Request.Host, http.Response.Body) = ("http", new("werk.example"), new MemoryStream());
        var writer = scope.ServiceProvider.GetServices<IProblemDetailsWriter>().OfType<ErrorPages>().Single();

        await writer.WriteAsync(new() { HttpContext = http, ProblemDetails = { Status = 500 } });
        http.Response.Body.SetLength(0);
        await writer.WriteAsync(new() { HttpContext = http, ProblemDetails = { Status = 500 } });

        Assert.Contains("<h1>", Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ui/app.js", "text/javascript")]
    [InlineData("/ui/style.css", "text/css")]
    [InlineData("/ui/icons.svg", "image/svg+xml")]
    [InlineData("/sw.js", "text/javascript")]
    [InlineData("/manifest.webmanifest", "application/manifest+json")]
    public async Task The_files_of_the_pages_are_there(string path, string type)
    {
        var answer = await GetAsync(path, "*/*", "de");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/signals?from=1", "/signals?from=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    public async Task The_language_switch_leads_back_only_to_this_host(string back, string where)
    {
        var answer = await GetAsync($"/language?to=en&back={Uri.EscapeDataString(back)}", "text/html", "de");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(where, answer.Headers.Location?.OriginalString);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("ws-language=", StringComparison.Ordinal));
    }

    async Task<HttpResponseMessage> GetAsync(string path, string accept, string language)
    {
        using var http = host.Anonymous();
        using var request = Ask(path, accept, language);
        return await http.SendAsync(request);
    }

    static HttpRequestMessage Ask(string path, string accept, string language)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        request.Headers.AcceptLanguage.ParseAdd(language);
        return request;
    }
}
