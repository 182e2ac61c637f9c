using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>A tariff to read, change and draw, and a new one.</summary>
public sealed partial class TariffEditPage
{
    static readonly string[] _types = ["flat", "clock", "spot", "index", "zones", "rate", "module2", "module3", "fee"];

    TariffFields _fields = new();
    PlaceFields _where = null!;
    TariffVersion? _version;
    IReadOnlyList<TariffVersion> _versions = [];
    IReadOnlyList<string> _faults = [], _drawFaults = [], _rates = [];
    PriceSheet? _sheet;
    IReadOnlyList<string> _past = [];
    string? _said;
    bool _mayEdit, _isAsked, _isRead; // the framework renders once while all this is still being read
    int _pastBills;

    /// <summary>Key of the tariff; null for a new one.</summary>
    [Parameter] public string? Key { get; set; }

    [CascadingParameter] HttpContext Http { get; set; } = null!;

    [Inject] NavigationManager To { get; set; } = null!;

    [Inject] IAuthorizationService Gate { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var stop = Http.RequestAborted;
        _mayEdit = (await Gate.AuthorizeAsync(Http.User, Policies.Engineer)).Succeeded; // the page is for all to read, its buttons are not
        _versions = Key is null ? [] : await Book.VersionsAsync(Key, stop);
        _version = _versions.Count > 0 ? _versions[0] : null;
        _rates = [.. (await Rates.RowsAsync(null, stop)).Select(r => r.Name).Distinct()];
        if (Key is not null && _version is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        var isForm = HttpMethods.IsPost(Http.Request.Method) && Http.Request.HasFormContentType && Http.Request.Form.ContainsKey("c");
        var definition = isForm ? null : _version?.Read() ?? await BeginAsync(stop);
        _fields = definition is null ? TariffFields.Of(Http.Request.Form.Select(f => KeyValuePair.Create(f.Key, f.Value.ToString()))) : TariffFields.Of(definition);
        _where = await WhereAsync(definition ?? Reader.Read(_fields).Definition, isForm);
        if (!isForm)
            await DrawAsync(definition!);
        if (!isForm && Http.Request.Query["past"] == "true" && _versions.Count > 1)
            await ChangesPastAsync(_versions[1].Read(), _versions[0].Read());
        _said = Http.Request.Query["said"].ToString() is { Length: > 0 } said && said is "saved" or "back" or "retired" or "reinstated" ? T["said." + said].Value : null;
        _isRead = true;
    }

    async Task<TariffDefinition> BeginAsync(CancellationToken stop)
    {
        var query = Http.Request.Query;
        if (query["copy"].ToString() is { Length: > 0 } copy && await Book.FindAsync(copy, null, stop) is { } other)
            return other.Read() with { Name = T["copy.name", other.Read().Name] };
        // an idea of the laboratory becomes a draft
        if (long.TryParse(query["lab"], NumberStyles.None, CultureInfo.InvariantCulture, out var lab) && await Labs.FindAsync(lab, stop) is { } saved
            && int.TryParse(query["idea"], NumberStyles.None, CultureInfo.InvariantCulture, out var idea) && saved.ReadWish().Ideas.ElementAtOrDefault(idea) is { } found)
        {
            return found.Definition with { Name = found.Name };
        }

        return Templates.Make(Known(query["template"], TariffTemplates.All), Known(query["grid"], TariffTemplates.Grids), query["feedsIn"] == "true", await Draw.FirstAsync(stop));

        static string Known(string? given, string[] all) => given is not null && all.Contains(given) ? given : all[0];
    }

    async Task<PlaceFields> WhereAsync(TariffDefinition definition, bool isForm)
    {
        var hasModule3 = definition.Components.Any(c => c.Rule is Module3Definition);
        return PlaceFields.Read(n => isForm ? _fields[n] : Http.Request.Query[n].ToString(), Draw.Place, await Draw.DayAsync(Http.RequestAborted), hasModule3);
    }

    async Task DrawAsync(TariffDefinition definition) =>
        (_sheet, _drawFaults) = await Draw.TryAsync(definition, _where, GermanTime.Day(_where.Day), Http.RequestAborted);

    async Task SubmitAsync()
    {
        if (!_mayEdit)
            return;
        var wish = Http.Request.Form["do"].LastOrDefault() ?? "draw";
        Edit(wish);
        if (wish.StartsWith("neutral-", StringComparison.Ordinal) && int.TryParse(wish[8..], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            _said = await BalanceAsync(index);
        var (definition, faults) = Reader.Read(_fields);
        if (wish is "save" or "retire" or "reinstate")
        {
            _faults = [.. faults, .. TariffCheck.UnknownRates(definition, await Rates.RowsAsync(null, Http.RequestAborted)).Select(TariffWords.Say), .. await KeyFaultsAsync()];
            _isAsked = _faults.Count == 0 && await ChangesPastAsync(_version?.Read(), definition) && _fields["past"] != "true";
            if (_faults.Count == 0 && !_isAsked && await KeepAsync(definition, wish))
                return;
        }

        if (faults.Count == 0)
            await DrawAsync(definition);
        else
            _drawFaults = faults;
    }

    void Edit(string wish)
    {
        if (wish == "add")
        {
            var from = _fields["c0.from"] is { Length: > 0 } first ? first : _where.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            TariffAdd.To(_fields, _fields["addType"], from);
        }
        else if (Removal().Match(wish) is { Success: true } removal)
        {
            _fields.Remove(removal.Groups[1].Value, int.Parse(removal.Groups[2].Value, CultureInfo.InvariantCulture));
        }
    }

    async Task<string?> BalanceAsync(int index)
    {
        var (said, fault) = await Neutral.FindAsync(_fields, index, _where, Http.RequestAborted);
        if (fault is not null)
            _faults = [fault];
        return said;
    }

    async Task<IReadOnlyList<string>> KeyFaultsAsync()
    {
        if (_version is not null)
            return [];
        var key = _fields["key"];
        if (!TariffCheck.IsKey(key))
            return [T["fault.key", key]];
        return await Book.FindAsync(key, null, Http.RequestAborted) is null ? [] : [T["fault.taken", key]];
    }

    async Task<bool> ChangesPastAsync(TariffDefinition? former, TariffDefinition present)
    {
        _past = former is null ? [] : TariffPast.Changed(former, present, GermanTime.Date(Quarters.Of(Clock.GetUtcNow())));
        _pastBills = _past.Count > 0 ? await Bills.HoldingAsync(_version!.Key, Http.RequestAborted) : 0;
        return _past.Count > 0;
    }

    async Task<bool> KeepAsync(TariffDefinition definition, string wish)
    {
        var isRetired = wish == "retire" || (wish == "save" && _version?.IsRetired == true);
        var after = int.TryParse(_fields["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;
        var kept = await Book.PutAsync(_version?.Key ?? _fields["key"], definition, isRetired, _fields["note"], after, Http.RequestAborted);
        if (kept is null)
        {
            _faults = [T["fault.late"]];
            return false;
        }

        To.NavigateTo($"/energy/tariffs/{kept.Key}?said={(wish == "save" ? "saved" : wish == "retire" ? "retired" : "reinstated")}{(_past.Count > 0 ? "&past=true" : "")}");
        return true;
    }

    async Task BackAsync(TariffVersion version)
    {
        if (!_mayEdit)
            return;
        var changes = await ChangesPastAsync(_version?.Read(), version.Read());
        await Book.PutAsync(version.Key, version.Read(), version.IsRetired, T["back.note", version.Version], null, Http.RequestAborted);
        To.NavigateTo($"/energy/tariffs/{version.Key}?said=back{(changes ? "&past=true" : "")}");
    }

    string Shown(DateOnly day) => Format.Day(Quarters.Start(GermanTime.Day(day).First + 48));

    [GeneratedRegex("^remove-([cf])([0-9]{1,2})$")]
    private static partial Regex Removal();
}
