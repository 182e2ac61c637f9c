using Werkstrom.Learning.Boosting;
using Werkstrom.Learning.Intervals;

namespace Werkstrom.Learning.Remaining;

/// <summary>A model of remaining life within a model file.</summary>
static class RemainingLifeFile
{
    public const string Kind = "remaining life";

    public static void Write(BinaryWriter to, Preparation preparation, Member[] members, ConformalIntervals intervals, Strangeness strange, RemainingLifeCard card)
    {
        List(to, preparation.Signals, to.Write);
        to.Write(preparation.Baseline);
        List(to, preparation.Regimes.Signals, to.Write);
        List(to, preparation.Regimes.Scales, to.Write);
        List(to, preparation.Regimes.Centres, c => List(to, c, to.Write));
        List(to, preparation.Scaling.Used, to.Write);
        List(to, preparation.Scaling.Mean, c => List(to, c, to.Write));
        List(to, preparation.Scaling.Deviation, c => List(to, c, to.Write));
        intervals.Write(to);
        List(to, strange.Levels, to.Write);
        List(to, strange.Jumps, to.Write);
        List(to, strange.Runs, to.Write);
        Write(to, card);
        List(to, members, m =>
        {
            List(to, m.Fusion.Weights, to.Write);
            to.Write(m.Fusion.Constant);
            m.Model.Write(to);
        });
    }

    public static RemainingLifeModel Read(BinaryReader from)
    {
        var names = ModelFile.List(from, r => r.ReadString());
        var baseline = from.ReadInt32();
        Regimes regimes = new(ModelFile.List(from, r => r.ReadInt32()), Doubles(from), ModelFile.List(from, Doubles));
        Scaling scaling = new(ModelFile.List(from, r => r.ReadInt32()), ModelFile.List(from, Doubles), ModelFile.List(from, Doubles));
        if (regimes.Signals.Concat(scaling.Used).Any(s => (uint)s >= (uint)names.Length) || baseline < 2)
            throw new InvalidDataException("The model contradicts itself: it asks for a signal that is not there.");
        var intervals = ConformalIntervals.Read(from);
        Strangeness strange = new(Doubles(from), Doubles(from), Doubles(from));
        var card = Card(from);
        var members = ModelFile.List(from, r => new Member(new(Doubles(r), r.ReadDouble()), BoostFile.Read(r)));
        Preparation preparation = new(names, regimes, scaling, baseline);
        if (members.Any(m => !m.Model.Names.SequenceEqual([.. preparation.OwnColumns, .. Preparation.FusedColumns])))
            throw new InvalidDataException("The model was learned by another version of this program, from other windows; it has to be learned anew.");
        return new(preparation, members, intervals, strange, card);
    }

    static double[] Doubles(BinaryReader from) => ModelFile.List(from, r => r.ReadDouble());

    static void List<T>(BinaryWriter to, IReadOnlyCollection<T> list, Action<T> one)
    {
        to.Write(list.Count);
        foreach (var element in list)
            one(element);
    }

    static void Write(BinaryWriter to, RemainingLifeCard card)
    {
        to.Write(card.Episodes);
        to.Write(card.Samples);
        to.Write(card.Regimes);
        to.Write(card.Cap);
        List(to, card.Used, to.Write);
        List(to, card.LeftOut, to.Write);
        to.Write(card.Error);
        to.Write(card.ErrorUncut);
        to.Write(card.Coverage);
    }

    static RemainingLifeCard Card(BinaryReader from) => new(
        from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadDouble(), ModelFile.List(from, r => r.ReadString()),
        ModelFile.List(from, r => r.ReadString()), from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
}
