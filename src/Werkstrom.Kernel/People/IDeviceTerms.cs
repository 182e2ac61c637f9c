namespace Werkstrom.Kernel.People;

/// <summary>What a key may be given beside its scopes: topics and limits of devices. The module that speaks with devices knows them.</summary>
public interface IDeviceTerms
{
    /// <summary>The limits that a key may have of its own.</summary>
    IReadOnlyList<DeviceLimit> Limits { get; }

    /// <summary>All that is wrong with a key that is wanted; empty when nothing is.</summary>
    IReadOnlyList<DeviceFault> Check(NewToken wanted);
}

/// <summary>A limit that a key may have of its own.</summary>
/// <param name="Name">Its name, as in the API: <c>messagesPerSecond</c>.</param>
/// <param name="Least">Smallest value.</param>
/// <param name="Most">Largest value.</param>
/// <param name="Default">What holds for keys without it.</param>
public sealed record DeviceLimit(string Name, long Least, long Most, long Default);

/// <summary>Something wrong with a key that is wanted.</summary>
/// <param name="Code">Names the sentence, for pages: <c>topics.filter</c>.</param>
/// <param name="Text">The sentence in English.</param>
/// <param name="Values">What stands in the sentence.</param>
public sealed record DeviceFault(string Code, string Text, params string[] Values);

/// <summary>A key that is wanted cannot be made as it is.</summary>
/// <param name="faults">All that is wrong.</param>
public sealed class DeviceFaultException(IReadOnlyList<DeviceFault> faults) : ArgumentException(string.Join(" ", faults.Select(fault => fault.Text)))
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<DeviceFault> Faults { get; } = faults;
}
