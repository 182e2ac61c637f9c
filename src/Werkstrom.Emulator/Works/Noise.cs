namespace Werkstrom.Emulator.Works;

/// <summary>
/// Random numbers that depend only on seed, stream and place, so that the plant is the same however it is stepped through.
/// SplitMix64 by Steele, Lea, Flood (OOPSLA 2014, <see href="https://doi.org/10.1145/2660193.2660195"/>).
/// </summary>
readonly struct Noise(ulong seed)
{
    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform(int stream, long place) => (Mix(stream, place) >> 11) * (1.0 / (1UL << 53));

    /// <summary>About normal, mean 0 and deviation 1: the sum of four uniform parts of one number, within ±3.46.</summary>
    public double Normal(int stream, long place)
    {
        var bits = Mix(stream, place);
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65535.0) - 2.0) * 1.7320508075688772; // variance of four uniforms is 4/12
    }

    /// <summary>Smooth in [-1, 1]: values at whole places joined by a cosine.</summary>
    public double Smooth(int stream, double place)
    {
        var left = (long)Math.Floor(place);
        var share = (1 - Math.Cos((place - left) * Math.PI)) / 2;
        var a = (Uniform(stream, left) * 2) - 1;
        var b = (Uniform(stream, left + 1) * 2) - 1;
        return a + ((b - a) * share);
    }

    ulong Mix(int stream, long place)
    {
        var z = seed + ((ulong)(uint)stream * 0x9E3779B97F4A7C15UL) + ((ulong)place * 0xD1B54A32D192ED03UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
