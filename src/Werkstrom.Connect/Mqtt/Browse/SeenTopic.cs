using System.Text;
using Werkstrom.Mqtt.Server;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Mqtt.Browse;

/// <summary>
/// What was last seen of a topic, for people. Connections race for it: a count may be one less. The payload is looked at ten times a second at most,
/// so that a fast topic costs no more than a slow one.
/// </summary>
sealed class SeenTopic(string name)
{
    /// <summary>Bytes of the payload that are kept.</summary>
    public const int MostBytes = 1_024;

    const long LookEvery = Micros.PerSecond / 10;
    const long Window = 10 * Micros.PerSecond;

    readonly Lock _gate = new();
    byte[] _payload = [];
    int _length;
    long _count;
    long _looked;
    long _last;
    long _windowStart;
    long _windowCount;
    double _rate = double.NaN;
    MqttClientInfo? _client;
    bool _isRetained;
    long _refused;

    public string Name { get; } = name;

    /// <summary>When it came last, Unix microseconds.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Set when the book has let it go to make room.</summary>
    public bool IsGone { get; set; }

    /// <summary>Notes a message.</summary>
    /// <returns>False when the book has let it go meanwhile.</returns>
    public bool Note(in MqttArrival message, MqttClientInfo client)
    {
        _count++;
        _last = message.Instant;
        if (message.Instant - _looked < LookEvery && message.Instant >= _looked)
            return true;
        Look(message, client);
        return !IsGone;
    }

    /// <summary>Notes that the message of an instant was refused.</summary>
    public void Refuse(long instant) => Volatile.Write(ref _refused, instant);

    /// <summary>What is known now.</summary>
    public SeenView View(long now)
    {
        lock (_gate)
        {
            var bytes = _payload.AsSpan(0, Math.Min(_length, _payload.Length)).ToArray();
            return new(
                Name, bytes, _length > bytes.Length, _count, RateAt(now), Micros.ToInstant(_last), _isRetained, _client?.ClientId ?? "",
                (_client?.Identity as MqttIdentity)?.Sender.Source.Name ?? "", _refused >= _looked);
        }
    }

    void Look(in MqttArrival message, MqttClientInfo client)
    {
        lock (_gate)
        {
            _looked = message.Instant;
            (_client, _isRetained, _length) = (client, message.Retain, message.Payload.Length);
            var kept = Math.Min(_length, MostBytes);
            if (_payload.Length < kept || _payload.Length > 2 * kept)
                _payload = new byte[kept];
            else if (_payload.Length > kept)
                Array.Resize(ref _payload, kept);
            message.Payload.Span[..kept].CopyTo(_payload);
            if (_windowStart == 0)
                (_windowStart, _windowCount) = (_looked, _count);
            else if (_looked - _windowStart >= Window)
                (_rate, _windowStart, _windowCount) = (RateAt(_looked), _looked, _count);
        }
    }

    // of the window that is under way once it is long enough, else of the one before
    double RateAt(long now)
    {
        var span = now - _windowStart;
        return span < Window && !double.IsNaN(_rate) ? _rate : span < Micros.PerSecond ? 0 : (_count - _windowCount) * (double)Micros.PerSecond / span;
    }
}

/// <summary>A topic as it is shown.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Payload">The start of the last payload.</param>
/// <param name="IsCut">Whether the payload is longer.</param>
/// <param name="Count">Messages since it was first seen.</param>
/// <param name="Rate">Messages a second, over the last ten seconds or longer.</param>
/// <param name="Last">When it came last.</param>
/// <param name="IsRetained">Whether the last message is kept by the server.</param>
/// <param name="Client">Client identifier of who sent it.</param>
/// <param name="Source">Name of its token.</param>
/// <param name="IsRefused">Whether the last message that was looked at could not be stored.</param>
sealed record SeenView(
    string Name, byte[] Payload, bool IsCut, long Count, double Rate, DateTimeOffset Last, bool IsRetained, string Client, string Source, bool IsRefused)
{
    const int ShownBytes = 48;

    /// <summary>True when the payload is no text.</summary>
    public bool IsBinary => Text is null;

    /// <summary>The payload as text; null when it is none. Of one that is cut, the last letter may be missing.</summary>
    public string? Text
    {
        get
        {
            var bytes = Payload.AsSpan();
            for (var less = 0; IsCut && less < 4 && !System.Text.Unicode.Utf8.IsValid(bytes); less++)
                bytes = bytes[..^1];
            if (!System.Text.Unicode.Utf8.IsValid(bytes))
                return null;
            var text = Encoding.UTF8.GetString(bytes);
            return text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) ? null : text;
        }
    }

    /// <summary>The payload on one line; of one that is no text, its first bytes.</summary>
    public string Shown => Text is { } text
        ? string.Join(' ', text.Split((char[])['\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)) + (IsCut ? "…" : "")
        : Convert.ToHexStringLower(Payload.AsSpan(0, Math.Min(Payload.Length, ShownBytes))) + (IsCut || Payload.Length > ShownBytes ? "…" : "");
}
