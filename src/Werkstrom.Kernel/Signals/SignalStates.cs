using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Kernel.Signals;

/// <summary>The dictionaries of state signals: which number stands for which text. Numbers begin at 0.</summary>
sealed class SignalStates(CatalogWriter writer)
{
    const int MostTexts = 1000;
    const int LongestText = 200;

    readonly ConcurrentDictionary<int, StateTexts> _states = new();

    public async Task LoadAsync(CancellationToken stop)
    {
        await using var db = await writer.Dbs.CreateDbContextAsync(stop);
        await foreach (var state in db.Set<SignalState>().AsNoTracking().AsAsyncEnumerable().WithCancellation(stop))
            _states.GetOrAdd(state.SignalId, _ => new StateTexts()).Add(state.Number, state.Text);
    }

    public IReadOnlyDictionary<int, string> Of(int signalId) =>
        _states.TryGetValue(Resolved(signalId), out var texts) ? texts.ByNumber : EmptyTexts;

    public bool TryGet(int signalId, ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return _states.TryGetValue(Resolved(signalId), out var texts)
            && texts.ByText.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out number);
    }

    public ValueTask<int?> EnsureAsync(int signalId, string text, CancellationToken stop) =>
        TryGet(signalId, text, out var number) ? new(number) : new(AddAsync(signalId, text, stop));

    /// <summary>Gives a number its text, or another one: for devices that send states as numbers.</summary>
    public async Task<string?> SetTextAsync(int signalId, int number, string text, CancellationToken stop)
    {
        if (text.Length is 0 or > LongestText || text.Any(char.IsControl))
            return $"The text of a state has 1 to {LongestText} characters.";
        using var held = await writer.Gate.EnterAsync(stop);
        var texts = _states.GetOrAdd(Resolved(signalId), _ => new StateTexts());
        if (texts.ByText.TryGetValue(text, out var other) && other != number)
            return $"'{text}' stands for {other} already.";
        if (!texts.ByNumber.ContainsKey(number) && texts.ByNumber.Count >= MostTexts)
            return $"A signal has at most {MostTexts} states.";
        await using var db = await writer.Dbs.CreateDbContextAsync(stop);
        var row = await db.Set<SignalState>().FindAsync([Resolved(signalId), number], stop);
        if (row is null)
            db.Add(new SignalState { SignalId = Resolved(signalId), Number = number, Text = text });
        else
            row.Text = text;
        await db.SaveChangesAsync(stop);
        texts.Add(number, text);
        return null;
    }

    /// <summary>A text of one signal whose number or text means something else in another; null when their dictionaries go together.</summary>
    public string? Conflict(int fromId, int intoId)
    {
        var into = Of(intoId);
        foreach (var (number, text) in Of(fromId))
        {
            if (into.TryGetValue(number, out var other) ? other != text : TryGet(intoId, text, out _))
                return text;
        }

        return null;
    }

    public IEnumerable<SignalState> MissingIn(int fromId, int intoId)
    {
        var into = Of(intoId);
        return Of(fromId).Where(s => !into.ContainsKey(s.Key)).Select(s => new SignalState { SignalId = intoId, Number = s.Key, Text = s.Value });
    }

    public void Apply(CatalogChange change) =>
        change.NewStates.ForEach(s => _states.GetOrAdd(s.SignalId, _ => new StateTexts()).Add(s.Number, s.Text));

    async Task<int?> AddAsync(int signalId, string text, CancellationToken stop)
    {
        if (text.Length is 0 or > LongestText || text.Contains('\0', StringComparison.Ordinal))
            return null;
        using var held = await writer.Gate.EnterAsync(stop);
        if (TryGet(signalId, text, out var known))
            return known;
        if (!writer.Signals.TryGet(signalId, out var signal))
            return null;
        var texts = _states.GetOrAdd(signal.Id, _ => new StateTexts());
        if (texts.ByNumber.Count >= MostTexts)
            return null;
        var number = texts.Next;
        await SaveAsync(new SignalState { SignalId = signal.Id, Number = number, Text = text }, stop);
        texts.Add(number, text);
        return number;
    }

    async Task SaveAsync(SignalState state, CancellationToken stop)
    {
        await using var db = await writer.Dbs.CreateDbContextAsync(stop);
        db.Add(state);
        await db.SaveChangesAsync(stop);
    }

    int Resolved(int signalId) => writer.Signals.TryGet(signalId, out var signal) ? signal.Id : signalId;

    static readonly IReadOnlyDictionary<int, string> EmptyTexts = new Dictionary<int, string>();

    sealed class StateTexts
    {
        public ConcurrentDictionary<string, int> ByText { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<int, string> ByNumber { get; } = new();

        public int Next { get; private set; }

        public void Add(int number, string text)
        {
            if (ByNumber.TryGetValue(number, out var before) && before != text)
                ByText.TryRemove(before, out _);
            ByNumber[number] = text;
            ByText[text] = number;
            Next = Math.Max(Next, number + 1);
        }
    }
}
