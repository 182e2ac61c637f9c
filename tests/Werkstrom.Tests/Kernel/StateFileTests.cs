using Werkstrom.Kernel.Data;

namespace Werkstrom.Tests.Kernel;

/// <summary>A state file is read whole or put aside, whatever happened to its bytes.</summary>
public sealed class StateFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ws-state-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string name) => Path.Combine(_folder, name);

    static void Write(StateFile file, string text) => file.Save(to => to.Write(text));

    static (string State, string? Fault) Read(StateFile file) => file.Load(from => from.ReadString(), "none");

    [Fact]
    public void What_was_saved_last_is_read_and_nothing_lies_beside_it()
    {
        StateFile file = new(At("a"), "watch", 1);
        Assert.Equal(("none", null), Read(file));
        Write(file, "one");
        Write(file, "two");
        Assert.Equal(("two", null), Read(file));
        Assert.Equal(["a"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Cut_off_anywhere_or_with_any_byte_changed_it_is_put_aside()
    {
        StateFile file = new(At("a"), "watch", 1);
        Write(file, "what was learned");
        var whole = File.ReadAllBytes(file.Path);
        for (var i = 0; i < whole.Length; i++)
        {
            File.WriteAllBytes(file.Path, whole[..i]);
            Assert.Equal("none", Read(file).State);
            Assert.False(File.Exists(file.Path));
            Assert.Equal(i, new FileInfo(file.Path + StateFile.AsideEnd).Length);

            var changed = whole.ToArray();
            changed[i] ^= 1;
            File.WriteAllBytes(file.Path, changed);
            var (state, fault) = Read(file);
            Assert.Equal("none", state);
            Assert.NotNull(fault);
        }

        File.WriteAllBytes(file.Path, [.. whole, 0]);
        Assert.Equal("none", Read(file).State);
    }

    [Theory]
    [InlineData("health", 1, "kind watch")]
    [InlineData("watch", 2, "of version 2; this program reads version 1")]
    public void Of_another_kind_or_version_it_is_put_aside_with_the_reason(string kind, int version, string why)
    {
        Write(new(At("a"), kind, version), "x");
        var (state, fault) = Read(new(At("a"), "watch", 1));
        Assert.Equal("none", state);
        Assert.Contains(why, fault, StringComparison.Ordinal);
        Assert.True(File.Exists(At("a.aside")));
    }

    [Fact]
    public void Content_that_its_reader_refuses_is_put_aside()
    {
        StateFile file = new(At("a"), "watch", 1);
        file.Save(to => to.Write(7));
        Assert.Equal("none", file.Load<string>(_ => throw new InvalidDataException("not mine"), "none").State);
        Assert.True(File.Exists(At("a.aside")));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_former_file_and_nothing_beside_it()
    {
        StateFile file = new(At("a"), "watch", 1);
        Write(file, "one");
        Assert.Throws<IOException>(() => file.Save(_ => throw new IOException("No space left on device")));
        Assert.Equal(("one", null), Read(file));
        Assert.Equal(["a"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [SmallDiskFact]
    public void On_a_full_disk_the_former_file_stays_and_with_room_it_is_written_again()
    {
        Assert.True(SmallDisk.Mount(_folder, 1));
        try
        {
            StateFile file = new(At("a"), "watch", 1);
            Write(file, "one");
            File.WriteAllBytes(At("fill"), new byte[900_000]);
            Assert.ThrowsAny<IOException>(() => Write(file, new string('x', 500_000)));
            Assert.Equal(("one", null), Read(file));
            File.Delete(At("fill"));
            Write(file, new string('x', 500_000));
            Assert.Equal(500_000, Read(file).State.Length);
        }
        finally
        {
            SmallDisk.Unmount(_folder);
        }
    }
}
