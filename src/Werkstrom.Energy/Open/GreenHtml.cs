using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Portal.Now;
using Werkstrom.Energy.Serve;
using Werkstrom.Kernel.Modules;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Open;

/// <summary>Writes the public pages: one file each, with its style in it, without script.</summary>
sealed class GreenHtml(IStringLocalizer<OpenText> texts, PublicAddress address, Format format)
{
    /// <summary>The page with the search.</summary>
    /// <param name="isWrong">What was sent is no postal code.</param>
    public byte[] Start(string language, IReadOnlyList<(string Name, IReadOnlyList<string> Codes)> regions, bool isWrong) => In(language, () =>
    {
        StringBuilder body = new($"<h1>{T("start.title")}</h1><p>{T("start.text")}</p>");
        if (isWrong)
            body.Append(CultureInfo.InvariantCulture, $"<p class=said role=alert>{T("start.wrong")}</p>");
        body.Append(Search());
        if (regions.Count > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>{T("start.regions")}</h2><ul>");
            foreach (var (name, codes) in regions)
                body.Append(CultureInfo.InvariantCulture, $"<li>{E(name)}: {string.Join(", ", codes.Take(20).Select(c => $"<a href=\"/green/{c}\">{c}</a>"))}{(codes.Count > 20 ? " …" : "")}</li>");
            body.Append("</ul>");
        }

