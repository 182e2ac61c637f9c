using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Files;
using Werkstrom.Tariff.Rates;

namespace Werkstrom.Energy.Rates;

/// <summary>What people do with rates: each edit is a new version of a row, and never leaves an overlap or a gap.</summary>
sealed class RateDesk(RateBook book, IStringLocalizer<RateText> text)
{
    static readonly string[] Columns = ["name", "scope", "value", "unit", "from", "until", "checked", "source"];

    /// <summary>Changes a row, or adds one.</summary>
    /// <param name="row">Which; null: a new one.</param>
    /// <param name="wish">What it says from now on.</param>
    /// <param name="closesBefore">The open row before a new one ends where it begins.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What is wrong; empty when it is kept.</returns>
    public async Task<IReadOnlyList<string>> PutAsync(long? row, RateWish wish, bool closesBefore, CancellationToken stop)
    {
        var faults = wish.Faults(text).ToList();
        return faults.Count > 0 ? faults : await KeepAsync([(row, wish)], closesBefore, stop);
    }

    /// <summary>Takes a row away.</summary>
    /// <returns>What is wrong; empty when it is gone.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(long row, CancellationToken stop)
    {
        var rows = (await book.RowsAsync(null, stop)).ToList();
        if (rows.Find(r => r.RowNumber == row) is not { } gone)
            return [text["fault.gone"]];
        rows.Remove(gone);
        if (Wrong(rows) is { Count: > 0 } wrong)
            return wrong;
        await book.KeepAsync([(row, RateBook.Wish(gone), true)], stop);
        return [];
    }

    /// <summary>Keeps the rows of a text: one of the same name, scope and first day is changed, others are added. All or none.</summary>
    public async Task<(int Count, IReadOnlyList<string> Faults)> ImportAsync(string csv, CancellationToken stop)
    {
        List<string> faults = [];
        var known = (await book.RowsAsync(null, stop)).ToDictionary(r => (r.Name, r.Scope, r.FromDay), r => r.RowNumber);
        List<(long? Row, RateWish Wish)> wishes = [];
        foreach (var (line, cells) in Lines(csv, faults))
        {
            var (wish, wrong) = RateWish.Read(name => cells[Array.IndexOf(Columns, name)], Numbers.OfFile, text);
            faults.AddRange(wrong.Concat(wish.Faults(text)).Distinct().Select(f => text["import.line", line, f].Value));
            if (wish.From is { } from)
                wishes.Add((known.TryGetValue((wish.Name!, wish.Scope ?? "", from.DayNumber), out var row) ? row : null, wish));
        }

        if (faults.Count == 0 && wishes.Count == 0)
            faults.Add(text["import.empty"]);
        if (faults.Count == 0)
            faults.AddRange(await KeepAsync(wishes, false, stop));
        return (faults.Count == 0 ? wishes.Count : 0, faults);
    }

    async Task<IReadOnlyList<string>> KeepAsync(IReadOnlyList<(long? Row, RateWish Wish)> wishes, bool closesBefore, CancellationToken stop)
    {
        var rows = (await book.RowsAsync(null, stop)).ToList();
        List<(long? Row, RateWish Wish, bool IsRemoved)> changes = [.. wishes.Select(w => (w.Row, w.Wish, false))];
        foreach (var (row, wish) in wishes)
        {
            if (row is { } number && rows.RemoveAll(r => r.RowNumber == number) == 0)
                return [text["fault.gone"]];
            if (closesBefore && row is null && rows.Find(r => r.Name == wish.Name && r.Scope == (wish.Scope ?? "") && r.From < wish.From && !(r.Until <= wish.From)) is { } open)
            {
                rows.Remove(open);
                changes.Insert(0, (open.RowNumber, RateBook.Wish(open) with { Until = wish.From }, false));
            }
        }

        rows.AddRange(changes.Select(c => RateBook.Row(0, c.Row ?? 0, 0, c.Wish, false, default, "")));
        if (Wrong(rows) is { Count: > 0 } wrong)
            return wrong;
        await book.KeepAsync(changes, stop);
        return [];
    }

    // the library checks whole tables; its lines are not those of anybody's file, so only the days are told
    static List<string> Wrong(IEnumerable<RateVersion> rows) =>
        [.. RateTable.Read(RateBook.Write(rows)).Faults.Select(f => TariffWords.Say(f.Text))];

    IEnumerable<(long Line, string[] Cells)> Lines(string csv, List<string> faults)
    {
        // remarks as in the table of the library
        var plain = string.Join('\n', csv.TrimStart('\uFEFF').Split('\n').Select(l => l.StartsWith('#') ? "" : l));
        RowReader rows = new(new StringReader(plain), ';');
        if (!rows.Next() || !rows.ToArray().SequenceEqual(Columns))
        {
            faults.Add(text["import.header", string.Join(';', Columns)]);
            yield break;
        }

        while (rows.Next())
        {
            if (rows.Problem is null && rows.Count == Columns.Length)
                yield return (rows.Line, rows.ToArray());
            else
                faults.Add(text["import.line", rows.Line, text["import.cells", Columns.Length]]);
        }
    }
}
