using System.IO.Pipelines;
using System.Runtime.ExceptionServices;

namespace Werkstrom.Mqtt.Transport;

/// <summary>
/// What quiet clients sent within some milliseconds is handled one after the other on one thread: a round. Who makes messages durable
/// can wait for its end, and do so once.
/// </summary>
public static class MqttRound
{
    [ThreadStatic]
    static bool _isRunning;

    [ThreadStatic]
    static List<Action>? _atEnd;

    /// <summary>Calls <paramref name="finish"/> at the end of the round that runs on this thread, once however often it is asked for.</summary>
    /// <param name="finish">Must not throw. Of several equal ones the first is called.</param>
    /// <returns>False when no round runs: nothing is going to be called.</returns>
    public static bool TryDefer(Action finish)
    {
        if (!_isRunning)
            return false;
        _atEnd ??= [];
        if (!_atEnd.Contains(finish))
            _atEnd.Add(finish);
        return true;
    }

    /// <summary>Runs a round: all of it, whatever one of them throws; that is thrown at the end.</summary>
    internal static void Run(ReadOnlySpan<Work> work)
    {
        ExceptionDispatchInfo? first = null;
        _isRunning = true;
        try
        {
            foreach (var one in work)
                Try(one, ref first);
        }
        finally
        {
            _isRunning = false;
            _atEnd?.ForEach(finish => finish());
            _atEnd?.Clear();
        }

        first?.Throw();
    }

    // what one does wrong is nothing to the others
    static void Try(in Work one, ref ExceptionDispatchInfo? first)
    {
        try
        {
            one.Action(one.State);
        }
        catch (Exception e)
        {
            first ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>What the reader of a pipe does when something has come.</summary>
    internal readonly record struct Work(Action<object?> Action, object? State);

    /// <summary>Brings readers to the pool: each by itself, but those of one look of a poller with a pause together.</summary>
    internal sealed class Scheduler : PipeScheduler
    {
        const int Most = 64;

        [ThreadStatic]
        static List<Work>? _collected;

        /// <summary>From now on this thread collects.</summary>
        public static void Begin() => _collected = [];

        /// <summary>Brings what was collected to the pool.</summary>
        public static void Hand()
        {
            foreach (var round in _collected!.Chunk(Most))
                System.Threading.ThreadPool.UnsafeQueueUserWorkItem(static round => Run(round), round, preferLocal: false);
            _collected!.Clear();
        }

        public override void Schedule(Action<object?> action, object? state)
        {
            if (_collected is { } list)
                list.Add(new(action, state));
            else
                System.Threading.ThreadPool.UnsafeQueueUserWorkItem(action, state, preferLocal: false);
        }
    }
}