        return Whole(language, T("start.title"), "/green", body.ToString(), false);
    });

    /// <summary>The page of a postal code that no region has.</summary>
    public byte[] Unknown(string language, string code, bool isSmall) => In(language, () =>
        Whole(language, T("unknown.title", code), "/green", $"<h1>{T("unknown.title", code)}</h1><p>{T("unknown.text")}</p>{(isSmall ? "" : Search())}", isSmall));

    /// <summary>The page of a postal code.</summary>
    /// <param name="isSmall">To stand in the page of somebody else.</param>
    public byte[] Page(string language, GreenFacts facts, bool isSmall) => In(language, () =>
    {
        StringBuilder body = new($"<h1>{T("title", facts.Code, facts.Region.Name)}</h1>");
        Light(body, facts);
        Day(body, T("today", DayWords.Day(GermanTime.Date(facts.Now))), facts.Today, facts.Now, T("missing.today"));
        if (isSmall)
        {
            if (facts.Tomorrow.Any(q => q.Index is not null))
                Day(body, T("tomorrow", DayWords.Day(facts.Next.Day)), facts.Tomorrow, null, "");
            body.Append(CultureInfo.InvariantCulture, $"<p class=small><a href=\"{E(address.Of($"/green/{facts.Code}", null))}\" target=_blank rel=noopener>{T("more")}</a></p>");
        }
        else
        {
            Day(body, T("tomorrow", DayWords.Day(facts.Next.Day)), facts.Tomorrow, null, T(format.Now < facts.Next.Due ? "missing.due" : "missing.late", Clock(facts.Next.Due)));
            Year(body, facts);
            How(body, facts);
            Snippets(body, facts);
            body.Append(CultureInfo.InvariantCulture, $"<h2>{T("other")}</h2>{Search()}");
        }

        return Whole(language, T("title", facts.Code, facts.Region.Name), $"/green/{facts.Code}", body.ToString(), isSmall);
    });

    void Light(StringBuilder body, GreenFacts facts)
    {
        var now = facts.Today.FirstOrDefault(q => q.Quarter == facts.Now);
        var light = MyDay.LightOf(now.Index);
        var word = light.ToString().ToLowerInvariant();
        body.Append(CultureInfo.InvariantCulture, $"<section class=\"light {word}\"><span class=lamp aria-hidden=true>{light switch { Portal.Now.Light.Green => "✓", Portal.Now.Light.Yellow => "~", Portal.Now.Light.Red => "!", _ => "?" }}</span><div><strong>{T("light." + word)}</strong>");
        if (now.Index is { } index)
            body.Append(CultureInfo.InvariantCulture, $"<p>{T("now", index)}{(now.Made?.Carbon is { } co2 ? " " + T("now.co2", Format.Number((double)co2, 0)) : "")}</p>");
        body.Append("</div></section>");
    }

    void Day(StringBuilder body, string title, IReadOnlyList<RegionQuarter> day, int? now, string missing)
    {
        body.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>");
        if (!day.Any(q => q.Index is not null))
        {
            body.Append(CultureInfo.InvariantCulture, $"<p class=said>{missing}</p>");
            return;
        }

        MyDay own = new(GermanTime.Date(day[0].Quarter), new(day[0].Quarter, day.Count), new int?[day.Count], [.. day.Select(q => q.Index)], new double?[day.Count], false, null);
        body.Append(GreenSvg.Day(day, now, T("bars", title)));
        var green = DayWords.When(own, Portal.Now.Light.Green);
        body.Append(CultureInfo.InvariantCulture, $"<p class=key><i class=green></i>{T("key.green")} <i class=yellow></i>{T("key.yellow")} <i class=red></i>{T("key.red")}</p><p>{(green.Length > 0 ? T("green", green) : T("green.none"))}</p>");
        body.Append(CultureInfo.InvariantCulture, $"<details><summary>{T("table")}</summary><table><thead><tr><th scope=col>{T("col.time")}<th scope=col>{T("col.index")}<th scope=col>{T("col.light")}<th scope=col>{T("col.co2")}</thead><tbody>");
        foreach (var quarter in day)
            body.Append(CultureInfo.InvariantCulture, $"<tr><td>{DayWords.Clock(quarter.Quarter)}<td>{quarter.Index?.ToString(CultureInfo.InvariantCulture) ?? "–"}<td>{T("key." + MyDay.LightOf(quarter.Index).ToString().ToLowerInvariant())}<td>{(quarter.Made?.Carbon is { } co2 ? Format.Number((double)co2, 0) : "–")}");
        body.Append("</tbody></table></details>");
    }

    void Year(StringBuilder body, GreenFacts facts)
    {
        var year = GermanTime.Date(facts.Now).Year;
        body.Append(CultureInfo.InvariantCulture, $"<h2>{T("year", year)}</h2><p>{T("year.text")}</p><div class=heat><img class=wide src=\"/green/{facts.Code}/{year}.svg\" width=366 height=24 alt=\"{T("year.label", year)}\"><img class=tall src=\"/green/{facts.Code}/{year}.svg?tall=1\" width=24 height=366 alt=\"{T("year.label", year)}\"><p class=months aria-hidden=true>{Months(year)}</p></div>");
        body.Append(CultureInfo.InvariantCulture, $"<p class=scale aria-hidden=true>0 {string.Concat(Index.Pages.HeatSvg.Colors.Select(c => $"<i style=\"background:{c}\"></i>"))} 100</p>");
        body.Append(CultureInfo.InvariantCulture, $"<p><a href=\"/green/{facts.Code}/{year - 1}.svg\">{T("year.before", year - 1)}</a></p>");
    }

    // as long as their days, so that each stands at its part of the picture
    static string Months(int year) => string.Concat(Enumerable.Range(1, 12).Select(m =>
        $"<span style=\"flex-grow:{DateTime.DaysInMonth(year, m).ToString(CultureInfo.InvariantCulture)}\">{E(CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedMonthName(m).TrimEnd('.'))}</span>"));

    void How(StringBuilder body, GreenFacts facts)
    {
        body.Append(CultureInfo.InvariantCulture, $"<h2>{T("how")}</h2><p>{T("how.1")}</p><p>{T("how.2")}</p><p>{T("how.3")}</p>");
        if (facts.Sealed.Count == 0)
            return;
        body.Append(CultureInfo.InvariantCulture, $"<p>{T("how.sealed")}</p><ul>");
        foreach (var (day, seal) in facts.Sealed)
            body.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/green/{facts.Code}/{day:yyyy-MM-dd}/seal.json\">{E(DayWords.Day(day))}</a> <code>{E(seal.Hash[..16])}…</code>");
        body.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/api/energy/index/keys\">{T("how.keys")}</a></ul>");
    }

    void Snippets(StringBuilder body, GreenFacts facts)
    {
        var own = address.Of($"/green/{facts.Code}", null);
        body.Append(CultureInfo.InvariantCulture, $"<h2>{T("use")}</h2><p>{T("use.text")}</p>");
        Snippet(body, "evcc, evcc.yaml", $"tariffs:\n  co2:\n    type: custom\n    forecast:\n      source: http\n      uri: {own}/evcc.json");
        Snippet(body, "Home Assistant, configuration.yaml", $"rest:\n  - resource: {own}/index.json\n    scan_interval: 300\n    sensor:\n      - name: Green index\n        value_template: >-\n          {{% set q = value_json.quarters | selectattr('start', 'le', utcnow().strftime('%Y-%m-%dT%H:%M:%SZ')) | list %}}\n          {{{{ (q | last).index if q else none }}}}");
        Snippet(body, T("use.prices"), $"{address.Of("/v1/marketdata", null)}\n{address.Of($"/v2.0/gsi/prediction?zip={facts.Code}", null)}");
        body.Append(CultureInfo.InvariantCulture, $"<h2>{T("embed")}</h2>");
        Snippet(body, "HTML", $"<iframe src=\"{own}?embed=1\" title=\"{texts["title", facts.Code, facts.Region.Name]}\" width=\"360\" height=\"420\" style=\"border:0\"></iframe>");
    }

    static void Snippet(StringBuilder body, string title, string text) => body.Append(CultureInfo.InvariantCulture, $"<h3>{title}</h3><pre tabindex=0><code>{E(text)}</code></pre>");

    string Search() => $"<form action=\"/green\" role=search><label for=plz>{T("search")}</label> <input id=plz name=plz inputmode=numeric pattern=\"[0-9]{{4,5}}\" maxlength=5 required autocomplete=postal-code> <button>{T("search.go")}</button></form>";

    string Whole(string language, string title, string path, string body, bool isSmall)
    {
        var other = language == "de" ? "en" : "de";
        var foot = isSmall ? "" : $"<footer><a href=\"{path}?lang={other}\" hreflang={other} lang={other}>{(other == "de" ? "Deutsch" : "English")}</a> · {T("foot")} <a href=\"/my\">{T("foot.my")}</a></footer>";
        return $"<!DOCTYPE html><html lang={language}><head><meta charset=utf-8><link rel=icon href=/ui/icon.svg type=image/svg+xml><meta name=viewport content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{GreenStyle.Css}</style></head><body{(isSmall ? " class=embed" : "")}><main>{body}</main>{foot}</body></html>";
    }

    // texts in a language that the address or the browser asked for, whatever the request's own is
    static byte[] In(string language, Func<string> write)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return Encoding.UTF8.GetBytes(write());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    string Clock(DateTimeOffset at) => format.Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    string T(string key, params object[] args) => E(texts[key, args]);

    static string E(string text) => WebUtility.HtmlEncode(text);
}
