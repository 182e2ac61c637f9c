using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Tests.Energy.Tariffs;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Rates;

/// <summary>Rates are kept in versions, never with an overlap or a gap; what was known then can be read again.</summary>
public sealed class RateDeskTests
{
    static readonly RateWish Kwkg2027 = new("levy.kwkg", "", 0.5m, "ct/kWh", new(2027, 1, 1), new(2028, 1, 1), true, "netztransparenz.de, 25 Oct 2026");

    static RateDesk Of(Registries registry) => new(
        registry.Get<RateBook>(), new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<RateText>>());

    [Theory, OnSqlite, OnPostgres]
    public async Task A_new_year_is_added_changed_and_read_as_it_was(Engine engine)
    {
        await using var registry = await Desk.OpenAsync(engine);
        var (book, desk, series) = (registry.Get<RateBook>(), Of(registry), registry.Get<SeriesBook>());
        Assert.Empty(await desk.PutAsync(null, Kwkg2027, false, default));
        var then = await series.NowAsync(default);
        var row = (await book.RowsAsync(null, default)).Single(r => r.Name == "levy.kwkg" && r.From.Year == 2027);
        Assert.Empty(await desk.PutAsync(row.RowNumber, Kwkg2027 with { Value = 0.505m }, false, default));

        Assert.Equal(500, (await book.TableAsync(then, default)).At("levy.kwkg", "", new(2027, 6, 1))!.Price);
        Assert.Equal(505, (await book.TableAsync(null, default)).At("levy.kwkg", "", new(2027, 6, 1))!.Price);
        Assert.Equal([2, 1], (await book.VersionsAsync(row.RowNumber, default)).Select(v => v.Version));
        await registry.RestartAsync(); // the library's rows are not added twice, and those of people stay
        Assert.Equal(505, (await registry.Get<RateBook>().TableAsync(null, default)).At("levy.kwkg", "", new(2027, 6, 1))!.Price);
    }

    [Fact]
    public async Task An_overlap_a_gap_and_what_is_missing_are_refused_with_the_days()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        var desk = Of(registry);

        Assert.Contains("2026-01-01 to 2026-12-31 and 2026-07-01 to 2027-12-31 overlap",
            string.Join(' ', await desk.PutAsync(null, Kwkg2027 with { From = new(2026, 7, 1) }, false, default)), StringComparison.Ordinal);
        Assert.Contains("nothing holds 2027-01-01 to 2027-01-31", string.Join(' ', await desk.PutAsync(null, Kwkg2027 with { From = new(2027, 2, 1) }, false, default)), StringComparison.Ordinal);
        Assert.Equal(2, (await desk.PutAsync(null, Kwkg2027 with { Source = "", Value = null }, false, default)).Count);
        Assert.Empty(await desk.PutAsync(null, new("tax.electricity", "", 0.05m, "ct/kWh", new(2027, 1, 1), null, false, "draft of a law"), true, default)); // the open row before ends
    }

    [Fact]
    public async Task What_is_exported_is_imported_again_and_a_wrong_line_keeps_all_out()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        var (book, desk) = (registry.Get<RateBook>(), Of(registry));
        var csv = RateBook.Write(await book.RowsAsync(null, default));

        Assert.Equal((csv.Count(c => c == '\n') - 1, 0), (await desk.ImportAsync(csv, default) is var same ? same.Count : 0, same.Faults.Count));
        var (count, faults) = await desk.ImportAsync("name;scope;value;unit;from;until;checked;source\nlevy.kwkg;;0,5;ct/kWh;2027-01-01;2028-01-01;maybe;x\nlevy.offshore;;1;ct/kWh;2027-13-01;;yes;\n", default);

        Assert.Equal(0, count);
        Assert.Contains(faults, f => f.StartsWith("Line 2:", StringComparison.Ordinal));
        Assert.Equal(2, faults.Count(f => f.StartsWith("Line 3:", StringComparison.Ordinal) && !f.Contains("First day is missing", StringComparison.Ordinal)));
        Assert.Equal(csv, RateBook.Write(await book.RowsAsync(null, default)));
    }
}
