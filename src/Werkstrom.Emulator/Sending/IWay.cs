namespace Werkstrom.Emulator.Sending;

/// <summary>A way by which the plant's values leave it.</summary>
interface IWay : IAsyncDisposable
{
    /// <summary>Messages that are not acknowledged.</summary>
    int Waiting { get; }

    /// <summary>Messages that were to be sent until now, the waiting ones too.</summary>
    long Taken { get; }

    /// <summary>Messages that the other side has.</summary>
    long Acknowledged { get; }

    /// <summary>Whether so much is waiting that a plant which can stand still should.</summary>
    bool IsBehind { get; }

    /// <summary>Messages lost, since nothing could be sent for longer than an hour.</summary>
    long Dropped { get; }

    /// <summary>Whether <see cref="SendAsync"/> should be called before more is added.</summary>
    bool IsFull { get; }

    /// <summary>Whether the other side is there: values wait while it is not.</summary>
    bool IsReached { get; }

    /// <summary>Adds the values of one instant.</summary>
    void Add(IReadOnlyList<double> values, DateTimeOffset at);

    /// <summary>Sends what was added. What cannot be sent now is kept and sent later, in order.</summary>
    ValueTask SendAsync(CancellationToken stop);

    /// <summary>Completes when everything is acknowledged; at once when there is no connection.</summary>
    Task SettleAsync(CancellationToken stop);
}
