using System.Net;
using System.Text.RegularExpressions;

namespace Werkstrom.Tests.Setup;

/// <summary>A browser without script: cookies, forms with their hidden fields, redirects shown and not followed.</summary>
sealed partial class Browser : IDisposable
{
    public Browser(Uri address)
    {
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = Cookies }) { BaseAddress = address };
        Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public string? Session => Cookies.GetCookies(Http.BaseAddress!)["werkstrom"]?.Value;

    public void Dispose() => Http.Dispose();

    /// <summary>Loads a page, fills the form of that name, and sends it.</summary>
    public Task<HttpResponseMessage> SendAsync(string page, string form, params (string Name, string Value)[] fields) => SendAsync(page, form, () => Task.CompletedTask, fields);

    /// <summary>The same, and something happens between loading and sending.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string form, Func<Task> meanwhile, params (string Name, string Value)[] fields)
    {
        var html = await Http.GetStringAsync(page);
        await meanwhile();
        var part = Forms().Matches(html).Select(m => m.Value).First(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        List<KeyValuePair<string, string>> all = [.. Hidden().Matches(part).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))];
        all.AddRange(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await Http.PostAsync(page, new FormUrlEncodedContent(all));
    }

    public async Task<HttpResponseMessage> LogInAsync(string mail, string password, string page = "/login") =>
        await SendAsync(page, "login", ("Mail", mail), ("Password", password));

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
