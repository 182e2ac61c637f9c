namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>Waiting that has an end.</summary>
static partial class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition holds.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!holds())
            await Task.Delay(5, limit.Token);
    }
}
