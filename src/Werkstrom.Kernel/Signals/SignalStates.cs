using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Kernel.Signals;

/// <summary>The dictionaries of state signals: which number stands for which text. Numbers begin at 0 and never change their text.</summary>
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
            ByNumber[number] = text;
            ByText[text] = number;
            Next = Math.Max(Next, number + 1);
        }
    }
}
