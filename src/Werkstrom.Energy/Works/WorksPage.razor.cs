using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Works;

/// <summary>What the works' energy costs by machine and order, and which loads could move.</summary>
public sealed partial class WorksPage
{
    const int MostOrders = 20;

    WorksSettings? _settings;
    WorksData? _data;
    IReadOnlyList<MachineCost> _machines = [];
    IReadOnlyList<OrderCost> _orders = [];
    List<MovedLoad> _moves = [];
    readonly WorksSum _all = new();
    DateOnly _from, _to, _day;
    IReadOnlyDictionary<string, string> _faults = new Dictionary<string, string>();
    bool _mayEdit;

    /// <summary>First day.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    /// <summary>Last day.</summary>
    [SupplyParameterFromQuery] public string? To { get; set; }

    /// <summary>The day of the picture.</summary>
    [SupplyParameterFromQuery] public string? Day { get; set; }

    /// <summary>What was just done.</summary>
    [SupplyParameterFromQuery] public string? Said { get; set; }

    /// <summary>What went wrong: a key of the texts.</summary>
    [SupplyParameterFromQuery] public string? Fault { get; set; }

    [CascadingParameter] HttpContext Http { get; set; } = null!;

    [Inject] IAuthorizationService Gate { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var stop = Http.RequestAborted;
        _mayEdit = (await Gate.AuthorizeAsync(Http.User, Policies.Engineer)).Succeeded;
        if ((_settings = await Reader.SettingsAsync(stop)) is null)
            return;
        (_from, _to, _faults) = WorksApi.Days(From, To, Format.Now);
        if (_faults.Count > 0)
            return;
        _data = await Reader.ReadAsync(_settings, WorksApi.Range(_from, _to, Format.Now), stop);
        _day = WorksApi.Day(Day) is { } day && day >= _from && day <= _to ? day : Busiest(_data);
        (_machines, _orders) = WorksSums.Of(_data);
        foreach (var machine in _data.Machines)
        {
            for (var i = 0; i < _data.Range.Count; i++)
                _all.Add(machine.Wh[i], _data.Price[i], _data.Carbon[i], 1);
        }

        var machines = _data.Machines.ToDictionary(m => m.AssetId);
        _moves = [.. (await Book.LoadsAsync(stop)).Where(l => machines.ContainsKey(l.AssetId)).Select(l => MovableLoads.Of(_data, l, machines[l.AssetId])).OrderByDescending(m => m.Euros)];
    }

    // a Sunday shows nothing of what moves
    static DateOnly Busiest(WorksData data) =>
        Enumerable.Range(0, data.Range.Count).GroupBy(i => GermanTime.Date(data.Range.First + i)).MaxBy(day => day.Sum(i => data.Machines.Sum(m => (long)(m.Wh[i] ?? 0))))!.Key;

    string? Wrong(string field) => _faults.TryGetValue(field, out var fault) ? T[fault, WorksReader.MostDays].Value : null;

    string Gaps(MovedLoad move) => move.Gaps.Count == 0 ? "" : T["move.left", string.Join(", ", move.Gaps.Select(g => T.Count("gap." + g.Key, g.Value)))];

    string Address(DateOnly day) => $"?from={Iso(_from)}&to={Iso(_to)}&day={Iso(day)}";

    // the start that was the cheapest most often
    static string Usual(MovedLoad move) => Clock(move.Starts.GroupBy(s => s.Clock).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key);

    static string Clock(int quarter) => string.Create(CultureInfo.InvariantCulture, $"{quarter / 4:00}:{quarter % 4 * 15:00}");

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
