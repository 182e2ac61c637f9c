using FsCheck;
using FsCheck.Fluent;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

public class SampleColumnsTests
{
    [Fact]
    public void The_last_written_of_an_instant_holds()
    {
        var columns = Of((1, 10, 192), (3, 30, 192), (2, 20, 192), (3, 31, 64), (1, 11, 192));

        Assert.Equal([1, 2, 3L], columns.Instants.ToArray());
        Assert.Equal([11, 20, 31.0], columns.Values.ToArray());
        Assert.Equal([192, 192, 64], columns.Qualities.ToArray());
    }

    [Fact]
    public void What_was_taken_back_is_gone_until_it_is_written_again()
    {
        var columns = Of(
            (1, 10, 192), (2, 20, 192), (3, 30, 192), (1, 0, Quality.Deleted), (2, 0, Quality.Deleted), (2, 21, 192));

        Assert.Equal([2, 3L], columns.Instants.ToArray());
        Assert.Equal([21, 30.0], columns.Values.ToArray());
    }

    [Fact]
    public void It_holds_the_same_as_a_dictionary_written_in_order()
    {
        var writes = Gen.ArrayOf(Gen.Choose(0, 30).SelectMany(
            at => Gen.Elements<byte>(192, 0, 255).Select(quality => ((long)at, quality))));
        Prop.ForAll(writes.ToArbitrary(), written =>
        {
            SortedDictionary<long, (double, byte)> model = [];
            SampleColumns columns = new();
            for (var i = 0; i < written.Length; i++)
            {
                model[written[i].Item1] = (i, written[i].quality);
                columns.Add(written[i].Item1, i, written[i].quality);
            }

            columns.Tidy();
            var expected = model.Where(p => p.Value.Item2 != 255).Select(p => (p.Key, p.Value.Item1));
            Assert.Equal(expected, columns.Instants.ToArray().Zip(columns.Values.ToArray()));
        }).QuickCheckThrowOnFailure();
    }

    static SampleColumns Of(params (long At, double Value, byte Quality)[] samples)
    {
        SampleColumns columns = new();
        foreach (var (at, value, quality) in samples)
            columns.Add(at, value, quality);
        columns.Tidy();
        return columns;
    }
}
