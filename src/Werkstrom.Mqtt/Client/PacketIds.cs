using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Client;

/// <summary>Packet identifiers and what they stand for. The one that was free for longest is taken first.</summary>
sealed class PacketIds
{
    readonly Ring<ushort> _free = new();
    object?[] _owners = [];
    int _highest;

    public IEnumerable<object> Owners => _owners.OfType<object>();

    public object? this[ushort id] => id > 0 && id <= _owners.Length ? _owners[id - 1] : null;

    /// <summary>Takes an identifier; false when all 65,535 are taken.</summary>
    public bool TryTake(object owner, out ushort id)
    {
        id = 0;
        if (_free.Count > 0)
            id = _free.Take();
        else if (_highest < ushort.MaxValue)
            id = (ushort)++_highest;
        else
            return false;
        Own(id, owner);
        return true;
    }

    /// <summary>Takes an identifier that an earlier run of the program had. Call it before the first one is taken, in ascending order.</summary>
    public void Reserve(ushort id, object owner)
    {
        while (_highest < id)
        {
            if (++_highest != id)
                _free.Add((ushort)_highest);
        }

        Own(id, owner);
    }

    public void Free(ushort id)
    {
        _owners[id - 1] = null;
        _free.Add(id);
    }

    void Own(ushort id, object owner)
    {
        if (id > _owners.Length)
            Array.Resize(ref _owners, Math.Min(ushort.MaxValue, Math.Max(16, _highest * 2)));
        _owners[id - 1] = owner;
    }
}
