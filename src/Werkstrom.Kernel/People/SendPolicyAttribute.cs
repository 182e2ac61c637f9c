namespace Werkstrom.Kernel.People;

/// <summary>Who may send the forms of a page that more people may read; all others get 403, as of an address that is not theirs.</summary>
/// <param name="policy">One of <see cref="Policies"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SendPolicyAttribute(string policy) : Attribute
{
    /// <summary>The policy that a sent form needs.</summary>
    public string Policy => policy;
}
