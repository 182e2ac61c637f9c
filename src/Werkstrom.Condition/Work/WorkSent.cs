using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Ui;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Condition.Work;

/// <summary>Reads what a form about an order sent, as the reader writes it; what cannot be read is noted.</summary>
sealed class WorkSent(HttpContext http)
{
    readonly Format _format = http.RequestServices.GetRequiredService<Format>();

    /// <summary>All that could not be read.</summary>
    public List<WorkFault> Faults { get; } = [];

    /// <summary>A text; null for a blank one.</summary>
    public string? Text(string name) => http.Sent(name) is { Length: > 0 } text ? text : null;

    /// <summary>A number with decimal comma or point; null for none.</summary>
    public double? Number(string name)
    {
        var text = http.Sent(name);
        if (text.Length == 0)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out var number) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return number;
        Faults.Add(new(name, "fault.number", text));
        return null;
    }

    /// <summary>An instant in the plant's zone; null for none.</summary>
    /// <param name="name">Name of the input, which has minutes.</param>
    /// <param name="before">What it was: kept with its seconds when the minute is the same.</param>
    public DateTimeOffset? Instant(string name, DateTimeOffset? before)
    {
        var text = http.Sent(name);
        if (text.Length == 0)
            return null;
        if (before is { } at && _format.Input(at).StartsWith(text, StringComparison.Ordinal))
            return before;
        if (_format.ReadInput(text) is { Year: >= 1900 and <= 2200 } instant)
            return instant;
        Faults.Add(new(name, "fault.instant", text));
        return null;
    }

    /// <summary>The number of the asset whose path was sent; null for none.</summary>
    public int? Asset()
    {
        var path = http.Sent("asset");
        if (path.Length == 0)
            return null;
        if (http.RequestServices.GetRequiredService<AssetCatalog>().TryGet(path, out var asset))
            return asset.Id;
        Faults.Add(new("asset", "fault.asset", path));
        return null;
    }
}
