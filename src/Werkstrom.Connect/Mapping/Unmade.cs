using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Connect.Mapping;

/// <summary>Why the catalog did not make a signal: its English sentence as a reason that each reader can read.</summary>
static class Unmade
{
    static readonly (string Option, string Key)[] Limits =
        [("kernel:maxSignals", "limit.signals"), ("kernel:maxNewSignalsPerMinute", "limit.minute"), ("kernel:maxAssets", "limit.assets")];

    /// <summary>The reason for a path.</summary>
    /// <param name="path">The path that was asked for.</param>
    /// <param name="said">What the catalog said.</param>
    public static Reason Of(string path, string? said)
    {
        foreach (var (option, key) in Limits)
        {
            if (said?.Contains(option, StringComparison.Ordinal) == true)
                return Reason.Of(Reasons.SignalLimit, key, path);
        }

        var names = path.Split('/');
        return path.Length > PathText.MaxPath ? Reason.Of(Reasons.Path, "path.long", $"{path.Length}", $"{PathText.MaxPath}")
            : names.Length > PathText.MaxDepth ? Reason.Of(Reasons.Path, "path.deep", $"{names.Length}", $"{PathText.MaxDepth}")
            : Array.Find(names, name => PathText.CheckName(name) is not null) is { } name ? OfName(path, name)
            : names.Length < 2 ? Reason.Of(Reasons.Path, "path.no-asset", path)
            : Reason.Of(Reasons.Path, "path.other", path, said ?? "");
    }

    static Reason OfName(string path, string name) => name switch
    {
        "" => Reason.Of(Reasons.Path, "path.empty", path),
        { Length: > PathText.MaxName } => Reason.Of(Reasons.Path, "path.name-long", $"{name.Length}", $"{PathText.MaxName}"),
        "." or ".." => Reason.Of(Reasons.Path, "path.dots", path),
        [' ', ..] or [.., ' '] => Reason.Of(Reasons.Path, "path.space", path),
        _ => Reason.Of(Reasons.Path, "path.sign", path),
    };
}
