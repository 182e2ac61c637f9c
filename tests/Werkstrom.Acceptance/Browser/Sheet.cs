using System.Globalization;
using System.Text;

namespace Werkstrom.Acceptance.Browser;

/// <summary>The file that a visitor brings: an oven, two days every ten seconds, with one value that no other sample has.</summary>
static class Sheet
{
    public const int Rows = 2 * 24 * 360;

    static readonly DateTime Start = new(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The row of <see cref="Peak"/> lies in the middle: zooming to the middle leads to it.</summary>
    public const string Peak = "987.25";

    /// <summary>The CSV.</summary>
    public static byte[] Csv()
    {
        StringBuilder text = new("time,temperature [°C]\n");
        for (var i = 0; i < Rows; i++)
        {
            var value = i == Rows / 2 ? Peak : (800 + 20 * Math.Sin(i / 300.0)).ToString("0.00", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{Start.AddSeconds(10 * i):yyyy-MM-ddTHH:mm:ssZ},{value}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
