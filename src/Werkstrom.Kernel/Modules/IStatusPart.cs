namespace Werkstrom.Kernel.Modules;

/// <summary>What a module has to say on the status page.</summary>
public interface IStatusPart
{
    /// <summary>Its name in the API: <c>mqtt</c>.</summary>
    string Name { get; }

    /// <summary>The page that says more.</summary>
    string Address { get; }

    /// <summary>The heading and the lines, in the reader's language.</summary>
    (string Title, IReadOnlyList<StatusLine> Lines) Read();
}

/// <summary>A line of the status page.</summary>
/// <param name="Name">Its name in the API: <c>connections</c>.</param>
/// <param name="Label">What it is, in the reader's language.</param>
/// <param name="Text">How it is, in the reader's language.</param>
/// <param name="Value">The same for programs.</param>
public sealed record StatusLine(string Name, string Label, string Text, object Value);
