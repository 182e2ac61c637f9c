using Werkstrom.Tariff.Pricing;

namespace Werkstrom.Tests.Tariff.Pricing;

/// <summary>Stored quarter-hours: small, checked, the same again.</summary>
public sealed class StoredLoadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(35_040)]
    public void What_is_written_is_read(int count)
    {
        Random random = new(count);
        for (var width = 0; width <= 16; width++)
        {
            ushort[] loads = [.. Enumerable.Range(0, count).Select(i => (ushort)random.Next(1 << (i < 512 ? width : random.Next(17))))];
            var room = new ushort[StoredLoads.Room(count)];
            room.AsSpan().Fill(7);

            Assert.Equal(count, StoredLoads.Read(StoredLoads.Write(loads), room));

            Assert.Equal(loads, room[..count]);
            Assert.All(room[count..], r => Assert.Equal(0, r));
        }
    }

    [Fact]
    public void The_bytes_are_those_that_are_documented()
    {
        var bytes = StoredLoads.Write([5, 1, 7]); // 3 bits each, all the first of their lanes

        Assert.Equal(64 + (3 * 64), bytes.Length);
        Assert.Equal([3, 0, 0, 0, 3], bytes[4..9]);
        Assert.Equal([5, 0, 1, 0, 7, 0, 0], bytes[64..71]);
        Assert.Equal(0xE3069283, StoredLoads.Sum("123456789"u8)); // the check value of CRC-32C
    }

    [Fact]
    public void A_home_takes_few_bytes()
    {
        Random random = new(1);
        Assert.InRange(StoredLoads.Write([.. Enumerable.Range(0, 35_040).Select(_ => (ushort)random.Next(1_024))]).Length, 43_800, 44_400); // 10 bits each: 69 blocks × 640
    }

    [Fact]
    public void A_changed_byte_and_a_missing_end_are_seen()
    {
        Random random = new(2);
        var bytes = StoredLoads.Write([.. Enumerable.Range(0, 700).Select(_ => (ushort)random.Next(300))]);
        var room = new ushort[StoredLoads.Room(700)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => StoredLoads.Read(bytes, room));
            bytes[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => StoredLoads.Read(bytes.AsSpan(0, i), room));
        }

        Assert.Throws<InvalidDataException>(() => StoredLoads.Read([.. bytes, 0], room));
        Assert.Throws<ArgumentException>(() => StoredLoads.Read(bytes, new ushort[1_023]));
        Assert.Throws<ArgumentException>(() => StoredLoads.Write([]));
    }
}
