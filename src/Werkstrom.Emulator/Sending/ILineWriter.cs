using System.Text;

namespace Werkstrom.Emulator.Sending;

/// <summary>Writes the values of a plant as line protocol.</summary>
interface ILineWriter
{
    /// <summary>Appends the lines of one instant, milliseconds.</summary>
    /// <param name="text">Takes them.</param>
    /// <param name="values">The values; none of a plant that the writer knows.</param>
    /// <param name="at">The instant.</param>
    void Write(StringBuilder text, IReadOnlyList<double> values, DateTimeOffset at);
}
