using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Meters;

/// <summary>Quarter-hours in personal files: durable, versioned, better ones over worse ones, newer ones over older ones.</summary>
public sealed class MeterStoreTests : IDisposable
{
    const string Malo = "51238696781";
    static readonly DateTimeOffset Noon = new(2024, 10, 28, 12, 0, 0, TimeSpan.Zero);
    static readonly QuarterRange Day = GermanTime.Day(new(2024, 10, 27)); // 100 quarter-hours

    readonly string _folder = Directory.CreateTempSubdirectory("ws-meter-").FullName;
    readonly TestClock _clock = new(Noon);

    MeterStore Store => new(new DataFolder(_folder), _clock, NullLogger<MeterStore>.Instance);

    string File => Path.Combine(_folder, "energy", "meters", "81", Malo + ".meter");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_version_can_be_read_again_by_another_process()
    {
        Assert.Equal(new(1, 3, 0), Take(10, 0, 70_000));
        Assert.Equal(new(1, 0, 0), Take(10, 0, 70_000)); // the same again: no version
        Assert.Equal(new(2, 1, 0), Take(10, -4, 70_000));

        Assert.Equal([10, 0, 70_000], Wh(1));
        Assert.Equal([10, -4, 70_000], Wh(2));
        Assert.Equal([0, 0, 0], Wh(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wh(3));
    }

    [Fact]
    public void Values_of_a_whole_year_come_back_as_they_were()
    {
        var year = GermanTime.Year(2024);
        var values = new MeterValue[year.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = i % 7 == 3 ? new(i, ValueOrigin.Interpolated, Doubt.Missing) : i % 1_000 == 999 ? default : MeterValue.Measured(i * 7 % 900);

        Store.Take(Malo, Flow.FedIn, year.First, values, MeterSource.Mscons, Noon, "Jahr ü");

        var file = Store.Of(Malo);
        Assert.Equal(values, file.Read(year, Flow.FedIn, 1).Values);
        Assert.All(file.Read(year, Flow.Taken, 1).Values, v => Assert.Equal(ValueOrigin.Missing, v.Origin));
        Assert.Equal((Noon, MeterSource.Mscons, "Jahr ü"), (file.Records[0].Made, file.Records[0].Source, file.Records[0].Note));
    }

    [Fact]
    public void A_better_value_replaces_a_worse_one_and_never_the_other_way_round()
    {
        Store.Take(Malo, Flow.Taken, Day.First, [new(5, ValueOrigin.Profile), MeterValue.Measured(7)], MeterSource.Rule, Noon, "");

        var taken = Store.Take(Malo, Flow.Taken, Day.First, [new(6, ValueOrigin.Given), new(8, ValueOrigin.Given)], MeterSource.Mscons, Noon.AddDays(1), "");

        Assert.Equal(new(2, 1, 1), taken);
        Assert.Equal([6, 7, 0], Wh(2));
    }

    [Fact]
    public void What_was_made_earlier_does_not_replace_what_was_made_later()
    {
        Assert.Equal(1, Mscons(10, hour: 1).Changed);
        Assert.Equal(1, Mscons(12, hour: 3).Changed);
        Assert.Equal(new(2, 0, 1), Mscons(10, hour: 1)); // the first again, out of order
        Assert.Equal(0, Mscons(12, hour: 9).Changed); // confirmed later
        Assert.Equal(1, Mscons(13, hour: 8).Refused); // made before that
        Assert.Equal(1, Mscons(14, hour: 10).Changed);
    }

    [Fact]
    public void A_judged_value_does_not_come_back_by_being_sent_again()
    {
        Mscons(-500, hour: 1);
        Assert.Equal(1, Store.Take(Malo, Flow.Taken, Day.First, [new(40, ValueOrigin.ComparisonDay, Doubt.Negative)], MeterSource.Rule, Noon.AddHours(5), "").Changed);

        Assert.Equal(1, Mscons(-500, hour: 1).Refused);
        Assert.Equal([40, 0, 0], Wh(2));
        Assert.Equal(1, Mscons(45, hour: 6).Changed);
        Assert.Equal(ValueOrigin.True, Store.Of(Malo).Read(new(Day.First, 1), Flow.Taken, 3).Values[0].Origin);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(60)]
    public void A_torn_last_record_is_cut_off_and_what_was_acknowledged_stays(int bytes)
    {
        Take(10, 20, 30);
        var whole = new FileInfo(File).Length;
        Take(11, 20, 30);
        using (var file = System.IO.File.OpenWrite(File))
            file.SetLength(Math.Max(whole + 1, file.Length - bytes));

        Assert.Equal(1, Store.Of(Malo).Version);
        Assert.Equal([10, 20, 30], Wh(1));
        Assert.Equal(new(2, 1, 0), Take(12, 20, 30));
        Assert.Equal([12, 20, 30], Wh(2));
        Assert.Equal(0, Store.Of(Malo).Torn);
    }

    [Fact]
    public void Damage_in_the_middle_is_told_and_nothing_is_cut_off()
    {
        Take(10, 20, 30);
        Take(11, 20, 30);
        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[30] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);

        Assert.Contains("damaged at byte 8", Assert.Throws<InvalidDataException>(() => Take(12, 0, 0)).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Erased_quarter_hours_are_gone_from_every_version_and_from_the_disk()
    {
        Take(10_101, 20_202, 30_303);
        Take(10_102, 20_202, 30_303);

        Store.Erase(Malo, new(Day.First, 1));

        Assert.Equal([0, 20_202, 30_303], Wh(1));
        Assert.Equal([0, 20_202, 30_303], Wh(2));
        Store.Erase(Malo, null);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_backup_holds_every_file()
    {
        Take(1, 2, 3);
        var target = Path.Combine(_folder, "copy");
        await Store.CopyAsync(target, default);
        Assert.Equal(System.IO.File.ReadAllBytes(File), System.IO.File.ReadAllBytes(Path.Combine(target, "81", Malo + ".meter")));
    }

    [Theory]
    [InlineData("51238696782")]
    [InlineData("../../etc/passwd")]
    public void A_name_that_is_no_delivery_point_never_becomes_a_file(string malo) =>
        Assert.Contains("eleven digits", Assert.Throws<ArgumentException>(() => Store.Take(malo, Flow.Taken, 0, [], MeterSource.Csv, Noon, "")).Message, StringComparison.Ordinal);

    MeterTaken Take(params int[] wh) => Store.Take(Malo, Flow.Taken, Day.First, Array.ConvertAll(wh, MeterValue.Measured), MeterSource.Csv, Noon, "");

    MeterTaken Mscons(int wh, int hour) => Store.Take(Malo, Flow.Taken, Day.First, [MeterValue.Measured(wh)], MeterSource.Mscons, Noon.AddHours(hour), "");

    int[] Wh(int version) => Array.ConvertAll(Store.Of(Malo).Read(new(Day.First, 3), Flow.Taken, version).Values, v => v.Wh);
}
