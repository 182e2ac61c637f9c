using Werkstrom.Emulator.Sending;

namespace Werkstrom.Tests.Emulator;

/// <summary>Options of the verb that do not go together are refused by name.</summary>
public sealed class EmulateCommandTests
{
    [Theory]
    [InlineData("plant.json --seconds 6", "--seconds: it is for the plant without a file; with a file it is --for, in the time of the plant.")]
    [InlineData("--for 5s", "--for: it is for a plant file, and none is named. Without one it is --seconds.")]
    [InlineData("--speed 10", "--speed: it is for a plant file, and none is named.")]
    [InlineData("--seconds 6", "")]
    [InlineData("plant.json --for 5s --speed 10", "")]
    public void What_an_option_is_not_for_is_said(string line, string said) =>
        Assert.Equal(said, string.Join(' ', EmulateCommand.Make().Parse(line).Errors.Select(e => e.Message)));
}
