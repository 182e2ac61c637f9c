namespace Werkstrom.Condition.Life.Csv;

/// <summary>Puts rows into the samples of lives; rows of the same sample give their mean.</summary>
sealed class CsvFill
{
    readonly List<CsvLife> _lives;
    readonly Dictionary<string, List<int>> _ofUnit = [];
    readonly float[][][] _values; // by life, signal, sample
    readonly ushort[][][] _counts;
    readonly bool[][] _seen;
    readonly double _step;

    public CsvFill(List<CsvLife> lives, int signals, double step)
    {
        (_lives, _step) = (lives, step);
        (_values, _counts, _seen) = (new float[lives.Count][][], new ushort[lives.Count][][], new bool[lives.Count][]);
        for (var l = 0; l < lives.Count; l++)
        {
            var samples = Place(lives[l], lives[l].End) + 1;
            (_values[l], _counts[l], _seen[l]) = (Of<float>(signals, samples), Of<ushort>(signals, samples), new bool[samples]);
            if (!_ofUnit.TryGetValue(lives[l].Unit, out var list))
                _ofUnit.Add(lives[l].Unit, list = []);
            list.Add(l);
        }
    }

    /// <summary>Rows whose sample had a row before, where a sample is one row.</summary>
    public long Repeated { get; private set; }

    /// <summary>Puts a row in its place.</summary>
    public void Add(CsvRows row)
    {
        if (!_ofUnit.TryGetValue(row.Unit, out var lives))
            return;
        foreach (var life in lives)
        {
            if (row.Time > _lives[life].End + (1e-9 * _step) && life != lives[^1])
                continue;
            var place = Math.Clamp(Place(_lives[life], row.Time), 0, _seen[life].Length - 1);
            Repeated += _seen[life][place] ? 1 : 0;
            _seen[life][place] = true;
            for (var s = 0; s < row.Values.Length; s++)
                Put(ref _values[life][s][place], ref _counts[life][s][place], row.Values[s]);
            return;
        }
    }

    /// <summary>The lives with their episodes; samples before the first row are cut off.</summary>
    public IEnumerable<CsvLife> Done()
    {
        for (var l = 0; l < _lives.Count; l++)
        {
            var first = Math.Max(0, Array.IndexOf(_seen[l], true));
            for (var s = 0; s < _values[l].Length; s++)
            {
                for (var t = 0; t < _seen[l].Length; t++)
                    _values[l][s][t] = _counts[l][s][t] == 0 ? float.NaN : _values[l][s][t];
                _values[l][s] = first == 0 ? _values[l][s] : _values[l][s][first..];
            }

            yield return _lives[l] with { Start = _lives[l].Start + (first * _step), Episode = new(_lives[l].Name, _values[l]) };
        }
    }

    int Place(CsvLife life, double time) => (int)Math.Floor(((time - life.Start) / _step) + 0.5);

    static void Put(ref float mean, ref ushort count, float value)
    {
        if (float.IsNaN(value) || count == ushort.MaxValue)
            return;
        mean += (value - mean) / ++count;
    }

    static T[][] Of<T>(int signals, int samples)
    {
        var made = new T[signals][];
        for (var s = 0; s < signals; s++)
            made[s] = new T[samples];
        return made;
    }
}
