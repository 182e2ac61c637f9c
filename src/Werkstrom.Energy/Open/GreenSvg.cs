using System.Globalization;
using System.Text;
using Werkstrom.Energy.Portal.Now;
using Werkstrom.Energy.Serve;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Open;

/// <summary>Draws the index of a day: height is the index, colour the light.</summary>
static class GreenSvg
{
    const double Wide = 384, Left = 24, Top = 6, Foot = 96, High = 112;

    /// <summary>Draws it.</summary>
    /// <param name="day">Its quarter-hours.</param>
    /// <param name="now">The one that runs; null: another day.</param>
    /// <param name="label">What it shows, as HTML.</param>
    public static string Day(IReadOnlyList<RegionQuarter> day, int? now, string label)
    {
        StringBuilder svg = new(string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Wide} {High}\" role=img aria-label=\"{label}\">"));
        foreach (var level in (int[])[0, 50, 100])
            svg.Append(CultureInfo.InvariantCulture, $"<line class=grid x1={Left} x2={Wide} y1={Y(level)} y2={Y(level)} /><text x={Left - 4} y={Y(level) + 3} text-anchor=end>{level}</text>");
        var step = (Wide - Left) / day.Count;
        for (var i = 0; i < day.Count; i++)
        {
            var (x, clock) = (Left + (i * step), GermanTime.OfClock(day[i].Quarter));
            if (day[i].Index is { } index)
                svg.Append(CultureInfo.InvariantCulture, $"<rect class={MyDay.LightOf(index).ToString().ToLowerInvariant()} x={x:0.#} y={Y(Math.Max(2, index)):0.#} width={step - 0.5:0.#} height={Foot - Y(Math.Max(2, index)):0.#} />");
            if (clock % 24 == 0 && (i == 0 || GermanTime.OfClock(day[i - 1].Quarter) != clock))
                svg.Append(CultureInfo.InvariantCulture, $"<text x={x:0.#} y={High - 2} text-anchor={(i == 0 ? "start" : "middle")}>{clock / 4:00}:00</text>");
            if (day[i].Quarter == now)
                svg.Append(CultureInfo.InvariantCulture, $"<path class=now d=\"M{x + (step / 2):0.#} {Top - 4}V{Foot}\" />");
        }

        return svg.Append("</svg>").ToString();
    }

    static double Y(int index) => Foot - (index * (Foot - Top) / 100);
}
