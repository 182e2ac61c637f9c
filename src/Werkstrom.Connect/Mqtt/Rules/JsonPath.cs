using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>
/// Where something stands in a JSON payload: <c>$</c> is the payload, <c>.name</c> or <c>['any name']</c> a member, <c>[2]</c> an
/// element, <c>.*</c> all members, <c>[*]</c> all elements, <c>.**</c> (last) all that lies below, however deep.
/// </summary>
sealed class JsonPath
{
    const int Longest = 500;

    /// <summary>What <c>.**</c> finds lies so deep at most.</summary>
    const int Deepest = 8;

    static readonly SearchValues<char> EndOfName = SearchValues.Create(".[ \t{}'");

    readonly Step[] _steps;

    JsonPath(string text, Step[] steps) => (Text, _steps) = (text, steps);

    enum StepKind
    {
        Name,
        Index,
        Members,
        Elements,
        Deep,
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>True for <c>$</c>.</summary>
    public bool IsRoot => _steps.Length == 0;

    /// <summary>How many stars it has.</summary>
    public int Stars => _steps.Count(step => step.IsStar);

    /// <summary>For each star whether it goes over the elements of an array.</summary>
    public IEnumerable<bool> StarsOfElements => _steps.Where(step => step.IsStar).Select(step => step.Kind == StepKind.Elements);

    /// <summary>True when it ends with a star, so that it finds all kinds of things.</summary>
    public bool EndsWithStar => _steps is [.., { IsStar: true }];

    /// <summary>True when it has <c>.**</c>.</summary>
    public bool IsDeep => _steps is [.., { Kind: StepKind.Deep }];

    /// <summary>Reads a path; what is wrong with it is added to the problems.</summary>
    public static JsonPath? Parse(string text, RuleProblems problems)
    {
        List<Step> steps = [];
        var rest = text.AsSpan();
        if (text.Length > Longest || !rest.StartsWith("$"))
        {
            problems.Add("rule.path.start", text);
            return null;
        }

        for (rest = rest[1..]; !rest.IsEmpty;)
        {
            if (steps is [.., { Kind: StepKind.Deep }] || Next(ref rest) is not { } step)
            {
                problems.Add("rule.path", text, rest.ToString());
                return null;
            }

            steps.Add(step);
        }

        return new(text, [.. steps]);
    }

    /// <summary>All places that it finds in a payload.</summary>
    public void Find(JsonElement root, List<JsonPlace> into) => Walk(root, 0, [], [], into);

    /// <summary>The one place where its stars stand for these names.</summary>
    public JsonElement? At(JsonElement root, IReadOnlyList<string> stars)
    {
        var at = root;
        var star = 0;
        foreach (var step in _steps)
        {
            var name = step.IsStar ? stars[star++] : step.Name;
            if (Child(at, name) is not { } child)
                return null;
            at = child;
        }

        return at;
    }

    /// <summary>Whether it leads to the same place when its stars stand for these names.</summary>
    public bool IsAt(IReadOnlyList<string> place, IReadOnlyList<string> stars)
    {
        if (place.Count != _steps.Length)
            return false;
        var star = 0;
        for (var at = 0; at < _steps.Length; at++)
        {
            if ((_steps[at].IsStar ? stars[star++] : _steps[at].Name) != place[at])
                return false;
        }

        return true;
    }

    void Walk(JsonElement at, int depth, string[] place, string[] stars, List<JsonPlace> into)
    {
        if (depth == _steps.Length)
        {
            into.Add(new(at, place, stars));
            return;
        }

        var step = _steps[depth];
        if (step.Kind == StepKind.Deep)
        {
            WalkDeep(at, place, stars, "", 1, into);
            return;
        }

        if (!step.IsStar)
        {
            if (Child(at, step.Name) is { } child)
                Walk(child, depth + 1, [.. place, step.Name], stars, into);
            return;
        }

        foreach (var (name, child) in Children(at, step.Kind))
            Walk(child, depth + 1, [.. place, name], [.. stars, name], into);
    }

    static void WalkDeep(JsonElement at, string[] place, string[] stars, string above, int depth, List<JsonPlace> into)
    {
        foreach (var (name, child) in Children(at, StepKind.Members))
        {
            var path = above.Length == 0 ? Mapping.PathTemplate.Level(name) : $"{above}/{Mapping.PathTemplate.Level(name)}";
            if (child.ValueKind != JsonValueKind.Object)
                into.Add(new(child, [.. place, name], [.. stars, path]));
            else if (depth < Deepest)
                WalkDeep(child, [.. place, name], stars, path, depth + 1, into);
        }
    }

    static IEnumerable<(string Name, JsonElement Child)> Children(JsonElement at, StepKind kind)
    {
        if (kind == StepKind.Members && at.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in at.EnumerateObject())
                yield return (member.Name, member.Value);
        }
        else if (kind == StepKind.Elements && at.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var element in at.EnumerateArray())
                yield return ((index++).ToString(CultureInfo.InvariantCulture), element);
        }
    }

    static JsonElement? Child(JsonElement at, string name)
    {
        if (at.ValueKind == JsonValueKind.Object)
            return at.TryGetProperty(name, out var member) ? member : null;
        return at.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength()
            ? at[index]
            : null;
    }

    // takes a step from the start of the rest; null when there is none, and the rest stays
    static Step? Next(ref ReadOnlySpan<char> rest)
    {
        if (rest[0] == '.')
        {
            var length = rest[1..].IndexOfAny(EndOfName);
            var name = length < 0 ? rest[1..] : rest.Slice(1, length);
            if (name.IsEmpty)
                return null;
            Step step = name switch
            {
                "*" => new(StepKind.Members, "*"),
                "**" => new(StepKind.Deep, "**"),
                _ => new(StepKind.Name, name.ToString()),
            };
            rest = rest[(1 + name.Length)..];
            return step;
        }

        if (rest.StartsWith("['") && rest[2..].IndexOf("']") is > 0 and var quoted)
        {
            Step step = new(StepKind.Name, rest.Slice(2, quoted).ToString());
            rest = rest[(quoted + 4)..];
            return step;
        }

        if (rest[0] != '[' || rest.IndexOf(']') is not (> 1 and var end))
            return null;
        var inside = rest[1..end];
        if (inside is not "*" && !int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return null;
        var kind = inside is "*" ? StepKind.Elements : StepKind.Index;
        Step found = new(kind, inside.ToString());
        rest = rest[(end + 1)..];
        return found;
    }

    sealed record Step(StepKind Kind, string Name)
    {
        public bool IsStar => Kind is StepKind.Members or StepKind.Elements or StepKind.Deep;
    }
}

/// <summary>A place that a path found.</summary>
/// <param name="Element">What stands there.</param>
/// <param name="Place">The names and indices that lead there.</param>
/// <param name="Stars">What each star stands for; that of <c>.**</c> is a path.</param>
readonly record struct JsonPlace(JsonElement Element, IReadOnlyList<string> Place, IReadOnlyList<string> Stars);
