using Werkstrom.Learning.Boosting;

namespace Werkstrom.Tests.Learning.Boosting;

/// <summary>A model file is read as it was written, or not at all.</summary>
public sealed class BoostFileTests
{
    [Fact]
    public void What_is_read_answers_as_what_was_written()
    {
        var (table, target) = BoostModelTests.Noisy(400);
        var model = BoostModel.Train(table, target, new() { Rounds = 10 });

        var read = BoostModel.Load(new MemoryStream(Saved(model)));

        Assert.Equal(model.Predict(table).Select(p => p[0]), read.Predict(table).Select(p => p[0]));
        Assert.Equal((model.Kind, 10, 1), (read.Kind, read.Rounds, read.Outputs));
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var file = Saved(Small());
        for (var at = 0; at < file.Length; at++)
        {
            var damaged = file.ToArray();
            damaged[at] ^= 0x40;

            Assert.Throws<InvalidDataException>(() => BoostModel.Load(new MemoryStream(damaged)));
        }
    }

    [Fact]
    public void Every_file_that_ends_early_is_noticed()
    {
        var file = Saved(Small());
        for (var length = 0; length < file.Length; length++)
            Assert.Throws<InvalidDataException>(() => BoostModel.Load(new MemoryStream(file, 0, length)));
    }

    [Fact]
    public void A_newer_file_is_named_as_such()
    {
        var file = Saved(Small());
        file[8] = 2; // the version stands behind the mark of 8 bytes

        var fault = Assert.Throws<InvalidDataException>(() => BoostModel.Load(new MemoryStream(file)));

        Assert.Equal("The model file has version 2; this program reads version 1.", fault.Message);
    }

    [Fact]
    public void Another_file_is_named_as_such()
    {
        var fault = Assert.Throws<InvalidDataException>(() => BoostModel.Load(new MemoryStream("time;value\n1;2\n"u8.ToArray())));

        Assert.Equal("This is no model file: it does not begin with WSMODEL.", fault.Message);
    }

    static BoostModel Small() => BoostModel.Train(new(["x"], [[1, 2, 3, 4]]), [1, 1, 5, 5], new() { Rounds = 2, MinRows = 1 });

    static byte[] Saved(BoostModel model)
    {
        using MemoryStream file = new();
        model.Save(file);
        return file.ToArray();
    }
}
