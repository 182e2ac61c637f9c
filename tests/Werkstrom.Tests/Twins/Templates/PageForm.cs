using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Werkstrom.Tests.Twins.Templates;

/// <summary>A page with one form, as a browser without script has it: what stands in its inputs, and its buttons.</summary>
sealed partial class PageForm
{
    readonly Host _host;
    readonly List<(string Name, string Value)> _values = [];
    readonly List<(string Name, string File, string Type, byte[] Bytes)> _files = [];
    readonly string _cookies;
    readonly string _action;

    PageForm(Host host, string address, string html, string cookies)
    {
        (_host, Address, Html, _cookies) = (host, address, WebUtility.HtmlDecode(html), cookies);
        var form = Form().Match(html);
        _action = form.Success ? WebUtility.HtmlDecode(form.Groups[1].Value) : address;
        foreach (Match input in Input().Matches(form.Value))
        {
            var tag = input.Value;
            if (Attribute(tag, "name") is not { } name || Attribute(tag, "type") is "file" or "checkbox")
                continue;
            var value = tag.StartsWith("<textarea", StringComparison.Ordinal) ? input.Groups[1].Value.TrimStart('\n')
                : tag.StartsWith("<select", StringComparison.Ordinal) ? Selected().Match(tag).Groups[1].Value
                : Attribute(tag, "value") ?? "";
            _values.Add((name, WebUtility.HtmlDecode(value)));
        }
    }

    /// <summary>Where one is, without query.</summary>
    public string Address { get; }

    /// <summary>The page.</summary>
    public string Html { get; }

    /// <summary>What stands in an input.</summary>
    public string this[string name]
    {
        get => _values.Single(v => v.Name == name).Value;
        set
        {
            var at = _values.FindIndex(v => v.Name == name);
            Assert.True(at >= 0 || Html.Contains($"name=\"{name}\"", StringComparison.Ordinal), $"The page has no input '{name}'.");
            if (at >= 0)
                _values[at] = (name, value);
            else
                _values.Add((name, value));
        }
    }

    /// <summary>Chooses a file.</summary>
    public void Send(string name, string file, string type, byte[] bytes) => _files.Add((name, file, type, bytes));

    public static async Task<PageForm> OpenAsync(Host host, string address)
    {
        using HttpRequestMessage ask = new(HttpMethod.Get, address);
        ask.Headers.Add("Accept-Language", "de");
        using var answer = await host.Local.SendAsync(ask);
        return await ReadAsync(host, answer, "");
    }

    /// <summary>Presses a button; redirects are followed.</summary>
    public async Task<PageForm> PressAsync(string order)
    {
        using MultipartFormDataContent body = [];
        foreach (var (name, value) in _values)
            body.Add(new StringContent(value), $"\"{name}\"");
        body.Add(new StringContent(order), "\"do\"");
        foreach (var (name, file, type, bytes) in _files)
        {
            ByteArrayContent part = new(bytes);
            part.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            body.Add(part, $"\"{name}\"", file);
        }

        using HttpRequestMessage ask = new(HttpMethod.Post, _action) { Content = body };
        ask.Headers.Add("Accept-Language", "de");
        if (_cookies.Length > 0)
            ask.Headers.Add("Cookie", _cookies);
        using var answer = await _host.Local.SendAsync(ask);
        return await ReadAsync(_host, answer, _cookies);
    }

    static async Task<PageForm> ReadAsync(Host host, HttpResponseMessage answer, string cookies)
    {
        var html = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther)
            return await OpenAsync(host, answer.Headers.Location!.OriginalString);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode} {html}");
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            cookies = string.Join("; ", set.Select(c => c.Split(';')[0]));
        return new(host, answer.RequestMessage!.RequestUri!.AbsolutePath, html, cookies);
    }

    static string? Attribute(string tag, string name) => Regex.Match(tag[..(tag.IndexOf('>', StringComparison.Ordinal) + 1)], $"\\s{name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<form [^>]*novalidate[^>]*action=\"([^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input [^>]*>|<textarea [^>]*>(.*?)</textarea>|<select .*?</select>", RegexOptions.Singleline)]
    private static partial Regex Input();

    [GeneratedRegex("<option value=\"([^\"]*)\" selected")]
    private static partial Regex Selected();
}
