using Werkstrom.Energy.Sharing;

namespace Werkstrom.Tests.Energy.Sharing;

/// <summary>A made-up town whose people agree, take it back, move and change the tariff, with all sums that were ever published of it.</summary>
/// <param name="seed">The same number gives the same life.</param>
/// <param name="people">How many there are.</param>
/// <param name="rules">The rules by which groups are made.</param>
sealed class ShareLife(int seed, int people, ShareRules rules)
{
    public static readonly ShareRules Rules = new(5, 5, 6, 25);

    readonly Random _random = new(seed);
    readonly HashSet<string> _ever = [];
    readonly Dictionary<int, (int Kind, bool HasTwo)> _agree = [];
    List<OpenGroup> _open = [];
    int _last;

    /// <summary>Each sum that was ever published: the numbers of the people in it.</summary>
    public List<int[]> Sums { get; } = [];

    /// <summary>When groups should wrongly go on without who left.</summary>
    public bool Shrinks { get; init; }

    /// <summary>Lets days pass.</summary>
    public ShareLife Live(int days)
    {
        for (var day = 0; day < days; day++)
        {
            Change();
            Publish();
        }

        return this;
    }

    void Change()
    {
        for (var i = _random.Next(people / 3); i > 0; i--)
            _agree.TryAdd(_random.Next(people), (_random.Next(2), _random.Next(8) == 0));
        for (var i = _random.Next(3); i > 0 && _agree.Count > 0; i--)
            _agree.Remove(_agree.Keys.ElementAt(_random.Next(_agree.Count)));
        if (_random.Next(3) == 0 && _agree.Count > 0 && _agree.Keys.ElementAt(_random.Next(_agree.Count)) is var mover)
            _agree[mover] = (1 - _agree[mover].Kind, _agree[mover].HasTwo);
    }

    void Publish()
    {
        SharePoint[] agreed = [.. _agree.SelectMany(a => Points(a.Key, a.Value))];
        _random.Shuffle(agreed);
        if (Shrinks)
            _open = [.. _open.Select(g => g with { Members = [.. g.Members.Where(m => agreed.Any(p => (p.Customer, p.Malo, p.Kind) == (m.Customer, m.Malo, g.Kind)))] }).Where(g => g.Members.Count >= 5)];
        var (ended, made) = ShareRound.Next(_open, agreed, _ever, rules);
        _open = [.. _open.Where(g => !ended.Contains(g.Id)), .. made.Select(m => new OpenGroup(++_last, m[0].Kind, [.. m.Select(p => (p.Customer, p.Malo))]))];
        _ever.UnionWith(made.SelectMany(m => m).Select(p => p.Customer));
        Assert.Equal(_open.Sum(g => g.Members.Count), _open.SelectMany(g => g.Members).Distinct().Count()); // at one time nobody is in two
        Sums.AddRange(_open.Select(g => g.Members.Select(m => int.Parse(m.Customer, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order().ToArray()));
    }

    static IEnumerable<SharePoint> Points(int person, (int Kind, bool HasTwo) agrees)
    {
        var customer = person.ToString(System.Globalization.CultureInfo.InvariantCulture);
        yield return new(customer, customer + "a", new("", $"{agrees.Kind}"), 2_000_000 + (person * 100_000));
        if (agrees.HasTwo)
            yield return new(customer, customer + "b", new("", $"{1 - agrees.Kind}"), 1_000_000);
    }
}
