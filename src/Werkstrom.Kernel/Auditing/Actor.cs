using System.Globalization;
using Microsoft.AspNetCore.Http;
using Werkstrom.Kernel.People;

namespace Werkstrom.Kernel.Auditing;

/// <summary>Who acts: the request's user, or the module that said so, else <c>system</c>.</summary>
public sealed class Actor(IHttpContextAccessor http)
{
    static readonly AsyncLocal<(string Id, string Name)?> Other = new();

    /// <summary>Everything until disposal is done by this module's own doing: <c>using (Actor.As("connect")) …</c></summary>
    public static IDisposable As(string module) => As(module, module);

    /// <summary>Everything until disposal is done by this person, who is not signed in yet.</summary>
    internal static IDisposable As(Person person) =>
        As(string.Create(CultureInfo.InvariantCulture, $"person:{person.Id}"), person.Name);

    /// <summary>Everything until disposal is done by who acts now, also after the request that asked for it is over: for work in the background.</summary>
    public IDisposable Keep() => As(Id, Name);

    static Scope As(string id, string name)
    {
        var before = Other.Value;
        Other.Value = (id, name);
        return new Scope(before);
    }

    /// <summary><c>person:3</c>, <c>token:5</c>, <c>local</c>, a module's name, <c>anonymous</c> or <c>system</c>.</summary>
    public string Id => Other.Value?.Id ?? (http.HttpContext is { } context ? context.User.Actor ?? "anonymous" : "system");

    /// <summary>What people call who acts, at this moment.</summary>
    public string Name => Other.Value?.Name ?? http.HttpContext?.User.Identity?.Name ?? Id;

    /// <summary>The address of the request, or null.</summary>
    public string? Address => http.HttpContext?.Connection.RemoteIpAddress?.ToString();

    sealed class Scope((string Id, string Name)? before) : IDisposable
    {
        public void Dispose() => Other.Value = before;
    }
}
