using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Connect.Import;

/// <summary>A person with a browser without script: log in, upload, correct a guess, import, look, undo.</summary>
public sealed partial class FormWalkTests(Host host) : IClassFixture<Host>
{
    const string Password = "vier Worte sind gut";

    [Fact]
    public async Task Upload_correct_import_and_undo_by_forms_alone()
    {
        using var browser = await LogInAsync("import@werk.example");
        var page = await UploadAsync(browser, "Ofen 3.csv", "Zeit;Temp [°C];Druck [bar]\n01.03.2024 10:00;1.200,5;3,25\n01.03.2024 10:15;1.201,0;3,5\n");
        var html = await PageAsync(browser, page);
        Assert.Contains("Ofen 3/Temp", html, StringComparison.Ordinal);

        var fields = Fields(html, "/run");
        Assert.Equal(("Europe/Berlin", "Value", "Cel"), (fields["zone"], fields["role.1"], fields["unit.1"]));
        (fields["zone"], fields["role.2"], fields["path"]) = ("UTC", "Ignored", "ofen3");
        Assert.Equal(page, await PostAsync(browser, $"{page}/change", fields));
        html = await PageAsync(browser, page);
        Assert.Contains("ofen3/Temp", html, StringComparison.Ordinal);
        Assert.DoesNotContain("ofen3/Druck", html, StringComparison.Ordinal);

        Assert.Equal(page, await PostAsync(browser, $"{page}/run", Fields(html, "/run")));
        html = await UntilAsync(browser, page, "/undo");
        Assert.Contains("2 rows read, 2 samples stored, 0 gaps, 0 bad rows.", html, StringComparison.Ordinal);
        Assert.Equal([("2024-03-01 10:00:00", 1200.5), ("2024-03-01 10:15:00", 1201)], await ReadAsync("ofen3/Temp"));

        Assert.Equal(page, await PostAsync(browser, $"{page}/undo", Fields(html, "/undo")));
        html = await UntilAsync(browser, page, "2 samples taken back");
        Assert.Empty(await ReadAsync("ofen3/Temp"));
        Assert.Equal("/import", await PostAsync(browser, $"{page}/delete", Fields(html, "/delete")));
        Assert.DoesNotContain("Ofen 3.csv", await PageAsync(browser, "/import"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Impossible_wishes_are_told_in_words_and_without_the_hidden_field_nothing_is_taken()
    {
        using var browser = await LogInAsync("wrong@werk.example");
        var page = await UploadAsync(browser, "a.csv", "Zeit;Wert\n01.03.2024 10:00;1\n");
        var fields = Fields(await PageAsync(browser, page), "/run");
        fields["pattern"] = "HH:mm";
        var back = await PostAsync(browser, $"{page}/change", fields);
        Assert.Equal($"{page}?error=change.wrong", back);
        var html = await PageAsync(browser, back);
        Assert.Contains("a time pattern needs yyyy, MM and dd", html, StringComparison.Ordinal);

        fields = Fields(html, "/run");
        (fields["kind"], fields["step"]) = ("Cycle", "0");
        await PostAsync(browser, $"{page}/change", fields);
        html = await PageAsync(browser, page);
        Assert.Contains("A count needs the instant of count 0 and more than 0 seconds from count to count.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", html, StringComparison.Ordinal);

        Assert.Equal("/import?error=file.zip", await UploadAsync(browser, "x.xlsx", "PK\u0003\u0004"));
        fields.Remove("__RequestVerificationToken");
        using var refused = await browser.Http.PostAsync($"{page}/run", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_form_that_was_sent_as_it_stood_corrects_nothing_and_a_field_that_was_changed_is_remembered()
    {
        using var browser = await LogInAsync("shape@werk.example");
        var page = await UploadAsync(browser, "m1.csv", "Moment;Last\n13/05/2026 00:00;1.5\n");
        await PostAsync(browser, $"{page}/run", Fields(await PageAsync(browser, page), "/run"));
        page = await UploadAsync(browser, "m2.csv", "Moment;Last\n05/13/2026 00:00;1.5\n");
        var html = await PageAsync(browser, page);
        Assert.DoesNotContain("What you corrected", html, StringComparison.Ordinal);
        Assert.StartsWith("MM/dd/yyyy", Fields(html, "/run")["pattern"], StringComparison.Ordinal);

        var fields = Fields(html, "/run");
        fields["zone"] = "UTC";
        await PostAsync(browser, $"{page}/run", fields);
        page = await UploadAsync(browser, "m3.csv", "Moment;Last\n14/05/2026 00:00;1.5\n");
        html = await PageAsync(browser, page);
        Assert.Contains("What you corrected on", html, StringComparison.Ordinal);
        fields = Fields(html, "/run");
        Assert.Equal("UTC", fields["zone"]);
        Assert.StartsWith("dd/MM/yyyy", fields["pattern"], StringComparison.Ordinal);
    }

    async Task<Browser> LogInAsync(string mail)
    {
        await host.Services.GetRequiredService<Accounts>().AddAsync(new("Inge", mail, Role.Engineer, Language: "en", Password: Password, MustChangePassword: false), default);
        Browser browser = new(host.Address);
        using var answer = await browser.LogInAsync(mail, Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    async Task<string> UploadAsync(Browser browser, string name, string text)
    {
        using MultipartFormDataContent form = [];
        form.Add(new StringContent(Fields(await PageAsync(browser, "/import"), "/import/upload")["__RequestVerificationToken"]), "__RequestVerificationToken");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", name);
        using var answer = await browser.Http.PostAsync("/import/upload", form);
        return PathOf(answer);
    }

    async Task<string> PostAsync(Browser browser, string path, Dictionary<string, string> fields)
    {
        using var answer = await browser.Http.PostAsync(path, new FormUrlEncodedContent(fields));
        return PathOf(answer);
    }

    string PathOf(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new Uri(host.Address, answer.Headers.Location!).PathAndQuery;
    }

    static async Task<string> PageAsync(Browser browser, string path)
    {
        using var answer = await browser.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    static async Task<string> UntilAsync(Browser browser, string path, string part)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        string html;
        while (!(html = await PageAsync(browser, path)).Contains(part, StringComparison.Ordinal))
            await Task.Delay(50, limit.Token);
        return html;
    }

    /// <summary>What a browser would send of the form with an action that ends so.</summary>
    static Dictionary<string, string> Fields(string html, string action)
    {
        var form = Forms().Matches(html).Single(f => f.Groups[1].Value.EndsWith(action, StringComparison.Ordinal)).Value;
        Dictionary<string, string> fields = [];
        foreach (var input in Inputs().Matches(form).Select(m => m.Value).Where(i => !i.Contains("type=\"file\"", StringComparison.Ordinal)))
            fields[Names().Match(input).Groups[1].Value] = Values().Match(input).Groups[1].Value;
        foreach (Match select in Selects().Matches(form))
        {
            var options = Options().Matches(select.Value).Select(o => o.Value).ToList();
            fields[Names().Match(select.Value).Groups[1].Value] = Values().Match(options.Find(o => o.Contains(" selected", StringComparison.Ordinal)) ?? options[0]).Groups[1].Value;
        }

        return fields;
    }

    async Task<(string, double)[]> ReadAsync(string path)
    {
        Assert.True(host.Services.GetRequiredService<SignalCatalog>().TryGet(path, out var signal), path);
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        var series = await host.Services.GetRequiredService<SampleQueries>().RawAsync(
            signal.Id, new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)), 1_000, default);
        return [.. series.Instants.Select((t, i) => (Reading.Utc(t), series.Values[i]))];
    }

    [GeneratedRegex("<form[^>]*action=\"([^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Inputs();

    [GeneratedRegex("<select.*?</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Options();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex Names();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Values();
}
