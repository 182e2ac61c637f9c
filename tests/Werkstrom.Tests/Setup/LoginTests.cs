using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Setup;

public sealed class LoginTests(Host host) : IClassFixture<Host>
{
    const string Password = "vier Worte sind gut";

    [Fact]
    public async Task The_right_password_leads_back_to_the_page_that_was_asked_for()
    {
        using var browser = await NewAsync("a@werk.example", Role.Viewer);

        using var answer = await browser.LogInAsync("A@Werk.example ", Password, "/login?returnUrl=%2Fplant%3Fx%3D1");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/plant?x=1", new Uri(host.Address, answer.Headers.Location!).PathAndQuery);
        Assert.NotNull(browser.Session);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task A_log_in_never_leads_to_another_site(string back)
    {
        using var browser = await NewAsync($"{Guid.NewGuid():n}@werk.example", Role.Viewer, out var mail);

        using var answer = await browser.LogInAsync(mail, Password, "/login?returnUrl=" + Uri.EscapeDataString(back));

        Assert.Equal(new Uri(host.Address, "/"), new Uri(host.Address, answer.Headers.Location!));
    }

    [Fact]
    public async Task A_log_in_without_the_antiforgery_field_is_refused()
    {
        using var browser = new Browser(host.Address);

        using var answer = await browser.Http.PostAsync("/login", new FormUrlEncodedContent(
            [new("_handler", "login"), new("Mail", "admin"), new("Password", Password)]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_there_before_the_log_in_does_not_become_that_of_the_person()
    {
        using var browser = await NewAsync("fix@werk.example", Role.Viewer);
        browser.Cookies.Add(host.Address, new Cookie("werkstrom", "planted"));

        using var answer = await browser.LogInAsync("fix@werk.example", Password);

        Assert.NotEqual("planted", browser.Session);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_must_wait_too()
    {
        using var browser = await NewAsync("locked@werk.example", Role.Viewer);
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await browser.LogInAsync("locked@werk.example", "not this one");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var answer = await browser.LogInAsync("locked@werk.example", Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task A_browser_that_the_person_used_is_marked_and_the_mark_goes_nowhere_but_to_the_log_in()
    {
        using var browser = await NewAsync("marked@werk.example", Role.Viewer);
        using var login = await browser.LogInAsync("marked@werk.example", Password);

        Assert.Null(browser.Cookies.GetCookies(host.Address)["werkstrom-device"]);
        Assert.NotNull(browser.Cookies.GetCookies(new Uri(host.Address, "/login"))["werkstrom-device"]);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("deactivate")]
    [InlineData("password")]
    public async Task A_change_of_rights_ends_the_session_at_once(string what)
    {
        using var browser = await NewAsync($"wer-{what}@werk.example", Role.Engineer);
        using var login = await browser.LogInAsync($"wer-{what}@werk.example", Password);
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("api/setup/me")).StatusCode);
        var accounts = host.Services.GetRequiredService<Accounts>();
        var id = (await accounts.FindAsync($"wer-{what}@werk.example", default))!.Id;

        _ = what switch
        {
            "role" => await accounts.ChangeRoleAsync(id, Role.Viewer, default),
            "deactivate" => await accounts.DeactivateAsync(id, default),
            _ => await accounts.ChangePasswordAsync(id, Password, "another good password", default),
        };

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Http.GetAsync("api/setup/me")).StatusCode);
    }

    [Fact]
    public async Task A_changing_request_with_a_cookie_from_another_site_is_refused()
    {
        using var browser = await AdminAsync("csrf@werk.example");

        Assert.Equal(HttpStatusCode.Forbidden, await PostTokenAsync(browser, "Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostTokenAsync(browser, "Sec-Fetch-Site", "same-site"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostTokenAsync(browser, "Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostTokenAsync(browser, "Origin", "null"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostTokenAsync(browser, "X-Nothing", "1"));
        Assert.Equal(HttpStatusCode.OK, await PostTokenAsync(browser, "Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, await PostTokenAsync(browser, "Origin", host.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Whoever_must_change_the_password_first_can_do_nothing_else()
    {
        await host.Services.GetRequiredService<Accounts>().AddAsync(new("Neu", "neu@werk.example", Role.Admin, Password: Password), default);
        using var browser = new Browser(host.Address);

        using var login = await browser.LogInAsync("neu@werk.example", Password);
        using var page = await browser.Http.GetAsync("/setup/people");
        using var changed = await browser.SendAsync("/account/password", "password", ("Old", Password), ("Wanted", "ganz anders und gut"), ("Again", "ganz anders und gut"));

        Assert.EndsWith("/account/password", login.Headers.Location?.ToString());
        Assert.EndsWith("/account/password", page.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/setup/people")).StatusCode);
    }

    [Fact]
    public async Task A_link_sets_a_password_once()
    {
        using var added = await host.Local.PostAsJsonAsync("api/setup/people", new { name = "Jörg Übel", mail = "joerg@werk.example", role = "operator" });
        var link = new Uri((await added.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("link").GetString()!).AbsolutePath;
        using var browser = new Browser(host.Address);

        using var first = await browser.SendAsync(link, "welcome", ("Wanted", Password), ("Again", Password));
        var second = await browser.Http.GetStringAsync(link);

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("no longer works", second);
        Assert.NotNull(browser.Session);
    }

    [Theory]
    [InlineData("/setup/people", "Jemanden einladen")]
    [InlineData("/setup/tokens", "Neuer Zugangsschlüssel")]
    [InlineData("/account", "Überall abmelden")]
    public async Task Pages_speak_german(string page, string words)
    {
        using var browser = await AdminAsync($"{Guid.NewGuid():n}@werk.example");
        browser.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");

        Assert.Contains(words, WebUtility.HtmlDecode(await browser.Http.GetStringAsync(page)));
    }

    [Fact]
    public async Task Log_out_ends_the_session_of_this_browser()
    {
        using var browser = await AdminAsync("out@werk.example");
        var html = await browser.Http.GetStringAsync("/account");
        var field = System.Text.RegularExpressions.Regex.Match(html, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;

        using var answer = await browser.Http.PostAsync("/logout", new FormUrlEncodedContent([new("__RequestVerificationToken", field)]));

        Assert.Equal("/login", answer.Headers.Location?.ToString());
        Assert.Null(browser.Session);
    }

    async Task<Browser> AdminAsync(string mail)
    {
        var browser = await NewAsync(mail, Role.Admin);
        using var login = await browser.LogInAsync(mail, Password);
        return browser;
    }

    Task<Browser> NewAsync(string mail, Role role, out string same) => NewAsync(same = mail, role);

    async Task<Browser> NewAsync(string mail, Role role)
    {
        var made = await host.Services.GetRequiredService<Accounts>().AddAsync(
            new("Test", mail, role, Password: Password, MustChangePassword: false), default);
        Assert.Equal(AccountOutcome.Ok, made.Outcome);
        return new(host.Address);
    }

    static async Task<HttpStatusCode> PostTokenAsync(Browser browser, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/setup/tokens")
        {
            Content = JsonContent.Create(new { name = "x", scopes = "read" }),
        };
        request.Headers.Add(header, value);
        using var answer = await browser.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
