using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Emulator.PlantFiles;

/// <summary>Reads the members of one object; whatever is wrong is a fault, and a value that can be worked with is returned all the same.</summary>
sealed class ObjectReader
{
    readonly JsonPlace _place;
    readonly List<PlantFault> _faults;

    /// <summary>Names every unknown key.</summary>
    /// <param name="place">What stands there.</param>
    /// <param name="known">The keys that are allowed.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public ObjectReader(JsonPlace place, IReadOnlyCollection<string> known, List<PlantFault> faults)
    {
        (_place, _faults) = (place, faults);
        if (place.Kind != JsonTokenType.StartObject)
            Add(place, "type", $"An object is needed here: {{ … }} with {string.Join(", ", known)}.");
        foreach (var (name, value) in place.Members.Where(m => !known.Contains(m.Name)))
            Add(value, "unknown-key", $"'{name}' is not known here.{Nearest.Hint(name, known)}");
    }

    /// <summary>Where the object stands.</summary>
    public JsonPlace Place => _place;

    /// <summary>A member; null without it. JSON null counts as left out.</summary>
    public JsonPlace? Find(string name)
    {
        var place = _place.Members.Find(m => m.Name == name).Place;
        return place is null || place.Kind == JsonTokenType.Null ? null : place;
    }

    public void Add(JsonPlace place, string rule, string message) => _faults.Add(new(place.Line, place.Path, rule, message));

    /// <summary>A member that must be there; its lack is a fault.</summary>
    public JsonPlace? Need(string name)
    {
        var place = Find(name);
        if (place is null && _place.Kind == JsonTokenType.StartObject)
            Add(_place, "missing", $"'{name}' is missing.");
        return place;
    }

    public string Text(JsonPlace? place, string otherwise)
    {
        if (place is null)
            return otherwise;
        if (place.Value is string text)
            return text;
        Add(place, "type", "A text in quotation marks is needed.");
        return otherwise;
    }

    public double Number(JsonPlace? place, double otherwise, double least = -1e15, double most = 1e15)
    {
        if (place is null)
            return otherwise;
        if (place.Value is not double number)
            Add(place, "type", "A number is needed.");
        else if (!(number >= least && number <= most))
            Add(place, "range", string.Create(CultureInfo.InvariantCulture, $"{number} is not from {least} to {most}."));
        else
            return number;
        return otherwise;
    }

    public int Whole(JsonPlace? place, int otherwise, int least, int most)
    {
        var number = Number(place, otherwise, least, most);
        if (number == Math.Floor(number))
            return (int)number;
        Add(place!, "type", "A whole number is needed.");
        return otherwise;
    }

    public bool Flag(JsonPlace? place, bool otherwise)
    {
        if (place is null)
            return otherwise;
        if (place.Kind is not (JsonTokenType.True or JsonTokenType.False))
            Add(place, "type", "true or false is needed.");
        return place.Kind == JsonTokenType.True;
    }

    /// <param name="place">The member.</param>
    /// <param name="otherwise">Without it.</param>
    /// <param name="least">The shortest that is allowed.</param>
    public TimeSpan Time(JsonPlace? place, TimeSpan otherwise, TimeSpan least = default)
    {
        if (place is null)
            return otherwise;
        if (place.Value is not string text || !Lasting.TryParse(text, out var length))
            Add(place, "duration", $"{Shown(place)} is not {Lasting.Allowed}.");
        else if (length < least)
            Add(place, "range", $"'{text}' is shorter than {Lasting.Write(least)}.");
        else
            return length;
        return otherwise;
    }

    /// <summary>One of some words.</summary>
    public string Word(JsonPlace? place, string otherwise, params string[] known)
    {
        var text = Text(place, otherwise);
        if (place is null || known.Contains(text))
            return text;
        if (place.Value is string)
            Add(place, "value", $"'{text}' is not one of {string.Join(", ", known)}.{Nearest.Hint(text, known)}");
        return otherwise;
    }

    /// <summary>The elements of a list; none without it.</summary>
    public IReadOnlyList<JsonPlace> List(JsonPlace? place)
    {
        if (place is not null && place.Kind != JsonTokenType.StartArray)
            Add(place, "type", "A list is needed: [ … ].");
        return place?.Elements ?? [];
    }

    static string Shown(JsonPlace place) => place.Value switch { string text => $"'{text}'", double number => number.ToString(CultureInfo.InvariantCulture), _ => "This" };
}
