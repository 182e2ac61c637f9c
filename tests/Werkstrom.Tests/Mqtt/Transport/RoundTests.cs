using Werkstrom.Mqtt.Transport;

namespace Werkstrom.Tests.Mqtt.Transport;

/// <summary>What is put off to the end of a round is done then, once.</summary>
public sealed class RoundTests
{
    [Fact]
    public void What_is_put_off_is_done_once_at_the_end_of_the_round_and_not_without_one()
    {
        List<string> lines = [];
        Action finish = () => lines.Add("end");
        Action<object?> one = name => lines.Add($"{name} {MqttRound.TryDefer(finish)}");

        MqttRound.Run([new(one, "a"), new(one, "b")]);
        one("alone");
        MqttRound.Run([new(one, "c")]);

        Assert.Equal(["a True", "b True", "end", "alone False", "c True", "end"], lines);
    }

    [Fact]
    public void A_round_that_breaks_off_still_does_what_was_put_off()
    {
        var ends = 0;
        Action finish = () => ends++;

        Assert.Throws<InvalidOperationException>(() => MqttRound.Run([new(_ =>
        {
            MqttRound.TryDefer(finish);
            throw new InvalidOperationException();
        }, null)]));

        Assert.Equal(1, ends);
        Assert.False(MqttRound.TryDefer(finish));
    }

    [Fact]
    public void What_one_throws_keeps_no_other_from_its_turn()
    {
        List<string> lines = [];

        var thrown = Assert.Throws<InvalidOperationException>(() => MqttRound.Run([
            new(_ => throw new InvalidOperationException("first"), null), new(name => lines.Add($"{name}"), "b"),
            new(_ => throw new FormatException("second"), null), new(name => lines.Add($"{name}"), "d")]));

        Assert.Equal("first", thrown.Message);
        Assert.Equal(["b", "d"], lines);
    }
}
