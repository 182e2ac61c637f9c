namespace Werkstrom.Mqtt.Sessions;

/// <summary>A queue in one array that holds nothing while it is empty.</summary>
sealed class Ring<T>
{
    T[] _items = [];
    int _head;

    public int Count { get; private set; }

    /// <summary>The item so many places behind the first.</summary>
    public ref T this[int at] => ref _items[(_head + at) & (_items.Length - 1)];

    public void Add(in T item)
    {
        if (Count == _items.Length)
            Grow();
        Count++;
        this[Count - 1] = item;
    }

    /// <summary>Takes the first item.</summary>
    public T Take()
    {
        var item = _items[_head];
        _items[_head] = default!;
        _head = (_head + 1) & (_items.Length - 1);
        if (--Count == 0 && _items.Length > 64)
            (_items, _head) = ([], 0);
        return item;
    }

    public void Clear() => (_items, _head, Count) = ([], 0, 0);

    void Grow()
    {
        var items = new T[Math.Max(8, _items.Length * 2)];
        for (var i = 0; i < Count; i++)
            items[i] = this[i];
        (_items, _head) = (items, 0);
    }
}
