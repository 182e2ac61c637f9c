namespace Werkstrom.Connect.Edge;

/// <summary>How the side-car of a server is.</summary>
enum EdgePhase
{
    /// <summary>It is not to run.</summary>
    Stopped,

    /// <summary>Its program runs.</summary>
    Running,

    /// <summary>Its program ended and is started again soon.</summary>
    Waiting,

    /// <summary>It cannot run until somebody changes something.</summary>
    Failed,
}

/// <summary>How one side-car is now: kept in memory, told by its reports. Many may ask and tell at a time.</summary>
sealed class EdgeState
{
    readonly Dictionary<int, PointReport> _points = [];
    readonly Lock _gate = new();
    EdgeStanding _now = EdgeStanding.Stopped;

    /// <summary>How it is.</summary>
    public EdgeStanding Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    /// <summary>The last of each value.</summary>
    public Dictionary<int, PointReport> Points()
    {
        lock (_gate)
            return new(_points);
    }

    public void Enter(EdgePhase phase, string code = "", string text = "")
    {
        lock (_gate)
            _now = _now with { Phase = phase, IsOnline = false, IsLinked = false, Code = code, Text = text };
    }

    /// <summary>Counts a start.</summary>
    public void Started()
    {
        lock (_gate)
            _now = EdgeStanding.Stopped with { Phase = EdgePhase.Running, Starts = _now.Starts + 1 };
    }

    public void Take(EdgeReport report)
    {
        lock (_gate)
        {
            switch (report.Type)
            {
                case "machine":
                    _now = _now with { IsOnline = report.State == "online", Code = report.Code ?? "", Text = report.Text ?? "" };
                    break;
                case "link":
                    _now = _now with { IsLinked = report.State == "online", LinkText = report.Text ?? "" };
                    break;
                case "counts":
                    _now = _now with
                    {
                        Sent = report.Sent,
                        Waiting = report.Waiting,
                        Dropped = report.Dropped,
                        Refused = report.Refused,
                        Refusal = report.Refusal ?? "",
                        Overflows = report.Overflows,
                    };
                    break;
                case "points":
                    Keep(report.Points ?? []);
                    break;
            }
        }
    }

    // an error keeps what came before it
    void Keep(List<PointReport> points)
    {
        foreach (var point in points)
        {
            var isBare = point.Value is null && _points.TryGetValue(point.Id, out _);
            _points[point.Id] = isBare ? _points[point.Id] with { Error = point.Error, Quality = point.Quality ?? _points[point.Id].Quality, Code = point.Code ?? _points[point.Id].Code } : point;
        }
    }
}

/// <summary>How a side-car stands.</summary>
/// <param name="Phase">Its program.</param>
/// <param name="IsOnline">Whether it reaches its server.</param>
/// <param name="IsLinked">Whether it reaches MQTT.</param>
/// <param name="Code">A word for what is wrong; empty for nothing.</param>
/// <param name="Text">A sentence about it.</param>
/// <param name="LinkText">What is wrong with MQTT.</param>
/// <param name="Sent">Values that were acknowledged since its start.</param>
/// <param name="Waiting">Values on disk that were not.</param>
/// <param name="Dropped">Values that were lost since its start: the disk had no room.</param>
/// <param name="Refused">Values that were refused.</param>
/// <param name="Refusal">Why the last one was.</param>
/// <param name="Overflows">How often the server said that it lost values before they were sent.</param>
/// <param name="Starts">How often its program was started.</param>
sealed record EdgeStanding(
    EdgePhase Phase, bool IsOnline, bool IsLinked, string Code, string Text, string LinkText, long Sent, long Waiting, long Dropped, long Refused,
    string Refusal, long Overflows, int Starts)
{
    public static EdgeStanding Stopped { get; } = new(EdgePhase.Stopped, false, false, "", "", "", 0, 0, 0, 0, "", 0, 0);
}
