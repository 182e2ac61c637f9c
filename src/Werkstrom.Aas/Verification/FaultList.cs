using System.Globalization;
using System.Text;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Collects faults while an object is walked; knows the path of the element it is at.</summary>
sealed class FaultList
{
    /// <summary>So many are kept; the next says that there are more.</summary>
    public const int Most = 1000;

    readonly List<Fault> _faults = [];
    readonly List<Fault> _remarks = [];
    readonly List<(string? Name, int Index)> _path = [];

    public int Count => _faults.Count;

    /// <summary>What objects lack because it could not be read.</summary>
    public Gaps Gaps { get; } = new();

    /// <summary>Whether no more faults are told: a strict reading ends then.</summary>
    public bool IsFull => _faults.Count > Most;

    /// <summary>Whether an object lacks an attribute, or a part of it, that the text has or must have: no rule rests on its absence.</summary>
    public bool Lacks(IClass value, string member) => Gaps.IsAt(value, member);

    public IReadOnlyList<Fault> Faults => _faults;

    public IReadOnlyList<Fault> Remarks => _remarks;

    public void Enter(string name) => _path.Add((name, 0));

    public void Enter(int index) => _path.Add((null, index));

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>A fault of the element that the walk is at.</summary>
    public void Add(string rule, string message)
    {
        if (_faults.Count < Most)
            _faults.Add(new(Path(), rule, message));
        else if (_faults.Count == Most)
            _faults.Add(new("", rule, $"more than {Most} faults; the others are not told"));
    }

    /// <summary>Takes over what was found elsewhere.</summary>
    public void Take(IEnumerable<Fault> faults, IEnumerable<Fault> remarks)
    {
        _faults.AddRange(faults);
        _remarks.AddRange(remarks);
    }

    /// <summary>What no constraint forbids of the element that the walk is at, and others may stumble over.</summary>
    public void Remark(string rule, string message)
    {
        if (_remarks.Count < Most)
            _remarks.Add(new(Path(), rule, message));
    }

    /// <summary>The same of an attribute.</summary>
    public void Remark(string member, string rule, string message)
    {
        Enter(member);
        Remark(rule, message);
        Leave();
    }

    /// <summary>The same of an attribute of an object in a list, and others may stumble over.</summary>
    public void Remark(string list, int index, string? member, string rule, string message)
    {
        Enter(list);
        Enter(index);
        if (member is not null)
            Enter(member);
        Remark(rule, message);
        _path.RemoveRange(_path.Count - (member is null ? 2 : 3), member is null ? 2 : 3);
    }

    /// <summary>A fault of an attribute.</summary>
    public void Add(string member, string rule, string message)
    {
        Enter(member);
        Add(rule, message);
        Leave();
    }

    /// <summary>A fault of an object in a list.</summary>
    public void Add(string list, int index, string rule, string message) => Add(list, index, null, rule, message);

    /// <summary>A fault of an attribute of an object in a list.</summary>
    public void Add(string list, int index, string? member, string rule, string message)
    {
        Enter(list);
        Enter(index);
        if (member is null)
            Add(rule, message);
        else
            Add(member, rule, message);
        Leave();
        Leave();
    }

    string Path()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _path)
        {
            if (name is null)
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else
                text.Append(text.Length == 0 ? "" : ".").Append(name);
        }

        return text.ToString();
    }

    /// <summary>A text as a message shows it: in quotes, its first 60 characters.</summary>
    public static string Quote(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text[..60]}…' ({text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters)";
}
