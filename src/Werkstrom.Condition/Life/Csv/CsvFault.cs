using System.Globalization;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>What is wrong with a file, or was seen in it.</summary>
/// <param name="File">Its name; empty where it is about none.</param>
/// <param name="Line">The line, from 1; 0 for the file as a whole.</param>
/// <param name="Key">Of the sentence in the texts.</param>
/// <param name="Arguments">What is filled into it.</param>
sealed record CsvFault(string File, long Line, string Key, params object[] Arguments)
{
    /// <summary>File, line and rule as a sentence.</summary>
    public string Say(CultureInfo? language) =>
        (File, Line) switch
        {
            ("", _) => "",
            (_, 0) => $"{File}: ",
            _ => LifeText.Say(language, "csv.at", File, Line),
        } + LifeText.Say(language, Key, [.. Arguments.Select(a => a is CsvInput input ? input.Say(language) : a)]);
}

/// <summary>Where a person says something of the files: an option of the command line, on the page a field of the form.</summary>
/// <param name="Name">Of the option and the field.</param>
/// <param name="Value">What stands after the option, such as <c>COLUMN</c>; null where what was given follows.</param>
sealed record CsvInput(string Name, string? Value = null)
{
    /// <summary>In quotation marks what the field is called, in the language of the thread; for a language that was named, the option.</summary>
    public string Say(CultureInfo? language) => language is null
        ? LifeText.Say(null, "csv.field", LifeText.Say(null, "file." + Name))
        : Value is null ? $"--{Name}" : $"--{Name} {Value}";
}

/// <summary>Faults of files, the first of them kept.</summary>
sealed class CsvFaults
{
    /// <summary>So many are told one by one.</summary>
    public const int Most = 20;

    readonly List<CsvFault> _kept = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first.</summary>
    public IReadOnlyList<CsvFault> Kept => _kept;

    /// <summary>Notes a fault.</summary>
    public void Add(string file, long line, string key, params object[] arguments)
    {
        if (Count++ < Most)
            _kept.Add(new(file, line, key, arguments));
    }

    /// <summary>The faults as sentences, and how many more there are.</summary>
    public IReadOnlyList<string> Say(CultureInfo? language) =>
        [.. _kept.Select(f => f.Say(language)), .. Count > _kept.Count ? [LifeText.Say(language, "csv.more", Count - _kept.Count)] : Array.Empty<string>()];
}

/// <summary>Files hold nothing that lives can be learned from.</summary>
sealed class CsvException(CsvFaults faults) : Exception(string.Join('\n', faults.Say(CultureInfo.InvariantCulture)))
{
    /// <summary>Why, all at once.</summary>
    public CsvFaults Faults => faults;

    /// <summary>With one fault of a file as a whole.</summary>
    public static CsvException Of(string file, string key, params object[] arguments)
    {
        CsvFaults faults = new();
        faults.Add(file, 0, key, arguments);
        return new(faults);
    }
}
